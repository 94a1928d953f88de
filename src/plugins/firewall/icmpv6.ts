/** A rule for ICMPv6 that RFC 4890 asks for. */
export interface EssentialRule {
  readonly description: string;
  /** Numbers of ICMPv6 types, in the order in which OPNsense lists them. */
  readonly types: readonly string[];
  readonly source: string;
  readonly destination: string;
}

/** What must not be filtered (RFC 4890, 4.3.1 and 4.4.1): errors, echo, neighbour and router discovery, multicast listeners. */
export const ESSENTIAL_RULES: readonly EssentialRule[] = [
  { description: 'ICMPv6 errors (RFC 4890)', types: ['1', '2', '3', '4'], source: 'any', destination: 'any' },
  { description: 'ICMPv6 echo (RFC 4890)', types: ['128', '129'], source: 'any', destination: 'any' },
  // Duplicate address detection asks from the unspecified address, so the source cannot be narrowed to link-local.
  { description: 'ICMPv6 neighbour discovery (RFC 4890)', types: ['135', '136'], source: 'any', destination: 'any' },
  { description: 'ICMPv6 router discovery (RFC 4890)', types: ['133', '134'], source: 'any', destination: 'any' },
  { description: 'ICMPv6 multicast listeners (RFC 4890)', types: ['130', '131', '132'], source: 'fe80::/10', destination: 'any' },
];

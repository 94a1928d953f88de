import { type DnsForward, type Resolver } from '../../../../../src/plugins/security/facts/resolver.fact';

/** Unbound as it should be, unless said otherwise. */
export function unbound(facts: Partial<Resolver> = {}): { resolver: Resolver } {
  const good = {
    enabled: true, dnssec: true, needsSignatures: true, hidesIdentity: true, hidesVersion: true, interfaces: ['lan'], privateNetworks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'],
    forwards: [], forwardsToSystem: false, defaultAction: 'refuse', accessLists: [],
  };
  return { resolver: { ...good, ...facts } };
}

/** A forward over TLS to a server whose name is checked, unless said otherwise. */
export function forward(facts: Partial<DnsForward> = {}): DnsForward {
  return { uuid: 'one', server: '9.9.9.9', domain: '', tls: true, verify: 'dns.quad9.net', fallsBack: false, ...facts };
}

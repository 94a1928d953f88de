import { IsIn, Matches } from 'class-validator';
import { type Change, type FirewallApi } from '../../ports';
import { wireguardGeneral, wireguardReconfigure } from './vpn.endpoints';

/** What every change of WireGuard tells of it. */
export class WireguardOutput {
  /** `off`: what was saved takes effect once WireGuard is switched on. */
  @IsIn(['on', 'off']) wireguard!: 'on' | 'off';
}

/** The field is a name as WireGuard instances and peers have one. */
export function WireguardName(): PropertyDecorator {
  return Matches(/^[\w.-]{1,64}$/, { message: '$property must be at most 64 letters, digits, dots, hyphens and underscores' });
}

/** The field is a WireGuard key: 32 bytes in base64. */
export function WireguardKey(): PropertyDecorator {
  return Matches(/^[A-Za-z0-9+/]{43}=$/, { message: '$property must be a WireGuard key: 32 bytes in base64' });
}

/** Lets WireGuard run what was saved, and says whether it is on at all. */
export async function applyWireguard(firewall: FirewallApi, change: Change): Promise<WireguardOutput> {
  await change.apply(wireguardReconfigure);
  return wireguardState(firewall);
}

/** Whether WireGuard is switched on. */
export async function wireguardState(firewall: FirewallApi): Promise<WireguardOutput> {
  const { general } = await firewall.read(wireguardGeneral);
  return { wireguard: general.enabled === '1' ? 'on' : 'off' };
}

/** The given values in OPNsense's words; what was not given is left out. */
export function spelt(values: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === 'boolean' ? (value ? '1' : '0') : typeof value === 'object' ? value.join(',') : String(value)]];
    }),
  );
}

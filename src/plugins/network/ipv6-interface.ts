import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { ListOf, Optional, present, shape } from '../../core';
import { type ConfigValue } from '../../ports';

/** An interface as the saved configuration has it, below `interfaces`. */
interface ConfiguredInterface {
  readonly name: string;
  readonly if?: string;
  readonly descr?: string;
  readonly enable?: string;
  readonly ipaddr?: string;
  readonly ipaddrv6?: string;
  readonly subnetv6?: string;
  readonly 'track6-interface'?: string;
  readonly 'track6-prefix-id'?: string;
  /** `group` for an interface group, which has no addresses. */
  readonly type?: string;
}

/** A network device as `interfaces/overview/interfaces_info` lists it, as far as it is used. */
export interface OverviewRow {
  readonly device: string;
  /** `wan`, `opt1` …; empty for a device that is not assigned. */
  readonly identifier?: string;
  readonly description?: string;
  readonly enabled?: boolean;
  readonly ipv6?: readonly { readonly ipaddr: string }[];
  /** What the interface's element in the configuration holds. */
  readonly config?: Readonly<Record<string, string>>;
  /** What the provider delegated and announced, IPv4 and IPv6 alike. */
  readonly 'ifctl.prefix'?: readonly string[];
  readonly 'ifctl.router'?: readonly string[];
}

const optionalText = shape.optional(shape.text);
const texts = shape.optional(shape.table(shape.text));

/** What each row has. */
export const overviewRow = shape.object({
  device: shape.name, identifier: optionalText, description: optionalText, enabled: shape.optional(shape.flag),
  ipv6: shape.optional(shape.table(shape.object({ ipaddr: shape.name }))), config: texts, 'ifctl.prefix': texts, 'ifctl.router': texts,
});

const SCOPES = ['global', 'unique-local', 'link-local'] as const;

/** A live IPv6 address. */
export class Ipv6Address {
  /** With prefix length. */
  @IsString() address!: string;
  @IsIn([...SCOPES]) scope!: (typeof SCOPES)[number];
}

/** How an interface gets IPv6, and what it has. */
export class Ipv6Interface {
  /** `wan`, `lan`, `opt1` … */
  @IsString() name!: string;
  @Optional() @IsString() description?: string;
  @Optional() @IsString() device?: string;
  @IsBoolean() enabled!: boolean;
  /** As OPNsense names it: dhcp6, slaac, track6, idassoc6, 6rd, 6to4, pppoev6, linklocal, static or none. */
  @IsString() mode!: string;
  /** For mode static. */
  @Optional() @IsString() configured_address?: string;
  /** The interface whose delegated prefix it uses, for track6 and idassoc6. */
  @Optional() @IsString() prefix_from?: string;
  @Optional() @IsInt() prefix_id?: number;
  @Optional() @IsString() delegated_prefix?: string;
  @Optional() @IsString() router?: string;
  @Optional() @ListOf(() => Ipv6Address) addresses?: Ipv6Address[];
  /** True when it has an IPv4 configuration. */
  @IsBoolean() ipv4!: boolean;
}

/** Every assigned interface: by the configuration, completed with what is live; either may be missing. */
export function toIpv6Interfaces(configured: ConfigValue | undefined, rows: readonly OverviewRow[] | undefined): Ipv6Interface[] {
  const live = new Map((rows ?? []).filter(({ identifier }) => identifier).map(row => [row.identifier, row]));
  const known = configured === undefined ? fromRows([...live.values()]) : fromConfig(configured);
  return known.filter(each => each.type !== 'group' && each.if !== LOOPBACK).map(each => toIpv6Interface(each, live.get(each.name)));
}

const LOOPBACK = 'lo0';

function fromConfig(configured: ConfigValue): ConfiguredInterface[] {
  if (typeof configured !== 'object' || Array.isArray(configured)) return [];
  return Object.entries(configured).flatMap(([name, value]) =>
    typeof value === 'object' && !Array.isArray(value) ? [{ ...textsOf(value), name }] : [],
  );
}

const fromRows = (rows: readonly OverviewRow[]): ConfiguredInterface[] =>
  rows.map(row => ({ descr: row.description ?? '', if: row.device, ...row.config, name: row.identifier ?? '' }));

const textsOf = (value: { readonly [key: string]: ConfigValue }): Record<string, string> =>
  Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (typeof child === 'string' ? [[key, child] as const] : [])));

function toIpv6Interface(configured: ConfiguredInterface, row: OverviewRow | undefined): Ipv6Interface {
  const mode = modeOf(configured.ipaddrv6);
  const prefixId = Number.parseInt(configured['track6-prefix-id'] ?? '', 10);
  const tracks = mode === 'track6' || mode === 'idassoc6';
  return present<Ipv6Interface>({
    name: configured.name,
    description: configured.descr === undefined || configured.descr === '' ? configured.name.toUpperCase() : configured.descr,
    device: configured.if,
    enabled: configured.enable !== undefined && configured.enable !== '0',
    mode,
    configured_address: mode === 'static' ? `${configured.ipaddrv6 ?? ''}/${configured.subnetv6 ?? '128'}` : undefined,
    prefix_from: tracks ? configured['track6-interface'] : undefined,
    prefix_id: tracks && Number.isInteger(prefixId) ? prefixId : undefined,
    delegated_prefix: Object.values(row?.['ifctl.prefix'] ?? []).find(isIpv6),
    router: Object.values(row?.['ifctl.router'] ?? []).find(isIpv6),
    addresses: Object.values(row?.ipv6 ?? []).map(({ ipaddr }) => ({ address: ipaddr, scope: scopeOf(ipaddr) })),
    ipv4: configured.ipaddr !== undefined && configured.ipaddr !== '',
  });
}

function modeOf(ipaddrv6: string | undefined): string {
  if (ipaddrv6 === undefined || ipaddrv6 === '') return 'none';
  return isIpv6(ipaddrv6) ? 'static' : ipaddrv6;
}

function scopeOf(address: string): Ipv6Address['scope'] {
  if (/^fe[89ab]/i.test(address)) return 'link-local';
  return /^f[cd]/i.test(address) ? 'unique-local' : 'global';
}

const isIpv6 = (text: string): boolean => text.includes(':');

/** True unless the firewall blocks all IPv6; `settings` is `OPNsense.Interfaces.settings` (since 26.1), `allowed` is `system.ipv6allow` (before). */
export function isIpv6Allowed(settings: ConfigValue | undefined, allowed: ConfigValue | undefined): boolean {
  if (typeof settings !== 'object' || Array.isArray(settings)) return allowed !== undefined;
  return settings['disableipv6'] !== '1';
}

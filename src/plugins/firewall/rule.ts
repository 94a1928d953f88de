import { IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Optional, present } from '../../core';
import { isOfOldPage, type RuleRow } from '../../core/packet-filter';

/** Where a rule comes from: the rules that the API can change, those of the older rules page, or OPNsense itself. */
export type RuleKind = 'rule' | 'legacy' | 'automatic';

/** A packet filter rule. */
export class FirewallRule {
  /** Only of rules that can be changed here. */
  @Optional() @IsString() uuid?: string;
  @IsIn(['rule', 'legacy', 'automatic']) kind!: RuleKind;
  @IsBoolean() enabled!: boolean;
  @IsString() action!: string;
  /** Names of the interfaces; absent when it is for all of them. */
  @Optional() @IsArray() @IsString({ each: true }) interfaces?: string[];
  /** True when it is for all interfaces but those. */
  @Optional() @IsBoolean() interface_not?: boolean;
  @Optional() @IsString() direction?: string;
  @Optional() @IsString() ip_protocol?: string;
  @Optional() @IsString() protocol?: string;
  /** ICMP types, as OPNsense names them. */
  @Optional() @IsArray() @IsString({ each: true }) icmp_types?: string[];
  @Optional() @IsString() source?: string;
  @Optional() @IsBoolean() source_not?: boolean;
  @Optional() @IsString() source_port?: string;
  @Optional() @IsString() destination?: string;
  @Optional() @IsBoolean() destination_not?: boolean;
  @Optional() @IsString() destination_port?: string;
  @Optional() @IsString() gateway?: string;
  /** Gateway that answers go to; `off` when they follow the routes. */
  @Optional() @IsString() reply_to?: string;
  @Optional() @IsString() schedule?: string;
  /** Only when it is not `keep`. */
  @Optional() @IsString() state_type?: string;
  /** Only when true. */
  @Optional() @IsBoolean() log?: boolean;
  /** Only when false: a later rule may decide otherwise. */
  @Optional() @IsBoolean() quick?: boolean;
  @Optional() @IsInt() sequence?: number;
  /** Names of its categories. */
  @Optional() @IsArray() @IsString({ each: true }) categories?: string[];
  @Optional() @IsString() description?: string;
  /** How often pf looked at it, what it matched, and the connections that it let in now; only when asked for. */
  @Optional() @IsInt() evaluations?: number;
  @Optional() @IsInt() packets?: number;
  @Optional() @IsInt() bytes?: number;
  @Optional() @IsInt() states?: number;
}

const FAMILIES: Readonly<Record<string, string>> = { IPv4: 'inet', IPv6: 'inet6', 'IPv4+IPv6': 'inet46' };

/** One row of any release as a rule. */
export function toRule(row: RuleRow): FirewallRule {
  const text = (name: string): string => wordOf(row[name]);
  const shown = (name: string): string => wordOf(row[`%${name}`]) || text(name);
  const isOn = (name: string): boolean => text(name) === '1';
  const kind: RuleKind = row.legacy !== true ? 'rule' : isOfOldPage(row) ? 'legacy' : 'automatic';
  return present<FirewallRule>({
    uuid: kind === 'rule' ? row.uuid : undefined,
    kind,
    enabled: isOn('enabled'),
    action: text('action').toLowerCase() || 'pass',
    interfaces: listOf(shown('interface')),
    interface_not: isOn('interfacenot') || undefined,
    direction: text('direction').toLowerCase(),
    ip_protocol: FAMILIES[text('ipprotocol')] ?? text('ipprotocol'),
    protocol: protocolOf(row['protocol']),
    icmp_types: listOf(shown('icmp6type') || shown('icmptype')),
    ...endOf('source', row),
    ...endOf('destination', row),
    // Up to 25.1 the label of no gateway.
    gateway: text('gateway') === 'None' ? undefined : text('gateway').split(' - ')[0],
    reply_to: isOn('disablereplyto') ? 'off' : text('replyto').split(' - ')[0],
    schedule: kind === 'automatic' ? undefined : shown('sched'),
    state_type: /^keep( state)?$/i.test(text('statetype')) ? undefined : text('statetype'),
    log: isOn('log') || undefined,
    quick: text('quick') === '0' ? false : undefined,
    sequence: /^\d+$/.test(text('sequence')) && kind === 'rule' ? Number(text('sequence')) : undefined,
    categories: kind === 'automatic' ? [] : listOf(shown('categories') || text('category')),
    description: text('description') || text('descr'),
  });
}

type End = 'source' | 'destination';

function endOf(end: End, row: RuleRow): Partial<FirewallRule> {
  const nested = row[end];
  if (nested === undefined && row[`${end}_net`] === undefined) return {};
  const has = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && value !== '0' && value !== false;
  const net = wordsOf(row, `${end}_net`) || (nested === undefined ? '' : wordOf(nested.network) || wordOf(nested.address)) || 'any';
  const port = wordOf(row[`${end}_port`]) || wordOf(nested?.port);
  return {
    [end]: net,
    ...(wordOf(row[`${end}_not`]) === '1' || has(nested?.not) ? { [`${end}_not`]: true } : {}),
    ...(port === '' ? {} : { [`${end}_port`]: port }),
  };
}

// A row that lacks the field says nothing of it; one that has it empty is for any protocol.
function protocolOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const name = wordOf(value);
  return name === '' || name.toLowerCase() === 'any' ? 'any' : name.toUpperCase();
}

/** A field in words where the firewall gives some: `LAN net` for `lan`. */
function wordsOf(row: RuleRow, field: string): string {
  const described = row[`alias_meta_${field}`];
  if (!Array.isArray(described)) return wordOf(row[`%${field}`]) || wordOf(row[field]);
  return described.map(each => wordOf((each as Readonly<Record<string, unknown>>)['%value'])).join(',');
}

function wordOf(value: unknown): string {
  if (value === true) return '1';
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The parts of a list that is written with commas. */
export function listOf(text: string): string[] {
  return text.split(',').map(part => part.trim()).filter(part => part !== '');
}

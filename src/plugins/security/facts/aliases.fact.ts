import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { addressRange, Aliases, type Fields, fieldsOf, isOn, textOf } from '../../../core/packet-filter';
import { type ConfigValue } from '../../../ports';

/** An alias that somebody made, and that holds something. */
export interface NamedAlias {
  readonly uuid: string;
  readonly name: string;
  readonly type: string;
  readonly enabled: boolean;
  /** What it stands for, always written in the same way; the same for aliases that mean the same. */
  readonly meaning: string;
  /** True when a rule, another alias or anything else of the firewall names it. */
  readonly used: boolean;
}

/** Filled by OPNsense, or by programs that need no rule for it. */
const FILLED_ELSEWHERE = ['external', 'internal', 'dynipv6host', 'authgroup', 'mac', 'openvpngroup'];
/** Their entries name no other alias. */
const SELF_CONTAINED = ['geoip', 'urltable', 'urltable_ports', 'urljson', 'url', 'url_ports', 'asn', ...FILLED_ELSEWHERE];
const WORDS = ['descr', 'description'];

/** The aliases, without those that are filled elsewhere. */
export const aliases: Fact<readonly NamedAlias[]> = {
  name: 'the aliases',
  uses: [configDownload],
  read: async ({ config }) => {
    const [models, ...others] = await Promise.all(['OPNsense', 'filter', 'nat', 'staticroutes'].map(path => config.section(path)));
    return namedAliases(models, others);
  },
};

/** The aliases of the section `OPNsense`, as far as it and other sections use them. */
export function namedAliases(models: ConfigValue | undefined, others: readonly (ConfigValue | undefined)[]): NamedAlias[] {
  const { Firewall: firewall, ...rest } = fieldsOf(models);
  const { Alias: _own, ...rules } = fieldsOf(firewall);
  const known = new Aliases(firewall);
  const named = new Set([rules, rest, ...others].flatMap(wordsIn));
  for (const each of known.list()) if (!SELF_CONTAINED.includes(textOf(each, 'type'))) for (const entry of entriesOf(each)) named.add(entry.replace(/^!/, ''));
  return known.list().filter(each => !FILLED_ELSEWHERE.includes(textOf(each, 'type')) && entriesOf(each).length > 0).map(each => {
    const [uuid, name, type] = [textOf(each, '@uuid'), textOf(each, 'name'), textOf(each, 'type')];
    return { uuid, name, type, enabled: !('enabled' in each) || isOn(each, 'enabled'), meaning: meaningOf(each, known), used: named.has(name) || named.has(uuid) };
  });
}

function entriesOf(alias: Fields): string[] {
  return textOf(alias, 'content').split('\n').map(entry => entry.trim()).filter(entry => entry !== '');
}

/** What holds the same addresses or ports reads the same; where only the firewall knows those, what comes from the same sources. */
function meaningOf(alias: Fields, known: Aliases): string {
  const { addresses, ports, unknown } = known.content(textOf(alias, 'name'));
  if (unknown.length > 0) return [textOf(alias, 'type'), textOf(alias, 'proto'), textOf(alias, 'path_expression'), ...entriesOf(alias).sort()].join('\n');
  return textOf(alias, 'type') === 'port' ? ['ports', ...ports.map(String).sort()].join('\n') : ['addresses', ...new Set(addresses.map(rangeText).sort())].join('\n');
}

function rangeText(entry: string): string {
  const range = addressRange(entry.replace(/^!/, ''));
  return range === undefined ? entry : `${entry.startsWith('!') ? 'not ' : ''}${String(range.isIpv6)} ${String(range.from)} ${String(range.to)}`;
}

/** Every entry of every list in a part of the configuration; not what people wrote for people. */
function wordsIn(value: ConfigValue | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return value.split(/[\s,]+/).filter(word => word !== '');
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return Object.entries(value).flatMap(([name, inner]) => (WORDS.includes(name) ? [] : wordsIn(inner)));
}

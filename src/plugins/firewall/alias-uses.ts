import { type ConfigValue, type FirewallConfig } from '../../ports';
import { elementsOf, textOf } from './configured-rules';

/** Where rules and aliases are, and the fields in which they name aliases. */
const PLACES: readonly (readonly [path: string, what: string, fields: readonly string[]])[] = [
  ['OPNsense.Firewall.Filter.rules.rule', 'rule', ['source_net', 'source_port', 'destination_net', 'destination_port']],
  ['OPNsense.Firewall.Filter.snatrules.rule', 'source NAT rule', ['source_net', 'source_port', 'destination_net', 'destination_port', 'target']],
  ['OPNsense.Firewall.Filter.onetoone.rule', 'one-to-one NAT rule', ['source_net', 'destination_net']],
  ['filter.rule', 'rule of the older page', ['source.address', 'source.network', 'source.port', 'destination.address', 'destination.network', 'destination.port']],
  ['nat.rule', 'port forward', ['source.address', 'source.network', 'source.port', 'destination.address', 'destination.network', 'destination.port', 'target', 'local-port']],
  ['filter.scrub.rule', 'normalization rule', ['src', 'srcport', 'dst', 'dstport']],
  ['staticroutes.route', 'static route', ['network']],
  ['nat.outbound.rule', 'outbound NAT rule', ['source.network', 'sourceport', 'destination.address', 'destination.network', 'dstport', 'target']],
  ['OPNsense.Firewall.Alias.aliases.alias', 'alias', ['content']],
];

/** Types of aliases whose content names no other alias. */
const SELF_CONTAINED = ['geoip', 'urltable', 'urljson', 'url', 'mac', 'asn', 'authgroup', 'external'];

/** Every rule and alias that names the alias, each in a few words. */
export async function usesOfAlias(name: string, config: FirewallConfig): Promise<string[]> {
  const found = await Promise.all(
    PLACES.map(async ([path, what, fields]) => {
      const items = elementsOf(await config.section(path));
      const using = items.filter(item => !(what === 'alias' && SELF_CONTAINED.includes(textOf(item, 'type'))) && fields.some(field => namesIn(item, field).includes(name)));
      return using.map(item => `${what} '${textOf(item, 'description') || textOf(item, 'descr') || textOf(item, 'name') || textOf(item, '@uuid')}'`);
    }),
  );
  return found.flat();
}

function namesIn(item: Readonly<Record<string, ConfigValue>>, field: string): string[] {
  const steps = field.split('.');
  const last = steps.pop() ?? '';
  const owner = steps.reduce<Readonly<Record<string, ConfigValue>> | undefined>((element, step) => elementsOf(element?.[step])[0], item);
  return textOf(owner, last).split(/[\n,]/).map(part => part.trim());
}

import { type Release } from '../../../ports';
import { childText } from '../config-document';
import { lastUpdate, type UpdateNote } from '../live/dyndns';
import { type Group, type Models } from './model';
import { isEmpty } from './php';
import { builtInTunables, defaultTunable } from './tunables';
import { TRUST_LISTS } from './trust-lists';
import { VPN_LISTS } from './vpn-lists';

/** How fields are computed, by name. */
type Computed = Readonly<Record<string, (item: Group) => string | undefined>>;

/** What a kind of list adds to its items. */
export interface ArrayType {
  /** Items that the firewall defines itself, by id. */
  builtIn?(models: Models): Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Volatile fields that are computed when they are asked for, by name; undefined leaves one as it is. */
  readonly computed?: Computed;
  /** Fills in what else is computed of a loaded item; items of such a list are all read at once. */
  loaded?(item: Group): void;
}

/** Counters of a table in pf, listed by 25.7 and later. */
export const tableCounters = ['eval_nomatch', 'eval_match', 'in_block_p', 'in_block_b', 'in_pass_p', 'in_pass_b', 'out_block_p', 'out_block_b', 'out_pass_p', 'out_pass_b'];

/** The kinds of lists that are more than a list. */
export const ARRAY_TYPES: Readonly<Record<string, ArrayType>> = {
  'Core.Tunable': { builtIn: builtInTunables, computed: { default_value: defaultTunable } },
  'DynDNS.Account': { computed: { current_ip: account => updateOf(account)?.address, current_mtime: account => updateOf(account)?.time } },
  'Firewall.Alias': { builtIn: builtInAliases, computed: tableFields() },
  'Firewall.Group': { builtIn: builtInGroups },
  'Firewall.FilterRule': { computed: orderedSince('25.1', rulePriority) },
  'Firewall.SourceNatRule': { computed: orderedSince('26.1', item => natPriority(item.field('interface').values, item.model.models)) },
  'Interfaces.Vip': { computed: { address: vip => `${vip.text('subnet')}/${vip.text('subnet_bits')}`, vhid_txt: vhidText } },
  ...TRUST_LISTS,
  ...VPN_LISTS,
};

/** Groups that every firewall has, whatever is in them. */
function builtInGroups(models: Models): Record<string, Record<string, string>> {
  const isNew = models.since('26.1');
  const group = (ifname: string, descr: string): Record<string, string> => ({ ifname, sequence: '10', descr, ...(models.since('25.1') ? { nogroup: '0' } : {}) });
  return {
    openvpn: group('openvpn', isNew ? 'OpenVPN (Group)' : `${models.since('25.1') ? 'All' : 'all'} OpenVPN interfaces`),
    enc0: group('enc0', isNew ? 'IPsec encapsulation' : 'IPsec'),
    ...(models.since('25.1') ? { wireguard: group('wireguard', isNew ? 'WireGuard (Group)' : 'WireGuard') } : {}),
  };
}

function updateOf(account: Group): UpdateNote | undefined {
  return lastUpdate(account.model.models.machine, account.attributes['uuid'] ?? '');
}

function builtInAliases(models: Models): Record<string, Record<string, string>> {
  const table = (name: string, description: string, expire = ''): Record<string, string> => ({ enabled: '1', name, type: 'external', description, expire });
  const interfaces = models.machine.document.find('interfaces')?.children ?? [];
  return {
    bogons: table('bogons', 'bogon networks (internal)'),
    bogonsv6: table('bogonsv6', 'bogon networks IPv6 (internal)'),
    virusprot: table('virusprot', 'overload table for rate limiting (internal)', '3600'),
    sshlockout: table('sshlockout', 'abuse lockout table (internal)', '3600'),
    ...(models.machine.hasPackage('os-wazuh-agent') ? { __wazuh_agent_drop: table('__wazuh_agent_drop', 'Wazuh Agent blocklist (internal)') } : {}),
    ...Object.fromEntries(
      interfaces.map(each => {
        const name = `__${each.name}_network`;
        return [name, { enabled: '1', name, type: 'internal', description: `${childText(each, 'descr') || each.name} net` }];
      }),
    ),
  };
}

/** Entries of the tables that exist on every firewall. */
const TABLE_SIZES: Readonly<Record<string, number>> = { bogons: 5, bogonsv6: 2, sshlockout: 0, virusprot: 2 };

/** The number of entries of an alias' table in pf; undefined when it is not loaded. */
function tableSize(models: Models, name: string): number | undefined {
  const { document } = models.machine;
  const ifname = /^__(.+)_network$/.exec(name)?.[1];
  if (ifname === undefined) return Object.hasOwn(TABLE_SIZES, name) ? TABLE_SIZES[name] : undefined;
  const config = document.find(`interfaces/${ifname}`);
  if (config === undefined) return undefined;
  const size = ['ipaddr', 'ipaddrv6'].filter(each => /^[0-9a-f]*[.:]/i.test(childText(config, each))).length;
  return ifname === 'lo0' || size === 0 ? undefined : size;
}

function tableFields(): Computed {
  const when = (release: Release, value: (size: number) => string) => (item: Group) => {
    const { models } = item.model;
    const size = models.since(release) ? tableSize(models, item.text('name')) : undefined;
    return size === undefined ? undefined : value(size);
  };
  return { current_items: when('25.1', String), ...Object.fromEntries(tableCounters.map(name => [name, when('25.7', () => '0')])) };
}

function orderedSince(release: Release, priorityOf: (item: Group) => number): Computed {
  const when = (value: (item: Group) => string) => (item: Group) => (item.model.models.since(release) ? value(item) : undefined);
  return {
    sort_order: when(item => `${String(priorityOf(item))}.0${item.text('sequence').padStart(6, '0')}`),
    prio_group: when(item => String(priorityOf(item))),
  };
}

/** Where a rule stands among all: floating rules first, then groups, then single interfaces. */
function rulePriority(item: Group): number {
  const { models } = item.model;
  const interfaces = item.text('interface').split(',').filter(name => name !== '');
  const known = (name: string): boolean => models.machine.document.find(`interfaces/${name}`) !== undefined;
  if (models.since('26.7') && interfaces.length > 0 && !interfaces.some(known)) return 600000;
  if (interfaces.length !== 1 || (models.since('26.1') && !isEmpty(item.text('interfacenot')))) return 200000;
  const [name = ''] = interfaces;
  const config = models.machine.document.find(`interfaces/${name}`);
  if (config === undefined || childText(config, 'type') !== 'group') return 400000;
  const group = models.saved('OPNsense.Firewall.Group').list('ifgroupentry').items.find(([, each]) => each.text('ifname') === name);
  return 300000 + Number(group?.[1].text('sequence') ?? 0);
}

/** Where a NAT rule stands; since 26.7 rules for interfaces that are gone come last. */
export function natPriority(interfaces: readonly string[], models: Models): number {
  const isGone = interfaces.length > 0 && !interfaces.some(name => models.machine.document.find(`interfaces/${name}`) !== undefined);
  return models.since('26.7') && isGone ? 600000 : 400000;
}

/** The VHID of a virtual IP; with CARP how often it is announced. */
export function vhidText(vip: Group): string {
  const [vhid, base, skew] = [vip.text('vhid'), vip.text('advbase'), vip.text('advskew')];
  return vip.text('mode') === 'carp' ? `${vhid} (freq. ${base}/${skew})` : vhid;
}

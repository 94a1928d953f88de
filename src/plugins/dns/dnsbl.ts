import { flatValues, type GotItem, present } from '../../core';
import { type Change, type FirewallApi, OpnError } from '../../ports';
import { type BlocklistPolicy, entriesOf, type PolicyRow, type Provider, providersOf } from './blocklist';
import { buildBlocklists, policies, setSettings, settings } from './dns.endpoints';

/** A policy as it is saved. */
export interface SavedPolicy {
  /** Undefined for the only policy of a firewall up to 25.7.7, and for one that is not made yet. */
  readonly uuid: string | undefined;
  /** True for one that is not made yet. */
  readonly isNew?: true;
  /** Flat values by the newer names; lists have commas between their entries. */
  readonly values: Readonly<Record<string, string>>;
  readonly providers: readonly Provider[];
}

/** The names of lists before 25.7.8. */
const OLDER: Readonly<Record<string, string>> = { allowlists: 'whitelists' };
const NEWER = Object.fromEntries(Object.entries(OLDER).map(([newer, older]) => [older, newer]));
/** What policies have since 25.7.8. */
const SINCE_SEVERAL = ['source_nets', 'cache_ttl', 'description'];

/** What reading a policy may ask. */
export const policyReads = [policies.get, policies.search, settings] as const;
/** What changing one may call. */
export const policyWrites = [policies.set, setSettings, buildBlocklists] as const;

/** A policy that is to be found, and what is wanted when there is none at all. */
export interface WantedPolicy {
  readonly uuid: string | undefined;
  readonly orNew?: true;
}

/** Does something with the policies, or with the only one of a firewall up to 25.7.7, which does not know the others' endpoints. */
export async function inItsForm<T>(firewall: FirewallApi, several: () => Promise<T>, only: (item: GotItem) => T): Promise<T> {
  try {
    return await several();
  } catch (problem) {
    // Unknown actions are answered with nothing, not with 404.
    if (!(problem instanceof OpnError) || !['OPN_NEEDS_RELEASE', 'OPN_BAD_ANSWER'].includes(problem.code)) throw problem;
    const { dnsbl } = (await firewall.read(settings)).unbound;
    if (typeof dnsbl['enabled'] !== 'string') throw problem;
    return only(dnsbl);
  }
}

/** The policy of that uuid, or the only one; rejects with OPN_NOT_FOUND unless a new one will do, or with OPN_INVALID_INPUT when there are several to choose from. */
export function savedPolicy(firewall: FirewallApi, tool: string, { uuid, orNew }: WantedPolicy): Promise<SavedPolicy> {
  return inItsForm(
    firewall,
    async () => {
      const id = uuid ?? (await onlyUuid(firewall, tool));
      if (id === undefined && orNew !== true) throw new OpnError('OPN_NOT_FOUND', 'There is no blocklist policy.', 'opn_set_dnsbl without a uuid makes the first one.');
      const answer = await firewall.read(policies.get, id === undefined ? {} : { path: [id] });
      const item = (answer as Readonly<Record<string, GotItem | null>>)['blocklist'];
      if (item === null || typeof item === 'string') throw new OpnError('OPN_BAD_ANSWER', `The answer to ${policies.get.path} holds no blocklist policy.`);
      if (item !== undefined && id === undefined) return { ...policyOf(item, undefined), isNew: true };
      if (item === undefined || id === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no blocklist policy ${id ?? ''}.`, 'Take the uuid from opn_list_dnsbl; it may have been deleted meanwhile.');
      return policyOf(item, id);
    },
    item => {
      if (uuid !== undefined) throw new OpnError('OPN_NOT_FOUND', `There is no blocklist policy ${uuid}: this OPNsense has a single one, without a uuid.`, 'Leave the uuid out.');
      return policyOf(Object.fromEntries(Object.entries(item).map(([name, value]) => [NEWER[name] ?? name, value])), undefined);
    },
  );
}

/** The uuid of the only policy; undefined when there is none. */
async function onlyUuid(firewall: FirewallApi, tool: string): Promise<string | undefined> {
  const { rows, total } = await firewall.read(policies.search, { body: { current: 1, rowCount: 10, searchPhrase: '' } });
  const [first] = rows;
  if (first === undefined || total === 1) return first?.uuid;
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: uuid is needed, as there are ${String(total)} policies: ${rows.map(row => `${row.uuid} (${row.description})`).join(', ')}.`, 'Choose one; nothing was sent to the firewall.');
}

function policyOf(item: GotItem, uuid: string | undefined): SavedPolicy {
  const values = Object.fromEntries(Object.entries(flatValues(item)).map(([name, value]) => [name, String(value ?? '')]));
  return { uuid, values, providers: providersOf(item) };
}

/** A saved policy as people see it. */
export function toPolicy({ uuid, values, providers }: SavedPolicy): BlocklistPolicy {
  const list = (name: string): string[] => entriesOf(values[name]);
  const chosen = list('type');
  return {
    ...present<Pick<BlocklistPolicy, 'uuid'>>({ uuid }),
    enabled: values['enabled'] === '1',
    ...present<Pick<BlocklistPolicy, 'description' | 'source_nets' | 'address' | 'cache_ttl'>>({
      description: values['description'], source_nets: list('source_nets'), address: values['address'], cache_ttl: /^[0-9]+$/.test(values['cache_ttl'] ?? '') ? Number(values['cache_ttl']) : undefined,
    }),
    selected_providers: chosen.map(code => providers.find(each => each.code === code) ?? { code, name: code }),
    custom_urls: list('lists'),
    allowlists: list('allowlists'),
    blocklists: list('blocklists'),
    wildcards: list('wildcards'),
    nxdomain: values['nxdomain'] === '1',
  };
}

/** The policy with only the first entries of its lists; says which have more. */
export function withFirst(limit: number, policy: BlocklistPolicy): BlocklistPolicy {
  const lists = ['custom_urls', 'allowlists', 'blocklists', 'wildcards'] as const;
  const longer = lists.filter(name => policy[name].length > limit).map(name => `${name} has ${String(policy[name].length)} entries`);
  const first = Object.fromEntries(lists.map(name => [name, policy[name].slice(0, limit)]));
  return { ...policy, ...first, ...(longer.length === 0 ? {} : { more: `${longer.join(', ')}, of which the first ${String(limit)} are shown; a higher limit shows more.` }) };
}

/** The only policy of an older firewall as a row. */
export function onlyRow(item: GotItem): Omit<PolicyRow, 'uuid'> {
  const { values } = policyOf(Object.fromEntries(Object.entries(item).map(([name, value]) => [NEWER[name] ?? name, value])), undefined);
  const fields = ['enabled', 'type', 'lists', 'allowlists', 'blocklists', 'wildcards', 'source_nets', 'address', 'nxdomain', 'cache_ttl', 'description'] as const;
  return Object.fromEntries(fields.map(name => [name, values[name] ?? ''])) as unknown as Omit<PolicyRow, 'uuid'>;
}

/** Saves values of a policy, undone by its former ones, or makes it; gives its uuid if it has one. */
async function savePolicy(change: Change, { uuid, isNew, values: former }: SavedPolicy, values: Readonly<Record<string, string>>): Promise<string | undefined> {
  if (isNew === true) return policies.create(change, { description: 'Blocklist', ...values });
  if (uuid !== undefined) {
    await policies.change(change, uuid, values, former);
    return uuid;
  }
  const newer = SINCE_SEVERAL.filter(name => name in values);
  if (newer.length > 0) throw new OpnError('OPN_NEEDS_RELEASE', `${newer.join(', ')} of a blocklist need OPNsense ≥ 25.7.8, which has several policies.`, 'Leave them out, or upgrade the firewall.');
  const body = (of: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
    unbound: { dnsbl: Object.fromEntries(Object.keys(values).map(name => [OLDER[name] ?? name, of[name] ?? ''])) },
  });
  await change.save(setSettings, { body: body(values) }, () => [{ endpoint: setSettings, request: { body: body(former) } }]);
  return undefined;
}

/** The changed values of a policy, saved and built into the blocklists that Unbound uses; gives its uuid if it has one. */
export async function changePolicy(change: Change, policy: SavedPolicy, values: Readonly<Record<string, string>>): Promise<string | undefined> {
  const uuid = await savePolicy(change, policy, values);
  await change.apply(buildBlocklists);
  return uuid;
}

import { writes } from '../../../src/core';
import { type Change, type Release } from '../../../src/ports';

/** Endpoints that the tests write to. */
export const endpoints = {
  addRule: writes<{ uuid: string }>('firewall/filter/add_rule'),
  delRule: writes('firewall/filter/del_rule'),
  setFilter: writes('firewall/filter/set'),
  applyFilter: writes('firewall/filter/apply'),
  addCategory: writes<{ uuid: string }>('firewall/category/add_item'),
  delCategory: writes('firewall/category/del_item'),
  addAlias: writes<{ uuid: string }>('firewall/alias/add_item'),
  setAlias: writes('firewall/alias/set_item'),
  delAlias: writes('firewall/alias/del_item'),
  loadAliases: writes('firewall/alias/reconfigure'),
  addForward: writes<{ uuid: string }>('firewall/d_nat/add_rule'),
  delForward: writes('firewall/d_nat/del_rule'),
  applyForwards: writes('firewall/d_nat/apply'),
  addSourceNat: writes<{ uuid: string }>('firewall/source_nat/add_rule'),
  delSourceNat: writes('firewall/source_nat/del_rule'),
  applySourceNat: writes('firewall/source_nat/apply'),
  addRoute: writes<{ uuid: string }>('routes/routes/addroute'),
  delRoute: writes('routes/routes/delroute'),
  applyRoutes: writes('routes/routes/reconfigure'),
  addOverride: writes<{ uuid: string }>('unbound/settings/add_host_override'),
  delOverride: writes('unbound/settings/del_host_override'),
  restartResolver: writes('unbound/service/reconfigure'),
};

export const reason = { tool: 'opn_add_firewall_rule', effect: 'write' } as const;

/** Adds a rule and applies it, as a tool would. */
export async function addRule(change: Change, description = 'kit', more: Readonly<Record<string, string>> = {}): Promise<string> {
  const rule = { enabled: '1', action: 'pass', interface: 'lan', direction: 'in', ipprotocol: 'inet', protocol: 'TCP', source_net: 'any', destination_net: '192.0.2.7', destination_port: '443', description, ...more };
  const { uuid } = await change.save(endpoints.addRule, { body: { rule } }, answer => [{ endpoint: endpoints.delRule, request: { path: [answer.uuid] } }]);
  await change.apply(endpoints.applyFilter);
  return uuid;
}

/** Adds a category, which nothing loads. */
export async function addCategory(change: Change, name: string): Promise<string> {
  const { uuid } = await change.save(endpoints.addCategory, { body: { category: { name } } }, answer => [{ endpoint: endpoints.delCategory, request: { path: [answer.uuid] } }]);
  return uuid;
}

async function addHosts(change: Change, name: string, content = '192.0.2.7'): Promise<void> {
  const alias = { enabled: '1', name, type: 'host', content };
  await change.save(endpoints.addAlias, { body: { alias } }, ({ uuid }) => [{ endpoint: endpoints.delAlias, request: { path: [uuid] } }]);
  await change.apply(endpoints.loadAliases);
}

async function addPortForward(change: Change, more: object = {}): Promise<void> {
  const rule = { interface: 'wan', protocol: 'tcp', destination: { network: 'wanip', port: '8443' }, target: '192.168.1.20', 'local-port': '443', descr: 'kit', ...more };
  await change.save(endpoints.addForward, { body: { rule } }, ({ uuid }) => [{ endpoint: endpoints.delForward, request: { path: [uuid] } }]);
  await change.apply(endpoints.applyForwards);
}

async function addSourceNat(change: Change): Promise<void> {
  const rule = { enabled: '1', interface: 'wan', ipprotocol: 'inet', protocol: 'any', source_net: '192.168.30.0/24', destination_net: 'any', target: 'wanip', description: 'kit' };
  await change.save(endpoints.addSourceNat, { body: { rule } }, ({ uuid }) => [{ endpoint: endpoints.delSourceNat, request: { path: [uuid] } }]);
  await change.apply(endpoints.applySourceNat);
}

async function addStaticRoute(change: Change): Promise<void> {
  const route = { network: '10.77.0.0/16', gateway: 'LAB_GW', descr: 'kit' };
  await change.save(endpoints.addRoute, { body: { route } }, ({ uuid }) => [{ endpoint: endpoints.delRoute, request: { path: [uuid] }, unloads: true }]);
  await change.apply(endpoints.applyRoutes);
}

/** Puts others into an alias. */
async function setHosts(change: Change, uuid: string, former: string, content: string): Promise<void> {
  const having = (text: string) => ({ path: [uuid], body: { alias: { content: text } } });
  await change.save(endpoints.setAlias, having(content), () => [{ endpoint: endpoints.setAlias, request: having(former) }]);
  await change.apply(endpoints.loadAliases);
}

/** Who may come in by the rule for guests: an alias of that content. */
export interface Guests {
  readonly uuid: string;
  readonly content: string;
}

/** Something that a test changes, and what its work has to know beside the change. */
export interface SampleChange<Known extends readonly unknown[] = []> {
  readonly name: string;
  readonly work: (change: Change, ...known: Known) => Promise<unknown>;
  /** Those that have it; all unless said otherwise. */
  readonly releases?: readonly Release[];
}

const SHUT = { action: 'block', interface: 'opt2,opt3', destination_net: 'any', destination_port: '', protocol: 'any', sequence: '5' };
const WITH_FORWARDS: readonly Release[] = ['26.1', '26.7'];

/** One change of each kind. */
export const CHANGES: readonly SampleChange[] = [
  { name: 'a rule', work: change => addRule(change) },
  { name: 'a rule that cuts the way in', work: change => addRule(change, 'cut', SHUT) },
  { name: 'a port forward', work: change => addPortForward(change), releases: WITH_FORWARDS },
  { name: 'a source NAT rule', work: addSourceNat },
  { name: 'a static route', work: addStaticRoute },
  { name: 'an alias', work: change => addHosts(change, 'kit_hosts') },
  { name: 'a category', work: change => addCategory(change, 'Kit') },
  { name: 'several steps', work: async change => {
    await addHosts(change, 'kit_hosts');
    await addCategory(change, 'Kit');
    await addRule(change, 'kit', { destination_net: 'kit_hosts' });
  } },
];

/** Changes that let no new connection of a guest in; a category alone cannot. */
export const CUTTING_CHANGES: readonly SampleChange<[Guests]>[] = [
  { name: 'a rule', work: change => addRule(change, 'cut', SHUT) },
  { name: 'a port forward', work: change => addPortForward(change, { interface: 'opt2', destination: { network: 'opt2ip', port: '443' } }), releases: WITH_FORWARDS },
  { name: 'an alias', work: (change, { uuid, content }) => setHosts(change, uuid, content, '192.0.2.7') },
  { name: 'several steps', work: async (change, { content }) => {
    await addHosts(change, 'kit_hosts', content);
    await addCategory(change, 'Kit');
    await addRule(change, 'cut', { ...SHUT, source_net: 'kit_hosts' });
  } },
];

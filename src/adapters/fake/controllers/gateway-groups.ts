import { type ConfigNode } from '../config-document';
import { liveGateways } from '../gateways';
import { type ActionTable, type ApiCall, type Machine, UserFault } from '../machine';
import { ItemCalls } from '../model/model-calls';
import { type Row } from '../model/search';
import { statusItem } from './gateways';

const GROUPS = { model: 'OPNsense.Routing.GatewayGroups', path: 'gateway_group', wrapper: 'gateway_group' };
const TIERS = ['item', 'item2', 'item3', 'item4', 'item5'];

/** routing/group_settings: groups of gateways, from 26.7 on. */
export const gatewayGroupActions: ActionTable = {
  'routing/group_settings/search': (call, machine) => ({ json: search(new ItemCalls(GROUPS, call, machine), machine) }),
  'routing/group_settings/del': (call, machine) => ({ json: remove(new ItemCalls(GROUPS, call, machine), call, machine) }),
  'routing/group_settings/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};

/** Groups with the gateways of each tier and how they are. */
function search(items: ItemCalls, machine: Machine): unknown {
  const known = new Map(liveGateways(machine).filter(gateway => !gateway.disabled).map(gateway => [gateway.name, statusItem(gateway)]));
  const answer = items.search({});
  const rows = answer.rows.map((row): Row => {
    const group = items.item(String(row['uuid']));
    const tiers = TIERS.map((tier, index) => [String(index + 1), (group?.text(tier) ?? '').split(',').filter(name => name !== '').map(name => gatewayRow(name, known.get(name)))] as const);
    return { ...row, gateways: Object.fromEntries(tiers) };
  });
  return { ...answer, rows };
}

function gatewayRow(name: string, status: Row | undefined): Row {
  if (status === undefined) return { name, label: 'danger', status_translated: 'Disabled or inactive' };
  const words = String(status['status']);
  return { ...status, label: words.includes('down') ? 'danger' : words.includes('loss') || words.includes('delay') ? 'warning' : words.includes('none') ? 'success' : 'default' };
}

/** Refuses while a rule, a route or whatever has a gateway names a group. */
function remove(items: ItemCalls, call: ApiCall, { document }: Machine): unknown {
  if (call.method !== 'POST') return { result: 'failed' };
  for (const uuid of (call.args[0] ?? '').split(',')) {
    const name = items.item(uuid)?.text('name');
    const user = name === undefined ? undefined : userOf(document.root, name);
    if (user !== undefined) throw new UserFault(`The gateway group ${name ?? ''} is in use by ${user.name}.`, '');
  }
  return items.remove(call.args[0]);
}

/** What has a gateway of that name. */
function userOf(node: ConfigNode, name: string): ConfigNode | undefined {
  if (node.children.some(each => each.name === 'gateway' && each.text === name)) return node;
  for (const each of node.children) {
    const found = userOf(each, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

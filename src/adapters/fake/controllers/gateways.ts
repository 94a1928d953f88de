import { compareReleases } from '../../../ports';
import { childText } from '../config-document';
import { defaultGateway, healthOf, type LiveGateway, liveGateways, unsetIsZero } from '../gateways';
import { type ActionTable, type ApiCall, type Machine, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { type Row, searchRows } from '../model/search';

// What the gateway monitor uses where nothing is configured.
const MONITOR_DEFAULTS: Readonly<Record<string, string>> = {
  latencylow: '200', latencyhigh: '500', losslow: '10', losshigh: '20', interval: '1', time_period: '60', loss_interval: '4', data_length: '1',
};

/** routes/gateway and the list of routing/settings: gateways and their health. */
export const gatewayActions: ActionTable = {
  'routes/gateway/status': (_call, machine) => {
    const items = liveGateways(machine).filter(gateway => !gateway.disabled).map(statusItem);
    return { json: items.length === 0 ? { items, status: 'failed' } : { items, status: 'ok' } };
  },
  'routing/settings/search_gateway': (call, machine) => {
    const gateways = liveGateways(machine);
    return { json: searchRows(gateways.map(gateway => gatewayRow(gateway, gateways, machine)), call) };
  },
  'routing/settings/get_gateway': (call, machine) => ({ json: get(new ItemCalls(GATEWAYS, call, machine), call, machine) }),
  'routing/settings/set_gateway': (call, machine) => ({ json: new ItemCalls(GATEWAYS, call, machine).set(isId(call.args[0]) ? call.args[0] : machine.uuid()) }),
  'routing/settings/del_gateway': (call, machine) => ({ json: remove(new ItemCalls(GATEWAYS, call, machine), call, machine) }),
  'routing/settings/toggle_gateway': (call, machine) => ({ json: toggle(new ItemCalls(GATEWAYS, call, machine), call) }),
  'routing/settings/reconfigure': call => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

const GATEWAYS: ItemFamily = { model: 'OPNsense.Routing.Gateways', path: 'gateway_item', wrapper: 'gateway_item' };
const isId = (text: string | undefined): boolean => text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A gateway by uuid, or by name one that nobody configured; anything else gives the values of a fresh one. */
function get(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [id = ''] = call.args;
  if (isId(id)) return items.get(id);
  const learnt = liveGateways(machine).find(gateway => gateway.name === id);
  if (learnt === undefined) return items.get(undefined);
  const item = items.list.add();
  item.assign(learnt.configured === undefined ? { ...learntFields(learnt), gateway: '' } : configuredFields(learnt.configured.node, machine));
  return { gateway_item: item.answer() };
}

function remove(items: ItemCalls, call: ApiCall, { document }: Machine): unknown {
  const [uuid = ''] = call.args;
  const name = items.item(uuid)?.text('name');
  if (call.method !== 'POST' || (name === undefined && items.models.since('26.7'))) return { result: 'failed' };
  const inUse = (by: string, what: string): UserFault => new UserFault(`The gateway ${name ?? ''} is used by ${by} '${what}'.`, '');
  const user = document.find('interfaces')?.children.find(node => childText(node, 'gateway') === (name ?? '') && name !== undefined);
  if (user !== undefined) throw inUse('the interface', childText(user, 'descr') || user.name);
  const groups = (document.find('gateways')?.children ?? []).filter(node => node.name === 'gateway_group' && node.children.some(each => each.name === 'item' && each.text.split('|')[0] === name));
  if (groups.length > 0) throw inUse('the gateway groups', groups.map(node => childText(node, 'name')).join(', '));
  const routes = (document.find('staticroutes')?.children ?? []).filter(node => childText(node, 'gateway') === name);
  if (routes.length > 0) throw inUse('the static routes', routes.map(node => childText(node, 'network')).join(', '));
  return items.remove(uuid);
}

/** The wanted state is that of `enabled`, though a gateway has `disabled`. */
function toggle(items: ItemCalls, { method, args: [uuid = '', enabled] }: ApiCall): unknown {
  const field = method === 'POST' ? items.item(uuid)?.field('disabled') : undefined;
  if (field === undefined) return { result: 'failed' };
  if (enabled !== undefined && enabled !== '0' && enabled !== '1') return { result: 'failed', changed: false };
  const wanted = enabled === undefined ? (field.value === '0' ? '1' : '0') : enabled === '0' ? '1' : '0';
  const changed = enabled === undefined || field.value !== wanted;
  field.set(wanted);
  if (changed) items.save();
  return { result: wanted === '1' ? 'Disabled' : 'Enabled', changed };
}

/** A gateway as the list of their status has it. */
export function statusItem(gateway: LiveGateway): Row {
  const { status, translated, loss, delay, stddev, monitor } = healthOf(gateway);
  return { name: gateway.name, address: gateway.address === '' ? '~' : gateway.address, status, loss, delay, stddev, monitor, status_translated: translated };
}

function gatewayRow(gateway: LiveGateway, all: readonly LiveGateway[], machine: Machine): Row {
  const interfaces = machine.document.find('interfaces')?.children ?? [];
  const owner = interfaces.find(node => node.name === gateway.interface);
  const { status, translated, loss, delay, stddev } = healthOf(gateway);
  const colour = status.includes('down') ? 'danger' : status === 'none' ? 'success' : 'warning';
  return {
    ...(gateway.configured === undefined ? learntFields(gateway) : configuredFields(gateway.configured.node, machine)),
    disabled: gateway.disabled,
    gateway: gateway.address,
    defaultgw: defaultGateway(all, gateway.family) === gateway,
    monitor: gateway.monitor ?? '',
    uuid: gateway.configured?.node.attributes['uuid'] ?? gateway.name,
    if: owner === undefined ? '' : childText(owner, 'if'),
    ...(gateway.configured === undefined ? {} : { attribute: gateway.configured.position }),
    virtual: gateway.configured === undefined,
    upstream: gateway.upstream,
    interface_descr: (owner === undefined ? '' : childText(owner, 'descr')) || gateway.interface.toUpperCase(),
    status: translated,
    delay,
    stddev,
    loss,
    label_class: `fa fa-plug text-${colour}`,
  };
}

function learntFields({ name, interface: key, family, priority }: LiveGateway): Row {
  return { name, descr: `Interface ${name} Gateway`, interface: key, ipprotocol: family, weight: '1', monitor_disable: '1', monitor_noroute: '0', gateway_interface: false, dynamic: true, priority };
}

function configuredFields(node: Parameters<typeof childText>[0], machine: Machine): Row {
  const since = (release: '25.1' | '26.1'): boolean => compareReleases(machine.release, release) >= 0;
  const flag = (name: string): readonly [string, string] => [name, childText(node, name) || (unsetIsZero(machine) ? '0' : '')];
  const text = (name: string, otherwise = ''): readonly [string, string] => [name, childText(node, name) || otherwise];
  const measured = Object.entries(MONITOR_DEFAULTS).flatMap(([name, value]) => [text(name), [`current_${name}`, childText(node, name) || value] as const]);
  return Object.fromEntries([
    text('disabled'), text('name'), text('descr'), text('interface', 'wan'), text('ipprotocol', 'inet'), text('gateway'), text('defaultgw'), flag('fargw'), text('monitor_disable', '0'), flag('monitor_noroute'),
    ...(since('25.1') ? [flag('monitor_killstates'), flag('monitor_killstates_priority')] : []),
    text('monitor'), flag('force_down'),
    ...(since('26.1') ? [flag('nosync')] : []),
    text('priority', '255'), text('weight', '1'),
    ...measured,
  ]);
}

import { compareReleases } from '../../../ports';
import { childText } from '../config-document';
import { defaultGateway, healthOf, type LiveGateway, liveGateways, unsetIsZero } from '../gateways';
import { type ActionTable, type Machine } from '../machine';
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
};

function statusItem(gateway: LiveGateway): Row {
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

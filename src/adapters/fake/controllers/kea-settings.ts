import { compareReleases } from '../../../ports';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault } from '../machine';
import { isWithin, rangeOf } from '../model/address-range';
import { Group, type Model } from '../model/model';
import { getModel, ItemCalls, setModel } from '../model/model-calls';
import { isEmpty, isObject } from '../model/php';
import { parameters } from '../model/search';
import { networkDevices } from '../network-devices';

/** kea/dhcpv4, dhcpv6, ctrl_agent and ddns: what the controllers do beyond the inherited actions. */
export const keaSettingsActions: ActionTable = {
  'kea/dhcpv4/get': (call, machine) => getServer('OPNsense.Kea.KeaDhcpv4', 'dhcpv4', call, machine),
  'kea/dhcpv6/get': (call, machine) => getServer('OPNsense.Kea.KeaDhcpv6', 'dhcpv6', call, machine),
  'kea/ctrl_agent/get': (call, machine) => getParts('OPNsense.Kea.KeaCtrlAgent', 'ctrlagent', ['general'], call, machine),
  'kea/ddns/get': (call, machine) => getParts('OPNsense.Kea.KeaDdns', 'ddns', ['general'], call, machine),
  'kea/dhcpv4/set': (call, machine) => setModel('OPNsense.Kea.KeaDhcpv4', 'dhcpv4', call, machine, collectOptions),
  'kea/dhcpv4/get_subnet': (call, machine) => getSubnet('OPNsense.Kea.KeaDhcpv4', 'subnet4', call, machine),
  'kea/dhcpv6/get_subnet': (call, machine) => getSubnet('OPNsense.Kea.KeaDhcpv6', 'subnet6', call, machine),
};

/** Only the general parts of a model; its lists have actions of their own. */
function getParts(model: string, wrapper: string, parts: readonly string[], call: ApiCall, machine: Machine): JsonAnswer {
  const { json } = getModel(model, wrapper, call, machine);
  if (!isObject(json) || !isObject(json[wrapper])) throw new UnexpectedFault('only a GET finds the parts');
  const whole = json[wrapper];
  return { json: { [wrapper]: Object.fromEntries(parts.map(part => [part, whole[part]])) } };
}

function getServer(model: string, wrapper: string, call: ApiCall, machine: Machine): JsonAnswer {
  const since = (release: '25.7' | '26.1'): boolean => compareReleases(machine.release, release) >= 0;
  const { json } = getParts(model, wrapper, ['general', ...(since('25.7') ? ['lexpire'] : []), 'ha'], call, machine);
  const parts = (json as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[wrapper] ?? {};
  const hostname = machine.document.text('system/hostname');
  return { json: { [wrapper]: since('26.1') ? { ...parts, ha: { ...(isObject(parts['ha']) ? parts['ha'] : {}), '%this_server_name': hostname } } : { ...parts, this_hostname: hostname } } };
}

/** A copy of a subnet gets a number of its own from 26.7 on. */
function getSubnet(model: string, wrapper: 'subnet4' | 'subnet6', call: ApiCall, machine: Machine): JsonAnswer {
  const items = new ItemCalls({ model, path: `subnets.${wrapper}`, wrapper }, call, machine);
  const numbers = items.list.items.map(([, subnet]) => Number(subnet.text('subnet_id')) || 0);
  const json = items.get(call.args[0]);
  if (!items.models.since('26.7') || parameters(call)['fetchmode'] !== 'copy' || !isObject(json) || !isObject(json[wrapper])) return { json };
  return { json: { [wrapper]: { ...json[wrapper], subnet_id: Math.max(0, ...numbers) + 1 } } };
}

/** Before the model is changed as a whole, subnets that collect their options take the firewall's address in them. */
function collectOptions(model: Model): void {
  const own = networkDevices(model.models.machine.document).flatMap(device => device.ipv4);
  for (const [, subnet] of model.list('subnets.subnet4').items) {
    if (isEmpty(subnet.text('option_data_autocollect'))) continue;
    const router = own.find(({ address }) => isWithin(rangeOf(address), rangeOf(subnet.text('subnet'))));
    const options = subnet.child('option_data');
    if (router === undefined || !(options instanceof Group)) continue;
    for (const name of ['routers', 'domain_name_servers', 'ntp_servers']) options.field(name).set(router.address);
  }
}

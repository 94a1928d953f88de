import { type ConfigNode, childText } from '../config-document';
import { type Action, type ActionTable, type ApiCall, UserFault } from '../machine';
import { vhidText } from '../model/array-types';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { type Group, type Models } from '../model/model';
import { isEmpty, isObject, toText } from '../model/php';
import { listParameter } from '../model/search';

const VIPS: ItemFamily = { model: 'OPNsense.Interfaces.Vip', path: 'vip', wrapper: 'vip' };
const COLUMNS_24_7 = ['interface', 'mode', 'type', 'descr', 'subnet', 'subnet_bits', 'vhid', 'advbase', 'advskew', 'address', 'vhid_txt'];

const answer = (perform: (items: ItemCalls, call: ApiCall) => unknown): Action => (call, machine) => ({ json: perform(new ItemCalls(VIPS, call, machine), call) });

/** interfaces/vip_settings: virtual IPs. */
export const virtualIpActions: ActionTable = {
  'interfaces/vip_settings/search_item': answer(search),
  'interfaces/vip_settings/get_item': answer(get),
  'interfaces/vip_settings/add_item': answer(items => asNetwork(items.add({ overlay: overlayOf(items) }))),
  'interfaces/vip_settings/set_item': answer(set),
  'interfaces/vip_settings/del_item': answer(remove),
  'interfaces/vip_settings/get_unused_vhid': answer(unusedVhid),
  'interfaces/vip_settings/reconfigure': call => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

function search(items: ItemCalls, call: ApiCall): unknown {
  const modes = listParameter(call, 'mode');
  const keep = (vip: Group): boolean => modes?.includes(vip.text('mode')) ?? true;
  if (items.models.since('25.1')) return items.search({ sort: 'descr', keep });
  // The model of 24.7 does not name what is computed, but its columns list it.
  return items.search({ columns: COLUMNS_24_7, sort: 'descr', keep, computed: vip => ({ address: `${vip.text('subnet')}/${vip.text('subnet_bits')}`, vhid_txt: vhidText(vip) }) });
}

/** Address and prefix length are one field to the client. */
function get(items: ItemCalls, call: ApiCall): unknown {
  const answered = items.get(call.args[0]);
  const vip = isObject(answered) ? answered['vip'] : undefined;
  if (!isObject(vip)) return answered;
  const { subnet, subnet_bits: bits, ...rest } = vip;
  return { vip: { ...rest, network: isEmpty(subnet) ? '' : `${toText(subnet)}/${toText(bits)}` } };
}

/** The address and prefix length that were sent as one; from 26.7 on a change has to send them. */
function overlayOf(items: ItemCalls): Readonly<Record<string, string>> {
  const sent = sentVip(items);
  if (!isEmpty(sent['network'])) {
    const [subnet = '', ...bits] = toText(sent['network']).split('/');
    return { subnet, subnet_bits: bits.join('/') };
  }
  return items.models.since('26.7') && (isEmpty(sent['subnet']) || isEmpty(sent['subnet_bits'])) ? { subnet: '', subnet_bits: '' } : {};
}

function sentVip(items: ItemCalls): Readonly<Record<string, unknown>> {
  const sent = items.sent();
  return isObject(sent) ? sent : {};
}

/** What is wrong with address and prefix length is said of the field that the client knows. */
function asNetwork(answered: unknown): unknown {
  if (!isObject(answered) || !isObject(answered['validations'])) return answered;
  const validations = { ...answered['validations'] };
  const moved = ['vip.subnet', 'vip.subnet_bits'].flatMap(name => validations[name] ?? []);
  if (moved.length === 0) return answered;
  const { 'vip.subnet': _subnet, 'vip.subnet_bits': _bits, ...others } = validations;
  return { ...answered, validations: { ...others, 'vip.network': moved } };
}

function set(items: ItemCalls, call: ApiCall): unknown {
  const [uuid = ''] = call.args;
  const address = items.item(uuid)?.text('subnet');
  const sent = toText(sentVip(items)['network']).split('/')[0] ?? '';
  const uses = address === undefined || address === sent ? [] : usesOf(address, items.models);
  if (uses.length > 0) return { result: 'failed', validations: { 'vip.network': uses.slice(0, 2) } };
  return asNetwork(items.set(uuid, { overlay: overlayOf(items) }));
}

function remove(items: ItemCalls, call: ApiCall): unknown {
  const [uuids = ''] = call.args;
  for (const uuid of items.models.since('26.1') ? uuids.split(',') : [uuids]) {
    const vip = items.item(uuid);
    if (vip === undefined) continue;
    const uses = usesOf(vip.text('subnet'), items.models);
    if (uses.length > 0) throw new UserFault(uses.slice(0, 5).join('<br/>'), 'Item in use by');
    const isShared = items.list.items.some(([, each]) => each.text('mode') === 'ipalias' && each.text('vhid') === vip.text('vhid'));
    if (vip.text('mode') === 'carp' && isShared) throw new UserFault(`An IP alias still uses VHID ${vip.text('vhid')}.`, 'Error');
  }
  return items.remove(uuids);
}

/** The rules of outbound NAT and port forwards that name the address. */
function usesOf(address: string, models: Models): string[] {
  const names = (node: ConfigNode): boolean => node.text === address || node.children.some(names);
  const rules = (path: string): ConfigNode[] => models.machine.document.find(path)?.children.filter(node => node.name === 'rule' && address !== '' && names(node)) ?? [];
  return [
    ...rules('nat/outbound').map(rule => `${address} is used by outbound NAT "${childText(rule, 'descr')}"`),
    ...rules('nat').map(rule => `${address} is used by port forward "${childText(rule, 'descr')}"`),
  ];
}

function unusedVhid({ list }: ItemCalls): unknown {
  const taken = new Set(list.items.map(([, vip]) => vip.text('vhid')));
  for (let vhid = 1; vhid <= 255; vhid++) if (!taken.has(String(vhid))) return { vhid, status: 'ok' };
  return { status: 'not_found' };
}

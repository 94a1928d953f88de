import { childText } from '../config-document';
import { type Action, type ActionTable, type ApiCall, UserFault } from '../machine';
import { interfaceLabel, interfaceNodes } from '../model/field-types/interfaces';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { type Group, type Models } from '../model/model';
import { isEmpty, isObject, toText } from '../model/php';

const VLANS: ItemFamily = { model: 'OPNsense.Interfaces.Vlan', path: 'vlan', wrapper: 'vlan' };

const answer = (perform: (items: ItemCalls, call: ApiCall) => unknown): Action => (call, machine) => ({ json: perform(new ItemCalls(VLANS, call, machine), call) });

/** interfaces/vlan_settings: VLANs. */
export const vlanActions: ActionTable = {
  'interfaces/vlan_settings/search_item': answer(search),
  'interfaces/vlan_settings/add_item': answer(items => items.add({ overlay: { vlanif: deviceName(items, undefined) } })),
  'interfaces/vlan_settings/set_item': answer(set),
  'interfaces/vlan_settings/del_item': answer(remove),
  'interfaces/vlan_settings/reconfigure': call => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

/** The list shows what a device is assigned to. */
function search(items: ItemCalls): unknown {
  const found = items.search({ ...(items.models.since('25.1') ? {} : { columns: ['vlanif', 'if', 'tag', 'pcp', 'descr'] }), sort: 'vlanif' });
  const labels = new Map(interfaceNodes(items.models).map(node => [childText(node, 'if'), interfaceLabel(node)]));
  return { ...found, rows: found.rows.map(row => ({ ...row, vlanif: labelled(toText(row['vlanif']), labels) })) };
}

function labelled(device: string, labels: ReadonlyMap<string, string>): string {
  const label = labels.get(device);
  return label === undefined ? device : `${device} [${label}]`;
}

/** The name that was sent, the one it has, or the next free number. */
function deviceName(items: ItemCalls, current: Group | undefined): string {
  const sent = items.sent();
  const [parent, tag, wanted] = isObject(sent) ? [toText(sent['if']), toText(sent['tag']), toText(sent['vlanif'])] : ['', '', ''];
  const prefix = parent.includes('vlan') ? 'qinq' : 'vlan';
  const name = current?.text('vlanif');
  if (!isEmpty(wanted)) return wanted;
  if (name !== undefined && (name === `${parent}_vlan${tag}` || (!name.includes('_vlan') && name.startsWith(prefix)))) return name;
  const numbers = items.list.items.map(([, each]) => each.text('vlanif')).filter(each => new RegExp(`^${prefix}\\d+$`).test(each)).map(each => Number(each.slice(prefix.length)));
  return `${prefix}0${String(Math.max(0, ...numbers) + 1)}`;
}

function set(items: ItemCalls, call: ApiCall): unknown {
  const [uuid = ''] = call.args;
  const known = items.item(uuid);
  const before = known?.text('vlanif');
  const name = deviceName(items, known);
  if (before === undefined || isEmpty(before) || before === name) return items.set(uuid, { overlay: { vlanif: name } });
  const refuse = (field: string, message: string): unknown => ({ result: 'failed', validations: { [`vlan.${field}`]: message } });
  if (carries(items, before)) return refuse('vlanif', 'Other VLANs run over this one.');
  if (!isAssigned(before, items.models)) return items.set(uuid, { overlay: { vlanif: name } });
  const sent = items.sent();
  const hasNewTag = isObject(sent) && toText(sent['tag']) !== known?.text('tag');
  return hasNewTag ? refuse('tag', 'The tag of an assigned VLAN cannot change.') : refuse('vlanif', 'The name of an assigned VLAN cannot change.');
}

function remove(items: ItemCalls, call: ApiCall): unknown {
  const [uuids = ''] = call.args;
  for (const uuid of items.models.since('26.1') ? uuids.split(',') : [uuids]) {
    const device = items.item(uuid)?.text('vlanif');
    if (device === undefined) continue;
    if (carries(items, device)) throw new UserFault('Other VLANs run over this one.', '');
    if (isAssigned(device, items.models)) throw new UserFault('The VLAN is assigned to an interface.', '');
  }
  return items.remove(uuids);
}

const carries = ({ list }: ItemCalls, device: string): boolean => list.items.some(([, each]) => each.text('if') === device);

const isAssigned = (device: string, models: Models): boolean => interfaceNodes(models).some(node => childText(node, 'if') === device);

import { type ConfigNode, child, childText } from '../config-document';
import { type ActionTable, type ApiCall, type Machine, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { type Models } from '../model/model';
import { isEmpty, isObject, toText } from '../model/php';

const GROUPS: ItemFamily = { model: 'OPNsense.Firewall.Group', path: 'ifgroupentry', wrapper: 'group' };

/** firewall/group: groups of interfaces that rules can name like an interface. */
export const interfaceGroupActions: ActionTable = {
  'firewall/group/set_item': (call, machine) => ({ json: set(new ItemCalls(GROUPS, call, machine), call, machine) }),
  'firewall/group/del_item': (call, machine) => ({ json: remove(new ItemCalls(GROUPS, call, machine), call) }),
  'firewall/group/reconfigure': call => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

/** A new name goes into the rules that used the old one. A change that sends no name takes the old one out of them. */
function set(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  const oldName = items.item(uuid)?.text('ifname');
  const sent = items.sent();
  const newName = isObject(sent) ? toText(sent['ifname']) : oldName;
  if (oldName === undefined || newName === undefined || newName === oldName) return items.set(uuid);
  const before = machine.document.clone();
  for (const path of rulePaths(items.models)) machine.document.replace(path, rule => withNewName(rule, oldName, newName, items.models));
  const answer = items.set(uuid) as { readonly result: string };
  if (answer.result !== 'saved') machine.replace(before);
  return answer;
}

function remove(items: ItemCalls, call: ApiCall): unknown {
  const [uuid = ''] = call.args;
  const name = items.item(uuid)?.text('ifname');
  const users = name === undefined ? [] : rules(items.models).filter(([, rule]) => isUsedBy(rule, name, items.models));
  if (users.length > 0) throw new UserFault(`The group cannot be deleted, it is used by ${users.map(([path, rule]) => `\n[${path}] ${childText(rule, 'descr')}`).join('')}`, 'Group in use');
  return items.remove(uuid);
}

/** Where rules are: those of the older lists and of the model. */
function rulePaths(models: Models): string[] {
  const model = 'OPNsense/Firewall/Filter';
  const oneToOne = models.since('26.7') ? `${model}/onetoone/rule` : 'nat/onetoone';
  return ['filter/rule', 'nat/rule', 'nat/outbound/rule', `${model}/rules/rule`, `${model}/snatrules/rule`, `${model}/npt/rule`, oneToOne];
}

function rules(models: Models): (readonly [path: string, rule: ConfigNode])[] {
  return rulePaths(models).flatMap(path => {
    const steps = path.split('/');
    const last = steps.pop() ?? '';
    const found = models.machine.document.find(steps.join('/'))?.children.filter(each => each.name === last) ?? [];
    return found.map((rule, index) => [`${path.replaceAll('/', '.')}.${rule.attributes['uuid'] ?? String(index)}`, rule] as const);
  });
}

const lists = (node: ConfigNode | undefined, name: string): boolean => node !== undefined && node.text.split(',').includes(name);

/** The rule with the new name; up to 25.7 only in its interfaces, at the end, and in the networks of the older lists. */
function withNewName(rule: ConfigNode, oldName: string, newName: string, models: Models): ConfigNode {
  const inPlace = (node: ConfigNode): ConfigNode => (lists(node, oldName) ? { ...node, text: node.text.split(',').map(each => (each === oldName ? newName : each)).join(',') } : node);
  const atEnd = (node: ConfigNode): ConfigNode => (lists(node, oldName) ? { ...node, text: [...node.text.split(',').filter(each => each !== oldName), newName].join(',') } : node);
  const exact = (node: ConfigNode): ConfigNode => (node.text === oldName ? { ...node, text: newName } : node);
  const fieldIn = (node: ConfigNode): ConfigNode => {
    if (node.name === 'interface') return models.since('26.1') ? inPlace(node) : atEnd(node);
    if (node.name === 'source' || node.name === 'destination') return { ...node, children: node.children.map(each => (each.name === 'network' ? exact(each) : each)) };
    if (!models.since('26.1')) return node;
    return node.name === 'target' ? exact(node) : node.name === 'source_net' || node.name === 'destination_net' ? inPlace(node) : node;
  };
  return { ...rule, children: rule.children.map(fieldIn) };
}

function isUsedBy(rule: ConfigNode, name: string, models: Models): boolean {
  const flat = models.since('26.7') ? ['source_net', 'destination_net'].map(field => child(rule, field)) : [];
  const target = models.since('26.7') ? child(rule, 'target') : undefined;
  const networks = ['source', 'destination'].map(end => child(rule, end)).map(end => end && child(end, 'network'));
  return [child(rule, 'interface'), ...flat].some(node => lists(node, name)) || [...networks, target].some(node => node !== undefined && !isEmpty(node.text) && node.text === name);
}

import { type ConfigNode } from '../config-document';
import { type ActionTable, type ApiCall, type Machine, UnexpectedFault, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { isEmpty, isObject, toText } from '../model/php';

const CATEGORIES: ItemFamily = { model: 'OPNsense.Firewall.Category', path: 'categories.category', wrapper: 'category' };

/** firewall/category: labels for rules and aliases. */
export const categoryActions: ActionTable = {
  'firewall/category/search_item': (call, machine) => ({ json: search(call, machine) }),
  'firewall/category/set_item': (call, machine) => ({ json: set(calls(call, machine), call, machine) }),
  'firewall/category/del_item': (call, machine) => ({ json: remove(calls(call, machine), call, machine) }),
};

function calls(call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls(CATEGORIES, call, machine);
}

function search(call: ApiCall, machine: Machine): unknown {
  const answer = calls(call, machine).search({ sort: 'name' });
  const none = { uuid: '', name: '(No Category)', auto: '', color: '' };
  return isEmpty(call.args[0]) ? answer : { ...answer, rows: [none, ...answer.rows] };
}

/** A new name goes into the rules of the older configuration, too, which name categories by name. */
function set(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  const sent = call.body['category'];
  const oldName = items.item(uuid)?.text('name');
  if (oldName !== undefined && call.method === 'POST' && sent !== undefined) {
    // The controller reads the name without asking whether there is one; a text has no name at all.
    if (!isObject(sent)) throw new UnexpectedFault('category has to be an object');
    const newName = toText(sent['name']);
    if (sent['name'] !== undefined && newName !== oldName) for (const path of RULES) machine.document.replace(`${path}/category`, node => renamed(node, oldName, newName));
  }
  return items.set(uuid);
}

function remove(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  const name = items.item(uuid)?.text('name');
  if (name !== undefined && categoryNodes(machine).some(node => node.text.split(',').includes(name))) throw new UserFault('Rules use this category.', 'Category in use');
  return items.remove(uuid);
}

/** Rules of the older configuration. */
const RULES = ['filter/rule', 'nat/rule', 'nat/outbound/rule'];

function categoryNodes({ document }: Machine): ConfigNode[] {
  const rules = RULES.flatMap(path => document.find(path.slice(0, path.lastIndexOf('/')))?.children.filter(each => each.name === 'rule') ?? []);
  return rules.flatMap(rule => rule.children.filter(each => each.name === 'category'));
}

function renamed(node: ConfigNode, oldName: string, newName: string): ConfigNode {
  const names = node.text.split(',');
  return names.includes(oldName) ? { ...node, text: [...names.filter(each => each !== oldName), newName].join(',') } : node;
}

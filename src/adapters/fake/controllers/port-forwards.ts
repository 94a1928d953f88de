import { childText } from '../config-document';
import { type Action, type ActionTable, type ApiCall } from '../machine';
import { natPriority } from '../model/array-types';
import { Group, type Models } from '../model/model';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { isEmpty, isObject, toText } from '../model/php';
import { type Row } from '../model/search';
import { antiLockout } from '../pf/anti-lockout';
import { wantedCategories, withWords } from './nat-rules';
import { getForCopy, moveBefore, setLogging } from './rule-order';
import { describeEnd, usedCategories } from './rule-words';

const RULES: ItemFamily = { model: 'OPNsense.Firewall.DNat', path: 'rule', wrapper: 'rule' };
const ENDS = ['source.network', 'source.port', 'destination.network', 'destination.port', 'target', 'local-port'];

const answer = (perform: (items: ItemCalls, call: ApiCall) => unknown): Action => (call, machine) => ({ json: perform(new ItemCalls(RULES, call, machine), call) });

/** firewall/d_nat: port forwards (26.1 and later). */
export const portForwardActions: ActionTable = {
  'firewall/d_nat/search_rule': answer(search),
  'firewall/d_nat/get_rule': answer(getForCopy),
  'firewall/d_nat/add_rule': (call, machine) => answer(items => items.add({ beforeSave: stamp(call) }))(withoutCreated(call), machine),
  'firewall/d_nat/set_rule': (call, machine) => answer(items => items.set(call.args[0], { beforeSave: stamp(call) }))(withoutCreated(call), machine),
  'firewall/d_nat/toggle_rule': answer(toggle),
  'firewall/d_nat/move_rule_before': answer(moveBefore),
  'firewall/d_nat/toggle_rule_log': answer(setLogging),
  'firewall/d_nat/list_categories': answer(({ models }) => usedCategories(models, RULES.model, RULES.path)),
};

function search(items: ItemCalls, call: ApiCall): unknown {
  const { models } = items;
  const categories = wantedCategories(models, call);
  const found = items.search({ sort: 'sequence', keep: rule => categories === undefined || rule.field('categories').values.some(each => categories.includes(each)) });
  const rows = found.rows.map((row): Row => {
    const priority = String(natPriority(toText(row['interface']).split(',').filter(name => name !== ''), models));
    return { ...withWords(row, ENDS, models), sort_order: `${priority}.0${toText(row['sequence']).padStart(6, '0')}`, prio_group: priority };
  });
  // The anti-lockout rules stand before every page, counted nowhere.
  return { ...found, rows: [...lockoutRows(models), ...rows] };
}

function lockoutRows(models: Models): Row[] {
  const { document } = models.machine;
  const lockout = antiLockout(document);
  if (lockout === undefined) return [];
  const { key, ports } = lockout;
  const interfaceNode = document.find(`interfaces/${key}`);
  const label = (interfaceNode === undefined ? '' : childText(interfaceNode, 'name')) || key.toUpperCase();
  return ports.map((port, index) => lockoutRow(index, port, key, label, models)).reverse();
}

function lockoutRow(index: number, port: string, key: string, label: string, models: Models): Row {
  return {
    uuid: `lockout_${String(index)}`,
    ipprotocol: '',
    protocol: 'tcp',
    '%protocol': 'TCP',
    disabled: '0',
    nordr: '1',
    interface: key,
    '%interface': label,
    'destination.network': `${key}ip`,
    'destination.port': port,
    'alias_meta_destination.port': [describeEnd(port, models)],
    'alias_meta_destination.network': [describeEnd(`${key}ip`, models)],
    descr: 'Anti-Lockout Rule',
    is_automatic: true,
    sort_order: `100000.0${String(index).padStart(6, '0')}`,
    prio_group: '100000',
  };
}

/** Who made and who last changed a rule is not the client's to say. */
function withoutCreated(call: ApiCall): ApiCall {
  const sent = call.body['rule'];
  if (!isObject(sent)) return call;
  const { created: _created, ...rest } = sent;
  return { ...call, body: { ...call.body, rule: rest } };
}

function stamp({ caller }: ApiCall): (rule: Group) => void {
  return rule => {
    const time = (rule.model.models.machine.now() / 1000).toFixed(2);
    const note = { username: caller.user, time, description: '/api/api.php made changes' };
    const created = rule.child('created');
    rule.assign({ updated: note, ...(created instanceof Group && isEmpty(created.text('time')) ? { created: note } : {}) });
  };
}

/** The state is that of `disabled`; answers never say whether it changed. */
function toggle(items: ItemCalls, { method, args: [uuid = '', state] }: ApiCall): unknown {
  const field = method === 'POST' ? items.item(uuid)?.field('disabled') : undefined;
  if (field === undefined) return { result: 'failed' };
  field.set(state === '0' || state === '1' ? state : field.value === '1' ? '0' : '1');
  items.save();
  return { result: field.value === '1' ? 'Disabled' : 'Enabled' };
}

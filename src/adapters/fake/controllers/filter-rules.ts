import { type ActionTable, type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { aliasNamed } from '../model/field-types/aliases';
import { interfaceLabel, interfaceNodes } from '../model/field-types/interfaces';
import { type Group, type Models } from '../model/model';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { rememberedText } from '../model/item-texts';
import { isEmpty, isObject, toText } from '../model/php';
import { findItems, type Row, type RowSource, listParameter, parameters, rawRow, rowText, searchSources, sourceOf } from '../model/search';
import { automaticRules } from './automatic-rules';
import { categoryColors, describeEnd } from './rule-words';

const RULES: ItemFamily = { model: 'OPNsense.Firewall.Filter', path: 'rules.rule', wrapper: 'rule' };

/** firewall/filter: the packet filter's rules. */
export const filterRuleActions: ActionTable = {
  'firewall/filter/search_rule': (call, machine) => ({ json: search(calls(call, machine), call) }),
  'firewall/filter/get_rule': (call, machine) => ({ json: get(calls(call, machine), call) }),
  'firewall/filter/add_rule': (call, machine) => ({ json: calls(call, machine).add() }),
  'firewall/filter/set_rule': (call, machine) => ({ json: calls(call, machine).set(call.args[0]) }),
  'firewall/filter/del_rule': (call, machine) => ({ json: calls(call, machine).remove(call.args[0]) }),
  'firewall/filter/toggle_rule': (call, machine) => ({ json: calls(call, machine).toggle(call.args[0], call.args[1]) }),
};

function calls(call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls(RULES, call, machine);
}

/** A rule; in copy mode (25.1 and later) with the sequence of a new last rule. */
function get(items: ItemCalls, call: ApiCall): unknown {
  const answer = items.get(call.args[0]);
  const rule = isObject(answer) ? answer['rule'] : undefined;
  if (!items.models.since('25.1') || parameters(call)['fetchmode'] !== 'copy' || !isObject(rule)) return answer;
  const highest = Math.max(0, ...items.list.items.map(([, item]) => Number(item.text('sequence'))));
  return { rule: { ...rule, sequence: highest + 100 } };
}

function search(items: ItemCalls, call: ApiCall): unknown {
  const categories = listParameter(call, 'category');
  const inCategory = (names: readonly string[]): boolean => categories === undefined || names.some(name => categories.includes(name));
  if (!items.models.since('25.1')) {
    return items.search({ columns: ['enabled', 'sequence', 'action', 'description'], sort: 'sequence', keep: rule => inCategory(rule.field('categories').values) });
  }
  const search = { call, categories, inCategory, showAll: !isEmpty(parameters(call)['show_all']), interfaces: wantedInterfaces(items.models, call) };
  return items.models.since('26.1') ? searchEverything(items, search) : searchModelFirst(items, search);
}

interface RuleSearch {
  readonly call: ApiCall;
  /** Uuids of the categories asked for; undefined when not asked. */
  readonly categories: readonly string[] | undefined;
  readonly inCategory: (uuids: readonly string[]) => boolean;
  readonly showAll: boolean;
  /** Interfaces asked for with the groups they are in; empty for floating rules, undefined when not asked. */
  readonly interfaces: readonly string[] | undefined;
}

function wantedInterfaces(models: Models, call: ApiCall): readonly string[] | undefined {
  const asked = parameters(call)['interface'];
  if (models.since('26.1') ? asked === undefined || asked === null : isEmpty(asked)) return undefined;
  if (isObject(asked) && models.release === '25.7') throw new UnexpectedFault('interface has to be a text');
  const text = toText(asked);
  const names = models.since('25.7') ? text.split(',').filter(name => name !== '') : [text];
  const groups = models.saved('OPNsense.Firewall.Group').list('ifgroupentry').items.filter(([, group]) => group.field('members').values.some(member => names.includes(member)));
  return [...names, ...groups.map(([, group]) => group.text('ifname'))];
}

/** 25.1 and 25.7: the model's rules are searched first, other rules join them on request. */
function searchModelFirst(items: ItemCalls, { call, inCategory, showAll, interfaces }: RuleSearch): unknown {
  const { models } = items;
  const overlaps = (names: readonly string[]): boolean => names.some(name => interfaces?.includes(name) === true);
  const keep = (rule: Group): boolean => {
    const names = rule.field('interface').values;
    const isWanted =
      interfaces === undefined ? names.length !== 1 : models.since('25.7') && !showAll ? names.length === 1 && overlaps(names) : overlaps(names) || names.length === 0;
    return isWanted && inCategory(rule.field('categories').values);
  };
  const isLater = models.since('25.7') && showAll;
  const { found, row } = findItems(items.list, withoutPaging(call, isLater), { sort: 'sort_order', keep });
  const others = showAll ? automaticRules(models) : [];
  const isOtherWanted = (row: Row): boolean => {
    const names = toText(row['interface']).split(',').filter(name => name !== '');
    const isWanted = interfaces === undefined ? names.length !== 1 : names.length === 0 || overlaps(names);
    return isWanted && inCategory(toText(row[models.since('25.7') ? 'categories' : 'category']).split(','));
  };
  const wanted = others.filter(isOtherWanted).map(each => sourceOf(decorate(each, models)));
  return searchSources([...wanted, ...found.map(rule => ruleSource(rule, row))], call, 'sort_order');
}

/** 26.1 and later: every rule is listed, by interface on request. */
function searchEverything(items: ItemCalls, { call, categories, inCategory, interfaces }: RuleSearch): unknown {
  const { models } = items;
  const isEverything = categories === undefined && interfaces === undefined;
  const isWanted = (value: (column: string) => unknown): boolean => {
    if (isEverything) return true;
    if (!inCategory(toText(value('categories')).split(','))) return false;
    const names = toText(value('interface')).split(',').filter(name => name !== '');
    if (interfaces === undefined || names.length === 0) return true;
    const overlaps = names.some(name => interfaces.includes(name));
    if (!isEmpty(value('interfacenot'))) return !overlaps;
    return (interfaces.length === 0 && names.length !== 1) || overlaps;
  };
  const own = items.list.items.flatMap(([, rule]) => (isWanted(column => rule.text(column)) ? [ruleSource(rule, rawRow)] : []));
  const others = models.derived('listed automatic rules', () => automaticRules(models).map(row => [row, sourceOf(decorate(row, models))] as const));
  return searchSources([...own, ...others.flatMap(([row, source]) => (isWanted(column => row[column]) ? [source] : []))], call, 'sort_order');
}

function ruleSource(rule: Group, rowOf: (rule: Group) => Row): RowSource {
  const { models } = rule.model;
  const row = (): Row => decorate(rowOf(rule), models);
  const value = models.since('25.7') ? (column: string) => rule.text(column) : (column: string) => rule.describe(column);
  return { value: column => (rule.hasField(column) ? value(column) : row()[column]), row, text: () => rememberedText(rule, 'decorated', () => rowText(row())) };
}

function withoutPaging(call: ApiCall, andPhrase: boolean): ApiCall {
  const keep = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'rowCount' && name !== 'current' && !(andPhrase && name === 'searchPhrase')));
  return { ...call, query: keep(call.query), body: keep(call.body) };
}

const ENDS = ['source_net', 'source_port', 'destination_net', 'destination_port'];

/** Adds what a user interface needs: what the ends of a rule are, and the colours of its categories. */
function decorate(row: Row, models: Models): Row {
  const decorated = isEmpty(row['legacy']) ? { ...row } : translate(row, models);
  for (const name of ENDS) {
    if (isEmpty(row[name])) continue;
    const entries = toText(row[name]).split(',').map(entry => entry.trim());
    if (models.since('25.7')) decorated[`alias_meta_${name}`] = entries.map(entry => describeEnd(entry, models));
    else decorated[`is_alias_${name}`] = entries.map(entry => aliasNamed(entry, models) !== undefined);
  }
  const isTagged = models.release === '25.7' && !isEmpty(row['is_automatic']);
  return isTagged ? { ...decorated, categories: 'Automatically generated rules', category_colors: ['#000'] } : { ...decorated, category_colors: categoryColors(row, models) };
}

/** Labels for what rules outside the model hold as keys. */
function translate(row: Row, models: Models): Row {
  const interfaces = Object.fromEntries(interfaceNodes(models).map(node => [node.name, interfaceLabel(node)]));
  const actions = { pass: 'Pass', block: 'Block', reject: 'Reject' };
  const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = models.since('26.1')
    ? { interface: interfaces, '%action': actions, '%direction': { in: 'In', out: 'Out', any: 'Any' }, '%ipprotocol': { inet: 'IPv4', inet6: 'IPv6', inet46: '' } }
    : { interface: interfaces, action: actions, ipprotocol: { inet: 'IPv4', inet6: 'IPv6', inet46: 'IPv4+IPv6' } };
  const translated = { ...row };
  for (const [name, words] of Object.entries(labels)) {
    if (!isEmpty(row[name])) translated[name] = toText(row[name]).split(',').map(key => words[key] ?? key).join(',');
  }
  return translated;
}

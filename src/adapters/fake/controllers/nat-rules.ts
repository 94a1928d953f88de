import { type Action, type ActionTable, type ApiCall, type Machine } from '../machine';
import { Models } from '../model/model';
import { type ItemFamily, ItemCalls, setModel } from '../model/model-calls';
import { isEmpty, isObject, toText } from '../model/php';
import { type Row, listParameter, parameters, rawRow, searchRows } from '../model/search';
import { automaticSourceNat } from './automatic-source-nat';
import { getForCopy, moveBefore, setLogging } from './rule-order';
import { categoryColors, describeEnd, usedCategories } from './rule-words';

/** One list of NAT rules, and what its search does. */
interface NatFamily extends ItemFamily {
  /** Columns that are searched, and up to 25.1 listed, before 26.1; every field when not given. */
  readonly columns?: readonly string[];
  /** Fields that 26.1 and later describe. */
  readonly ends: readonly string[];
}

const FILTER = { model: 'OPNsense.Firewall.Filter', wrapper: 'rule' };
const ONE_TO_ONE: NatFamily = { ...FILTER, path: 'onetoone.rule', ends: ['source_net', 'destination_net'] };
const NPT: NatFamily = { ...FILTER, path: 'npt.rule', columns: ['enabled', 'sequence', 'source_net', 'destination_net', 'trackif', 'description'], ends: [] };
const SOURCE_NAT: NatFamily = {
  ...FILTER,
  path: 'snatrules.rule',
  columns: ['enabled', 'sequence', 'description'],
  ends: ['source_net', 'source_port', 'destination_net', 'destination_port', 'target', 'target_port'],
};

/** firewall/one_to_one, npt and source_nat: rules that change addresses. */
export const natRuleActions: ActionTable = {
  ...ruleActions('firewall/one_to_one', ONE_TO_ONE, searchItems),
  ...ruleActions('firewall/npt', NPT, searchItems),
  ...ruleActions('firewall/source_nat', SOURCE_NAT, searchSourceNat),
  'firewall/source_nat/get': (_call, machine) => ({ json: sourceNatGet(new Models(machine)) }),
  'firewall/source_nat/set': (call, machine) => setModel(FILTER.model, 'filter', new Models(machine).since('26.7') ? generalOnly(call) : call, machine),
  'firewall/source_nat/set_general': (call, machine) => setModel(FILTER.model, 'filter', generalOnly(call), machine),
};

type Search = (items: ItemCalls, family: NatFamily, call: ApiCall) => unknown;

function ruleActions(controller: string, family: NatFamily, search: Search): ActionTable {
  const answer = (perform: (items: ItemCalls, call: ApiCall, machine: Machine) => unknown): Action => (call, machine) => ({ json: perform(new ItemCalls(family, call, machine), call, machine) });
  return {
    [`${controller}/search_rule`]: answer((items, call) => search(items, family, call)),
    [`${controller}/get_rule`]: answer(getForCopy),
    [`${controller}/move_rule_before`]: answer(moveBefore),
    [`${controller}/toggle_rule_log`]: answer(setLogging),
    [`${controller}/list_categories`]: answer(({ models }) => usedCategories(models, family.model, family.path)),
  };
}

/** The category filter of a search; from 26.1 on a single one may be a text. */
export function wantedCategories(models: Models, call: ApiCall): readonly string[] | undefined {
  const asked = parameters(call)['category'];
  return models.since('26.1') && !isEmpty(asked) && !isObject(asked) ? [toText(asked)] : listParameter(call, 'category');
}

function searchItems(items: ItemCalls, { columns, ends }: NatFamily, call: ApiCall): unknown {
  const { models } = items;
  const categories = wantedCategories(models, call);
  const found = items.search({
    ...(columns === undefined || models.since('26.1') ? {} : { columns }),
    sort: 'sequence',
    keep: rule => categories === undefined || rule.field('categories').values.some(each => categories.includes(each)),
  });
  return models.since('26.1') ? { ...found, rows: found.rows.map(row => withWords(row, ends, models)) } : found;
}

/** What 26.1 and later add to a row: the colours of its categories, and what its ends are. */
export function withWords(row: Row, ends: readonly string[], models: Models): Row {
  const described = ends.filter(name => !isEmpty(row[name])).map(name => [`alias_meta_${name}`, toText(row[name]).split(',').map(entry => describeEnd(entry.trim(), models))] as const);
  return { ...row, category_colors: categoryColors(row, models), ...Object.fromEntries(described) };
}

/** From 26.1 on the mode decides which rules are listed: own ones, automatic ones or both. */
function searchSourceNat(items: ItemCalls, family: NatFamily, call: ApiCall): unknown {
  const { models } = items;
  if (!models.since('26.1')) return searchItems(items, family, call);
  const mode = sourceNatMode(models);
  const categories = wantedCategories(models, call);
  const own = mode === 'hybrid' || mode === 'advanced' ? items.list.items.map(([, rule]) => rawRow(rule)) : [];
  const automatic = mode === 'hybrid' || mode === 'automatic' ? automaticSourceNat(models) : [];
  const rows = [...own, ...automatic].map(row => withWords(row, family.ends, models));
  const inCategory = (row: Row): boolean => row['is_automatic'] === true || categories === undefined || toText(row['categories']).split(',').some(each => categories.includes(each));
  return searchRows(rows, call, 'sort_order', inCategory);
}

function sourceNatMode(models: Models): string {
  const mode = models.saved(FILTER.model).at('general.snat_mode');
  return mode !== undefined && 'value' in mode ? mode.value : '';
}

/** The mode of source NAT; up to 26.1 the whole model beside it. */
function sourceNatGet(models: Models): unknown {
  const { root } = models.saved(FILTER.model);
  return { filter: models.since('26.7') ? { general: root.child('general')?.answer() } : root.answer() };
}

function generalOnly(call: ApiCall): ApiCall {
  const sent = call.body['filter'];
  return { ...call, body: { filter: { general: isObject(sent) ? (sent['general'] ?? []) : [] } } };
}

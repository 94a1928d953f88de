import { downloadedRules, type InstalledRule, installedRules, intrusionMemory } from '../live/intrusions';
import { shortTime } from '../live/local-time';
import { type RuleFilter, searchRules } from '../live/rule-search';
import { rulesetsOf } from '../live/rulesets';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { type Group, type List, type Model, Models } from '../model/model';
import { modelProblems } from '../model/model-checks';
import { saveModel } from '../model/model-calls';
import { escapeHtml, isEmpty, isObject, toInteger, toText } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { queryWord } from './query-word';

const MODEL = 'OPNsense.IDS.IDS';
const MOST_ROWS = 9999;
const MANUAL = '__manual__';
const PAGING = ['current', 'rowCount', 'sort', 'searchPhrase'];

/** ids/settings beyond its items: rulesets, and the rules that are in them. */
export const idsSettingsActions: ActionTable = {
  'ids/settings/get': ({ method }, machine) => ({ json: method === 'GET' ? { ids: { general: (open(machine).at('general') as Group).answer() } } : [] }),
  'ids/settings/list_rulesets': (call, machine) => ({ json: listRulesets(call, machine) }),
  'ids/settings/get_ruleset': ({ args: [name] }, machine) => ({ json: rulesets(machine).find(each => each['filename'] === name) ?? [] }),
  'ids/settings/set_ruleset': (call, machine) => ({ json: setRuleset(call, machine) }),
  'ids/settings/toggle_ruleset': (call, machine) => ({ json: toggleRulesets(call, machine) }),
  'ids/settings/get_rulesetproperties': () => ({ json: { properties: [] } }),
  'ids/settings/set_rulesetproperties': (call, machine) => {
    if (call.method !== 'POST' || call.body['properties'] === undefined) return { json: { result: 'failed' } };
    saveModel(open(machine), call);
    return { json: { result: 'saved' } };
  },
  'ids/settings/search_installed_rules': (call, machine) => ({ json: call.method === 'POST' ? searchInstalled(call, machine) : [] }),
  'ids/settings/get_rule_info': ({ args: [sid = ''] }, machine) => ({ json: ruleInfo(machine, sid) ?? [] }),
  'ids/settings/list_rule_metadata': (_call, machine) => ({ json: metadata(machine) }),
  'ids/settings/toggle_rule': (call, machine) => ({ json: (call.method === 'POST' ? toggleRules(call, machine, call.args[0] ?? '', call.args[1]) : undefined) ?? [] }),
  'ids/settings/set_rule': (call, machine) => ({ json: setRule(call, machine) }),
  'ids/settings/check_policy_rule': (_call, machine) => ({ json: checkPolicyRules(open(machine).list('rules.rule').items.length) }),
};

function open(machine: Machine): Model {
  return new Models(machine).edit(MODEL);
}

function rulesets(machine: Machine): Row[] {
  const { downloaded } = intrusionMemory(machine);
  const offered = machine.running.measured.intrusions?.rulesets ?? rulesetsOf(machine.release).map(each => ({ ...each, downloaded: downloaded.get(each.filename) }));
  const files = open(machine).list('files.file');
  return offered.map(({ filename, description, documentation, downloaded: time }) => ({
    description, filename, documentation_url: documentation, documentation: documentation === '' ? null : `<a href='${documentation}' target='_new'>${documentation}</a>`,
    modified_local: time === undefined ? null : shortTime(machine, time), enabled: fileOf(files, filename)?.text('enabled') ?? '0',
  }));
}

/** Up to 25.1 all at once, whatever was asked. */
function listRulesets(call: ApiCall, machine: Machine): unknown {
  if (open(machine).models.since('25.7')) return searchRows(rulesets(machine), call, 'description');
  const rows = rulesets(machine).sort((left, right) => (toText(left['description']).toLowerCase() < toText(right['description']).toLowerCase() ? -1 : 1));
  return { rows, rowCount: rows.length, total: rows.length, current: 1 };
}

function fileOf(files: List, filename: string): Group | undefined {
  return files.items.find(([, file]) => file.text('filename') === filename)?.[1];
}

/** The entry of a ruleset, a new one if there is none; undefined for one that is not offered. */
function editedFile(model: Model, filename: string): Group | undefined {
  if (!rulesets(model.models.machine).some(each => each['filename'] === filename)) return undefined;
  const files = model.list('files.file');
  const known = fileOf(files, filename);
  if (known !== undefined) return known;
  const made = files.add();
  made.field('filename').set(filename);
  return made;
}

function setRuleset(call: ApiCall, machine: Machine): unknown {
  const model = open(machine);
  const file = call.method === 'POST' ? editedFile(model, call.args[0] ?? '') : undefined;
  if (file === undefined) return { result: 'failed' };
  file.assign(call.body);
  return saved(model, call, `${file.reference}.`);
}

function toggleRulesets(call: ApiCall, machine: Machine): unknown {
  const { method, args: [names = '', wanted] } = call;
  if (method !== 'POST') return { status: 'none' };
  const model = open(machine);
  const files = names.split(',').map(name => editedFile(model, name));
  let status = 'none';
  for (const file of files) {
    file?.field('enabled').set(wanted === '0' || wanted === '1' ? wanted : file.text('enabled') === '1' ? '0' : '1');
    // One that does not exist makes an error of it all, but not of the others.
    if (file === undefined) status = 'error';
    else if (status !== 'error') status = file.text('enabled');
  }
  if (files.some(file => file !== undefined)) saveModel(model, call);
  return { status };
}

/** A rule as the cache of rules knows it. */
function ruleRow({ sid, rev, msg, reference, source, enabled, action, properties, isOn, does, policy }: InstalledRule): Row {
  return {
    sid, rev, gid: null, msg, reference, source, enabled: Number(isOn), action: does, status: isOn ? 'enabled' : 'disabled',
    enabled_default: Number(enabled), action_default: action, matched_policy: policy, ...properties,
  };
}

function ruleRows(machine: Machine): readonly Row[] {
  return machine.running.measured.intrusions?.rules ?? installedRules(machine).map(ruleRow);
}

function searchInstalled(call: ApiCall, machine: Machine): Row {
  const { rowCount, current, sort, searchPhrase } = call.body;
  const limit = rowCount === undefined ? MOST_ROWS : toInteger(rowCount);
  const page = current === undefined ? 1 : toInteger(current);
  const [direction] = isObject(sort) ? Object.values(sort) : [];
  const order = isObject(sort) && !isEmpty(sort) ? Object.keys(sort).map(name => `${queryWord(name)}${direction === 'desc' ? ' desc' : ''}`) : ['sid'];
  const phrase = toText(searchPhrase);
  const filters: RuleFilter[] = phrase === '' ? [] : [{ names: ['msg', 'source', 'sid'], content: `*${queryWord(phrase)}` }];
  for (const [name, value] of Object.entries(call.body)) {
    if (!PAGING.includes(name)) filters.push({ names: escapeHtml(name).toLowerCase().split(','), content: escapeHtml(toText(value)) });
  }
  const found = searchRules(ruleRows(machine), filters, order);
  const offset = Math.max(0, (page - 1) * limit);
  const changes = open(machine).list('rules.rule');
  const rows = (limit > 0 ? found.slice(offset, offset + limit) : found).map(row => {
    const change = changeOf(changes, toText(row['sid']));
    return { ...row, enabled: change?.text('enabled') ?? row['enabled'], action: (change?.describe('action') ?? toText(row['action'])).toLowerCase() };
  });
  // Up to 25.1 the answer passes on something that the back end does not give.
  const parameters = changes.model.models.since('25.7') ? {} : { parameters: null };
  return { rows, rowCount: rows.length, total: found.length, ...parameters, current: page };
}

function changeOf(changes: List, sid: string): Group | undefined {
  return changes.items.find(([, change]) => change.text('sid') === sid)?.[1];
}

/** What is known of a rule, by name; undefined for an unknown one. */
function ruleInfo(machine: Machine, sid: string): Row | undefined {
  const row = isEmpty(sid) ? undefined : ruleRows(machine).find(each => toText(each['sid']) === sid);
  if (row === undefined) return undefined;
  const changes = open(machine).list('rules.rule');
  const change = changeOf(changes, sid) ?? changes.add();
  const isChanged = change.text('sid') !== '';
  if (!isChanged) change.field('action').set(toText(row['action']));
  const links = toText(row['reference']).split('\n').flatMap(reference => linkOf(reference));
  const known: Row = {
    ...row, enabled: isChanged ? change.text('enabled') : row['enabled'], action: change.field('action').answer(),
    ...(isEmpty(row['reference']) ? {} : { reference_html: links.join('') }),
  };
  return Object.fromEntries(Object.entries(known).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function linkOf(reference: string): string[] {
  const [kind = '', ...rest] = reference.trim().split(',');
  const target = rest.join(',');
  const pages: Readonly<Record<string, string>> = { url: `https://${target}`, cve: `https://cve.mitre.org/cgi-bin/cvename.cgi?name=${target}` };
  const page = Object.hasOwn(pages, kind) ? pages[kind] : undefined;
  return page === undefined ? [] : [`<small><a href="${page}" target="_blank">${target}</a></small><br/>`];
}

function metadata(machine: Machine): unknown {
  const rules = downloadedRules(machine);
  if (rules.length === 0) return [];
  const known: Record<string, string[]> = {};
  for (const { properties } of rules) for (const [name, value] of Object.entries(properties)) known[name] = [...new Set([...(known[name] ?? []), value])].sort();
  const policies = open(machine).list('policies.policy').items.map(([, policy]) => policy).filter(policy => policy.text('enabled') === '1' && !isEmpty(policy.text('description')));
  return { ...known, matched_policy: [MANUAL, ...policies.map(policy => policy.text('description'))] };
}

/** Switches rules by hand; undefined when there are no such rules. */
function toggleRules(call: ApiCall, machine: Machine, sids: string, wanted: string | undefined): unknown {
  const model = open(machine);
  const rows = sids.split(',').flatMap(sid => {
    const row = ruleRows(machine).find(each => toText(each['sid']) === sid);
    return row === undefined ? [] : [row];
  });
  for (const row of rows) {
    const { change, isNew } = editedRule(model, toText(row['sid']));
    const wasOn = isNew ? toText(row['enabled']) === '1' : change.text('enabled') === '1';
    const isAction = wanted === 'alert' || wanted === 'drop';
    const isOn = wanted === undefined || wanted === '' ? !wasOn : wanted === '1' || isAction;
    change.field('enabled').set(isOn ? '1' : '0');
    if (isAction) change.field('action').set(wanted);
    else if (isNew) change.field('action').set(toText(row['action']));
  }
  return rows.length === 0 ? undefined : saved(model, call);
}

function setRule(call: ApiCall, machine: Machine): unknown {
  const [sid = ''] = call.args;
  if (call.method !== 'POST' || call.body['action'] === undefined) return { result: 'failed' };
  if (call.body['enabled'] !== undefined) toggleRules(call, machine, sid, String(toInteger(call.body['enabled'])));
  if (ruleInfo(machine, sid) === undefined) return { result: 'failed' };
  const model = open(machine);
  editedRule(model, sid).change.field('action').set(toText(call.body['action']));
  return saved(model, call);
}

/** The change of a rule by hand, a new one if there is none. */
function editedRule(model: Model, sid: string): { readonly change: Group; readonly isNew: boolean } {
  const changes = model.list('rules.rule');
  const known = changeOf(changes, sid);
  if (known !== undefined) return { change: known, isNew: false };
  const change = changes.add();
  change.field('sid').set(sid);
  return { change, isNew: true };
}

/** Saves a model unless something is wrong with what changed; complaints lose that prefix of their references. */
function saved(model: Model, call: ApiCall, prefix = ''): unknown {
  const problems = modelProblems(model).map(({ reference, message }) => [prefix === '' ? reference : reference.replace(prefix, ''), message] as const);
  if (problems.length > 0) return { result: 'failed', validations: Object.fromEntries(problems) };
  saveModel(model, call);
  return { result: 'saved' };
}

function checkPolicyRules(count: number): Row {
  if (count <= 100) return { status: 'ok', count };
  return { status: 'warning', count, message: 'Policies serve better than so many changes by hand, which all are in the configuration. They are listed <a href="/ui/ids/policy#rules">here</a>.' };
}

import { parseCsv, writeCsv } from '../csv';
import { type Action, type ActionTable, type ApiAnswer, type ApiCall, type Machine } from '../machine';
import { Field, Group, type Models } from '../model/model';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { modelProblems } from '../model/model-checks';
import { isEmpty, toJson, toText } from '../model/php';
import { isUuid } from '../model/search';

/** A list of rules that can be written to a file and read from one. */
interface FileFamily extends ItemFamily {
  readonly left?: readonly string[];
  /** Fields that hold an alias, which is named in files. */
  readonly aliases?: readonly string[];
}

const COMPUTED = ['sort_order', 'prio_group'];
const FILTER = { model: 'OPNsense.Firewall.Filter', wrapper: 'rule' };
const PAGES: Readonly<Record<string, FileFamily>> = {
  filter: { ...FILTER, path: 'rules.rule', aliases: ['overload'] },
  source_nat: { ...FILTER, path: 'snatrules.rule' },
  one_to_one: { ...FILTER, path: 'onetoone.rule' },
  npt: { ...FILTER, path: 'npt.rule' },
  d_nat: { model: 'OPNsense.Firewall.DNat', path: 'rule', wrapper: 'rule' },
};
/** What 26.7 leaves out of files of port forwards. */
const LEFT_OF_FORWARDS = ['source.address', 'destination.address', 'categories', 'associated-rule-id', ...['created', 'updated'].flatMap(when => ['username', 'time', 'description'].map(what => `${when}.${what}`))];

/** Rules as CSV files (26.1 and later). */
export const ruleFileActions: ActionTable = Object.fromEntries(
  Object.entries(PAGES).flatMap(([page, family]): [string, Action][] => [
    [`firewall/${page}/download_rules`, (call, machine) => download(ofRelease(page, family, machine), call, machine)],
    [`firewall/${page}/upload_rules`, (call, machine) => ({ json: upload(ofRelease(page, family, machine), call, machine) })],
  ]),
);

function ofRelease(page: string, family: FileFamily, { release }: Machine): FileFamily {
  return { ...family, left: [...COMPUTED, ...(page === 'd_nat' && release === '26.7' ? LEFT_OF_FORWARDS : [])] };
}

function download(family: FileFamily, call: ApiCall, machine: Machine): ApiAnswer {
  if (call.method !== 'GET') return { type: 'text/html; charset=UTF-8', text: '' };
  const { list, models } = new ItemCalls(family, call, machine);
  const names = namesOf(models);
  const rows = list.items.filter(([uuid]) => isUuid(uuid)).map(([uuid, rule]) => {
    const fields = rule.fields().map((field): [string, string] => [nameIn(rule, field), field.value]).filter(([name]) => family.left?.includes(name) !== true);
    const worded = fields.map(([name, value]): [string, string] => [name, inWords(name, value, family, names)]);
    return new Map([['@uuid', uuid] as const, ...worded]);
  });
  const [first] = rows;
  const text = first === undefined ? '' : writeCsv([[...first.keys()], ...rows.map(row => [...row.values()])]);
  return { type: 'text/csv;charset=UTF-8', text, headers: { 'content-transfer-encoding': 'binary', pragma: 'no-cache', expires: '0' } };
}

interface Names {
  readonly categories: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** Names by uuid. */
function namesOf(models: Models): Names {
  const names = (model: string, path: string): ReadonlyMap<string, string> => new Map(models.saved(model).list(path).items.map(([uuid, item]) => [uuid, item.text('name')]));
  return { categories: names('OPNsense.Firewall.Category', 'categories.category'), aliases: names('OPNsense.Firewall.Alias', 'aliases.alias') };
}

function inWords(name: string, value: string, family: FileFamily, { categories, aliases }: Names): string {
  if (name === 'categories') return value.split(',').flatMap(uuid => categories.get(uuid) ?? []).join(',');
  return family.aliases?.includes(name) === true ? (aliases.get(value) ?? value) : value;
}

interface Report {
  readonly validations: { readonly sequence: number; readonly message: string; readonly field?: string }[];
  inserted: number;
  updated: number;
  readonly uuids: Map<string, number>;
}

/** Takes what is good of a file; a second run saves it without what the first one found wrong. */
function upload(family: FileFamily, call: ApiCall, machine: Machine): unknown {
  if (call.method !== 'POST' || call.body['payload'] === undefined) return { status: 'failed' };
  const [heading = [], ...lines] = parseCsv(toText(call.body['payload']));
  const records = new Map(lines.map((line, index) => [index, new Map(heading.map((name, column) => [name, line[column]] as const).filter((each): each is readonly [string, string] => each[1] !== undefined))]));
  const first = run(records, family, call, machine);
  if (first.validations.length > 0) {
    for (const { sequence } of first.validations) records.delete(sequence);
    run(records, family, call, machine);
  }
  const { uuids, ...report } = first;
  return { ...report, uuids: toJson([...uuids]), fieldnames: heading };
}

function run(records: ReadonlyMap<number, ReadonlyMap<string, string>>, family: FileFamily, call: ApiCall, machine: Machine): Report {
  const items = new ItemCalls(family, call, machine);
  const report: Report = { validations: [], inserted: 0, updated: 0, uuids: new Map() };
  const names = namesOf(items.models);
  for (const [index, record] of records) take(record, index, items, { ...family, report, names });
  const seen = new Set<string>();
  for (const { reference, message } of modelProblems(items.model)) {
    const [uuid = '', ...field] = reference.slice(family.path.length + 1).split('.');
    const sequence = report.uuids.get(uuid);
    if (!reference.startsWith(family.path) || sequence === undefined || seen.has(reference)) continue;
    seen.add(reference);
    report.validations.push({ sequence, message, field: field.at(-1) ?? uuid });
  }
  if (report.validations.length === 0 && report.inserted + report.updated > 0) items.save();
  return report;
}

function take(record: ReadonlyMap<string, string>, sequence: number, items: ItemCalls, { report, names, ...family }: FileFamily & { readonly report: Report; readonly names: Names }): void {
  const uuid = record.get('@uuid') ?? '';
  if (!isEmpty(uuid) && !isUuid(uuid)) {
    report.validations.push({ sequence, field: '@uuid', message: `This is no uuid (${uuid}).` });
    return;
  }
  const known = isEmpty(uuid) ? undefined : items.item(uuid);
  const rule = known ?? items.list.add(isEmpty(uuid) ? undefined : uuid);
  report[known === undefined ? 'inserted' : 'updated'] += 1;
  report.uuids.set(rule.attributes['uuid'] ?? '', sequence);
  for (const [name, value] of record) if (family.left?.includes(name) !== true) fieldAt(rule, name)?.set(fromWords(name, value, family, names));
}

function fromWords(name: string, value: string, family: FileFamily, { categories, aliases }: Names): string {
  const uuidOf = (named: ReadonlyMap<string, string>, wanted: string): string | undefined => [...named].find(([, each]) => each === wanted)?.[0];
  if (name === 'categories') return value.split(',').flatMap(each => uuidOf(categories, each) ?? []).join(',');
  return family.aliases?.includes(name) === true ? (uuidOf(aliases, value) ?? value) : value;
}

function fieldAt(rule: Group, name: string): Field | undefined {
  const node = name.split('.').reduce<Group | Field | undefined>((each, step) => (each instanceof Group ? each.child(step) : undefined), rule);
  return node instanceof Field ? node : undefined;
}

function nameIn(rule: Group, field: Field): string {
  return field.reference.slice(rule.reference.length + 1);
}

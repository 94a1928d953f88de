import { parseCsv, writeCsv } from '../csv';
import { type ApiAnswer, type ApiCall, type Machine } from '../machine';
import { Field, Group, type Models } from '../model/model';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { modelProblems } from '../model/model-checks';
import { isEmpty, toJson, toText } from '../model/php';
import { isUuid } from '../model/search';

/** A list whose items can be written to a CSV file and read from one. */
export interface FileFamily extends ItemFamily {
  /** Names in a record that tell which item it is of; `@uuid` is the item's uuid. */
  readonly keys: readonly string[];
  /** Fields that files do not have. */
  readonly left?: readonly string[];
  /** Fields that are not taken from files. */
  readonly ignored?: readonly string[];
  /** True when files name the uuids, too. */
  readonly namesUuids?: boolean;
  /** What a file calls a field, and says in it. */
  readonly toFile?: (name: string, value: string, models: Models) => readonly [name: string, value: string];
  /** Makes what the model knows of a record that was read. */
  readonly fromFile?: (record: Map<string, string>, models: Models) => void;
  /** What is done with an item before it is saved; answers how to take it back. */
  readonly store?: (item: Group, call: ApiCall, machine: Machine) => () => void;
}

/** Every item that is not built in as a CSV file; nothing unless it is a GET. */
export function downloadRecords(family: FileFamily, call: ApiCall, machine: Machine): ApiAnswer {
  if (call.method !== 'GET') return { type: 'text/html; charset=UTF-8', text: '' };
  const { list, models } = new ItemCalls(family, call, machine);
  const rows = list.items.filter(([uuid]) => isUuid(uuid)).map(([uuid, item]) => {
    const kept = valuesOf(item, models).filter(([name]) => family.left?.includes(name) !== true);
    const worded = kept.map(([name, value]): readonly [string, string] => family.toFile?.(name, value, models) ?? [name, value]);
    return new Map([...(family.namesUuids === true ? [['@uuid', uuid] as const] : []), ...worded]);
  });
  const [first] = rows;
  const text = first === undefined ? '' : writeCsv([[...first.keys()], ...rows.map(row => [...row.values()])], models.since('26.1') ? ';' : ',');
  return { type: 'text/csv;charset=UTF-8', text, headers: { 'content-transfer-encoding': 'binary', pragma: 'no-cache', expires: '0' } };
}

/** Up to 25.7 what is below a container is left out. */
function valuesOf(item: Group, models: Models): [string, string][] {
  if (!models.since('26.1')) return item.entries().map(([name, node]) => [name, node instanceof Field ? node.value : '']);
  return item.fields().map(field => [field.reference.slice(item.reference.length + 1), field.value]);
}

interface Report {
  readonly validations: { readonly sequence: number; readonly message: string; readonly field?: string }[];
  inserted: number;
  updated: number;
  readonly uuids: Map<string, number>;
}

type Records = ReadonlyMap<number, ReadonlyMap<string, string>>;

/** Takes what is good of the CSV file in `payload`; a second run saves it without what the first one found wrong. */
export function uploadRecords(family: FileFamily, call: ApiCall, machine: Machine): unknown {
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

function run(records: Records, family: FileFamily, call: ApiCall, machine: Machine): Report {
  const items = new ItemCalls(family, call, machine);
  const report: Report = { validations: [], inserted: 0, updated: 0, uuids: new Map() };
  const known = knownItems(items, family.keys);
  const undo: (() => void)[] = [];
  const takeBack = (): void => {
    for (const each of undo.splice(0).reverse()) each();
  };
  try {
    for (const [index, record] of records) {
      const item = take(record, index, items, known, { ...family, report });
      if (item !== undefined && family.store !== undefined) undo.push(family.store(item, call, machine));
    }
    report.validations.push(...complaints(items, family.path, report.uuids));
    if (report.validations.length === 0 && report.inserted + report.updated > 0) items.save();
    else takeBack();
  } catch (fault) {
    takeBack();
    throw fault;
  }
  return report;
}

/** Items by what is in their keys; those that share it with another are none. */
function knownItems({ list }: ItemCalls, keys: readonly string[]): Map<string, Group | undefined> {
  const known = new Map<string, Group | undefined>();
  for (const [uuid, item] of list.items) {
    const key = keys.map(name => (name === '@uuid' ? uuid : item.text(name))).join('\n');
    known.set(key, known.has(key) ? undefined : item);
  }
  return known;
}

function take(sent: ReadonlyMap<string, string>, sequence: number, items: ItemCalls, known: ReadonlyMap<string, Group | undefined>, { report, ...family }: FileFamily & { readonly report: Report }): Group | undefined {
  const hasUuids = items.models.since('26.1');
  const uuid = hasUuids ? (sent.get('@uuid') ?? '') : '';
  if (!isEmpty(uuid) && !isUuid(uuid)) {
    report.validations.push({ sequence, field: '@uuid', message: `This is no uuid (${uuid}).` });
    return undefined;
  }
  const record = new Map(sent);
  family.fromFile?.(record, items.models);
  const found = known.get(family.keys.map(name => record.get(name) ?? '').join('\n'));
  const item = found ?? items.list.add(isEmpty(uuid) ? undefined : uuid);
  report[found === undefined ? 'inserted' : 'updated'] += 1;
  report.uuids.set(item.attributes['uuid'] ?? '', sequence);
  for (const [name, value] of record) if (family.ignored?.includes(name) !== true) fieldAt(item, hasUuids ? name.split('.') : [name])?.set(value);
  return item;
}

/** What is wrong with the items that came from the file, a complaint a field. */
function complaints({ model }: ItemCalls, path: string, uuids: ReadonlyMap<string, number>): Report['validations'] {
  const seen = new Set<string>();
  return modelProblems(model).flatMap(({ reference, message }) => {
    const [uuid = '', ...field] = reference.slice(path.length + 1).split('.');
    const sequence = uuids.get(uuid);
    if (!reference.startsWith(path) || sequence === undefined || seen.has(reference)) return [];
    seen.add(reference);
    return [{ sequence, message, field: field.at(-1) ?? uuid }];
  });
}

function fieldAt(item: Group, steps: readonly string[]): Field | undefined {
  const node = steps.reduce<Group | Field | undefined>((each, step) => (each instanceof Group ? each.child(step) : undefined), item);
  return node instanceof Field ? node : undefined;
}

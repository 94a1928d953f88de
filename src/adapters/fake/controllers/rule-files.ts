import { type Action, type ActionTable, type Machine } from '../machine';
import { type Models } from '../model/model';
import { downloadRecords, type FileFamily, uploadRecords } from './record-files';

/** A list of rules that can be written to a file and read from one. */
interface RuleFile extends Pick<FileFamily, 'model' | 'path' | 'wrapper'> {
  /** Fields that hold an alias, which is named in files. */
  readonly aliases?: readonly string[];
}

const COMPUTED = ['sort_order', 'prio_group'];
const FILTER = { model: 'OPNsense.Firewall.Filter', wrapper: 'rule' };
const PAGES: Readonly<Record<string, RuleFile>> = {
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
    [`firewall/${page}/download_rules`, (call, machine) => downloadRecords(fileOf(page, family, machine), call, machine)],
    [`firewall/${page}/upload_rules`, (call, machine) => ({ json: uploadRecords(fileOf(page, family, machine), call, machine) })],
  ]),
);

function fileOf(page: string, { aliases = [], ...family }: RuleFile, { release }: Machine): FileFamily {
  const left = [...COMPUTED, ...(page === 'd_nat' && release === '26.7' ? LEFT_OF_FORWARDS : [])];
  return {
    ...family,
    left,
    ignored: left,
    keys: ['@uuid'],
    namesUuids: true,
    toFile: (name, value, models) => [name, inWords(name, value, aliases, namesOf(models))],
    fromFile: (record, models) => {
      for (const [name, value] of record) record.set(name, fromWords(name, value, aliases, namesOf(models)));
    },
  };
}

interface Names {
  readonly categories: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** Names by uuid. */
function namesOf(models: Models): Names {
  const names = (model: string, path: string): ReadonlyMap<string, string> => new Map(models.saved(model).list(path).items.map(([uuid, item]) => [uuid, item.text('name')]));
  return models.once('names in rule files', () => ({ categories: names('OPNsense.Firewall.Category', 'categories.category'), aliases: names('OPNsense.Firewall.Alias', 'aliases.alias') }));
}

function inWords(name: string, value: string, named: readonly string[], { categories, aliases }: Names): string {
  if (name === 'categories') return value.split(',').flatMap(uuid => categories.get(uuid) ?? []).join(',');
  return named.includes(name) ? (aliases.get(value) ?? value) : value;
}

function fromWords(name: string, value: string, named: readonly string[], { categories, aliases }: Names): string {
  const uuidOf = (known: ReadonlyMap<string, string>, wanted: string): string | undefined => [...known].find(([, each]) => each === wanted)?.[0];
  if (name === 'categories') return value.split(',').flatMap(each => uuidOf(categories, each) ?? []).join(',');
  return named.includes(name) ? (uuidOf(aliases, value) ?? value) : value;
}

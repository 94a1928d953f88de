import { itemName } from '../../core/system';
import { type ConfigValue } from '../../ports';

/** One place where two configurations differ; a side that has nothing there is undefined. */
export interface Difference {
  /** Dotted, from the root; items of lists in brackets: by uuid, else by their position on the first side that has them. */
  readonly path: string;
  /** The description or name of the item that it is in. */
  readonly item: string | undefined;
  readonly here: ConfigValue | undefined;
  readonly there: ConfigValue | undefined;
}

type Fields = Readonly<Record<string, ConfigValue>>;

/** When and by whom something was written, and by which version of its model: two firewalls never agree in it. */
const WRITTEN = new Set(['created', 'updated', 'revision', 'lastchange', '@persisted_at', '@version', '@description', '@uuid']);

/** Every difference, in the order of the configuration. What is empty is as good as absent; items of lists are matched by uuid, then by content, then by name. */
export function compareConfigurations(here: ConfigValue | undefined, there: ConfigValue | undefined, path = '', item?: string): Difference[] {
  if (isEmpty(here) && isEmpty(there)) return [];
  if (typeof here === 'string' && typeof there === 'string') return here === there ? [] : [{ path, item, here, there }];
  if (Array.isArray(here) || Array.isArray(there)) return compareLists(asList(here), asList(there), path);
  if (isFields(here) && isFields(there)) return compareFields(here, there, path, item);
  return [{ path, item, here: isEmpty(here) ? undefined : here, there: isEmpty(there) ? undefined : there }];
}

function compareFields(here: Fields, there: Fields, path: string, item: string | undefined): Difference[] {
  const names = [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(name => !WRITTEN.has(name));
  return names.flatMap(name => compareConfigurations(here[name], there[name], path === '' ? name : `${path}.${name}`, item));
}

function compareLists(here: readonly ConfigValue[], there: readonly ConfigValue[], path: string): Difference[] {
  const left = new Set(there.keys());
  const partners = new Map<number, number>();
  for (const sameness of [uuidOf, contentOf, nameOf]) {
    const free = new Map<string, number[]>();
    for (const other of left) {
      const key = sameness(there[other]);
      if (key !== undefined) free.set(key, free.get(key) ?? []).get(key)?.push(other);
    }
    for (const [index, value] of here.entries()) {
      const wanted = partners.has(index) ? undefined : sameness(value);
      const partner = wanted === undefined ? undefined : free.get(wanted)?.shift();
      if (partner === undefined) continue;
      partners.set(index, partner);
      left.delete(partner);
    }
  }
  const at = (value: ConfigValue | undefined, index: number): string => `${path}[${uuidOf(value) ?? String(index)}]`;
  const found = here.flatMap((value, index) => compareItems(value, there[partners.get(index) ?? -1], at(value, index)));
  return [...found, ...[...left].flatMap(index => compareItems(undefined, there[index], at(there[index], index)))];
}

function compareItems(here: ConfigValue | undefined, there: ConfigValue | undefined, path: string): Difference[] {
  return compareConfigurations(here, there, path, nameOf(here) ?? nameOf(there));
}

function uuidOf(value: ConfigValue | undefined): string | undefined {
  return isFields(value) && typeof value['@uuid'] === 'string' ? value['@uuid'] : undefined;
}

function nameOf(value: ConfigValue | undefined): string | undefined {
  return isFields(value) ? itemName(field => textIn(value[field])) : undefined;
}

const textIn = (value: ConfigValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** The content as a text that is the same for the same content. */
function contentOf(value: ConfigValue | undefined): string {
  if (typeof value === 'string' || value === undefined) return JSON.stringify(value ?? '');
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`;
  const entries = Object.entries(value).filter(([name, each]) => !WRITTEN.has(name) && !isEmpty(each)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${contentOf(each)}`).join()}}`;
}

const asList = (value: ConfigValue | undefined): readonly ConfigValue[] => (Array.isArray(value) ? value : isEmpty(value) || value === undefined ? [] : [value]);
const isFields = (value: ConfigValue | undefined): value is { [key: string]: ConfigValue } => typeof value === 'object' && !Array.isArray(value);

function isEmpty(value: ConfigValue | undefined): boolean {
  if (value === undefined || value === '') return true;
  if (typeof value === 'string') return false;
  return Array.isArray(value) ? value.length === 0 : Object.entries(value).every(([name, each]) => WRITTEN.has(name) || isEmpty(each));
}

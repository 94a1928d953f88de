import { type GotItem, isUuid } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { RESOURCES } from './haproxy.endpoints';
import { type ResourceType } from './resource-type';

type Options = Readonly<Record<string, { readonly value?: unknown; readonly selected?: unknown }>>;

/** A fresh object of a kind: every field that the release has with its default, and the choices there are now. */
export async function freshObject(firewall: FirewallApi, type: ResourceType): Promise<GotItem> {
  const answer = (await firewall.read(RESOURCES[type].get)) as Readonly<Record<string, GotItem | undefined>>;
  const item = answer[type.slice(0, -1)];
  if (item === undefined) throw new OpnError('OPN_BAD_ANSWER', `The firewall does not tell what ${type} of HAProxy have.`);
  return item;
}

/** What was given in OPNsense's words: choices and references by name or key, lists joined, booleans as 1 and 0. Throws OPN_INVALID_INPUT that names every problem. */
export function toValues(tool: string, fresh: GotItem, config: Readonly<Record<string, unknown>>): Record<string, string> {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const [name, given] of Object.entries(config)) {
    const field = Object.hasOwn(fresh, name) ? fresh[name] : undefined;
    if (field === undefined || name === 'id') problems.push(`there is no field '${name}'${close(name, fresh)}`);
    else if (Array.isArray(given) && given.every(isScalar)) values[name] = valueOf(name, field, given.map(written), problems);
    else if (isScalar(given)) values[name] = valueOf(name, field, asList(field, written(given)), problems);
    else problems.push(`${name} must be a text, number, true, false or a list of these`);
  }
  if (Object.keys(config).length === 0) problems.push('config names nothing');
  if (problems.length > 0) throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${problems.slice(0, 10).join('; ')}`, 'opn_haproxy_get with include_defaults shows the fields that an object has.');
  return values;
}

/** An item for a reader: references by name with their uuid, choices by their key, lists as lists; without what is empty, and without `defaults` where they are given. */
export function readable(item: GotItem, defaults?: GotItem): Record<string, unknown> {
  const shown = Object.entries(item).flatMap(([name, field]): [string, unknown][] => {
    const value = readableField(field);
    const isPlain = value === '' || (Array.isArray(value) && value.length === 0);
    const isDefault = defaults !== undefined && name !== 'name' && name !== 'enabled' && JSON.stringify(value) === JSON.stringify(readableField(defaults[name]));
    return name === 'id' || name.startsWith('%') || isPlain || isDefault ? [] : [[name, value]];
  });
  return Object.fromEntries(shown);
}

function readableField(field: unknown): unknown {
  if (!isOptions(field)) return Array.isArray(field) ? [] : field;
  const chosen = Object.entries(field).filter(([key, { selected }]) => key !== '' && Number(selected) === 1);
  const values = chosen.map(([key, { value }]) => (isUuid(key) ? { name: value, uuid: key } : key));
  // One choice among several is told alone; a list stays one, however long.
  return values.length === 0 ? '' : values.length === 1 ? values[0] : values;
}

function isOptions(field: unknown): field is Options {
  return typeof field === 'object' && field !== null && !Array.isArray(field) && Object.values(field).every(each => typeof each === 'object' && each !== null && 'selected' in each);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function written(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

function asList(field: unknown, text: string): string[] {
  if (!isOptions(field) || isFree(field) || keyOf(field, text) !== undefined) return [text];
  return text.split(',').map(each => each.trim());
}

function valueOf(name: string, field: unknown, given: readonly string[], problems: string[]): string {
  if (!isOptions(field) || isFree(field)) return given.join(',');
  const keys = given.filter(each => each !== '').map(each => {
    const key = keyOf(field, each);
    if (key === undefined) problems.push(`${name} cannot be '${each.slice(0, 80)}': there is ${choices(field)}`);
    return key ?? '';
  });
  return keys.join(',');
}

/** True for a list of anything, which since 25.7 looks like a choice of nothing. */
function isFree(options: Options): boolean {
  return Object.entries(options).every(([key, { value }]) => key === '' && value === '');
}

/** The key of a choice that was given by its key or its name. */
function keyOf(options: Options, given: string): string | undefined {
  if (Object.hasOwn(options, given)) return given;
  const named = Object.entries(options).filter(([, { value }]) => typeof value === 'string' && value.toLowerCase() === given.toLowerCase());
  return named.length === 1 ? named[0]?.[0] : undefined;
}

function choices(options: Options): string {
  const names = Object.entries(options).filter(([key]) => key !== '').map(([key, { value }]) => (isUuid(key) ? String(value) : key));
  return names.length === 0 ? 'nothing to choose' : `${names.slice(0, 15).join(', ')}${names.length > 15 ? ` and ${String(names.length - 15)} more` : ''}`;
}

function close(name: string, fresh: GotItem): string {
  const plain = (text: string): string => text.replaceAll('_', '').toLowerCase();
  const known = Object.keys(fresh).find(each => plain(each) === plain(name)) ?? Object.keys(fresh).find(each => plain(each).includes(plain(name)));
  return known === undefined ? '' : `, did you mean '${known}'?`;
}

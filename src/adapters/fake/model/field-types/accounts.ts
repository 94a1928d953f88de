import { privilegesIn } from '../../../catalogue';
import { childText, type ConfigNode } from '../../config-document';
import { type Field, type Models } from '../model';
import { isInteger, toRegExp } from '../php';
import { type Choices, type FieldType } from './field-type';
import { LIST, sortedByLabel } from './list-type';
import { VALUE_TYPES } from './values';

const TEXT = VALUE_TYPES['Text'] ?? {};

const ID: FieldType = {
  fresh: firstFreeId,
  // Nobody can change an id.
  normalise: (text, { value }) => (value === '' ? text : value),
  problems: value => (isInteger(value, 0n, 65_535n) ? [] : ['A whole number up to 65535 is needed.']),
};

/** Field types for users, groups, what they may do and what authenticates them. */
export const ACCOUNT_TYPES: Readonly<Record<string, FieldType>> = {
  AuthGroup: LIST(({ models }) => sortedByLabel(accounts(models, 'group').map(group => [childText(group, 'gid'), childText(group, 'name')]))),
  AuthenticationServer: LIST(servers),
  Json: { problems: value => (isJson(value) ? [] : ['JSON is needed.']) },
  // A list of `key|hash` lines that nobody gets to see.
  'Auth.ApiKey': { normalise: (text, { value }) => (text === '' ? value : text), answer: () => '', describe: () => '' },
  'Auth.Expires': {
    ...TEXT,
    dependent: true,
    normalise: (text, { models }) => dateOf(text, models.machine.now()) ?? text,
    problems: (value, { models }) => (dateOf(value, models.machine.now()) === undefined ? ['A date as MM/DD/YYYY is needed.'] : []),
  },
  'Auth.Gid': ID,
  'Auth.GroupMembership': LIST(({ models }) => new Map(accounts(models, 'group').map(group => [childText(group, 'gid'), childText(group, 'name')])), { computed: memberships }),
  'Auth.Member': LIST(({ models }) => new Map(accounts(models, 'user').map(user => [childText(user, 'uid'), childText(user, 'name')]))),
  'Auth.Priv': LIST(privileges),
  // Kept in base64, shown in clear.
  'Auth.StoreB64': { ...TEXT, answer: decoded, describe: decoded },
  'Auth.Uid': ID,
  'Auth.Username': { problems: (value, field) => (isUserName(value, field) ? [] : ['A user name of letters, digits, dots, hyphens and underscores, or an e-mail address, is needed.']) },
};

function accounts({ machine }: Models, kind: 'group' | 'user'): ConfigNode[] {
  return machine.document.find('system')?.children.filter(node => node.name === kind) ?? [];
}

function firstFreeId({ spec, parent }: Field): string {
  const taken = new Set((parent.parent?.items ?? []).map(([, item]) => item.text(spec.name)));
  let id = 2000;
  while (taken.has(String(id))) id++;
  return String(id);
}

/** Every authentication server, the local database first known, that the model's filters let through. */
function servers({ spec, models }: Field): Choices {
  const filters = Object.entries((spec.props?.['filters'] ?? spec.props?.['Filters'] ?? {}) as Record<string, string>);
  const configured = (models.machine.document.find('system')?.children ?? []).filter(node => node.name === 'authserver' && childText(node, 'type') !== '' && childText(node, 'name') !== '');
  const local = { name: 'Local Database', get: (field: string) => ({ name: 'Local Database', type: 'local' })[field] };
  const all = [local, ...configured.map(node => ({ name: childText(node, 'name'), get: (field: string) => node.children.find(each => each.name === field)?.text }))];
  return sortedByLabel(all.filter(({ get }) => filters.every(([field, pattern]) => toRegExp(pattern).test(get(field) ?? '0'))).map(({ name }) => [name, name]));
}

function privileges({ models }: Field): Choices {
  return models.once('privileges', () => {
    const known = [...privilegesIn(models.release).values()];
    // It opens nothing, so no list of what privileges open has it.
    return sortedByLabel([...known.map(({ id, name }): [string, string] => [id, name]), ['user-config-readonly', 'System: Deny config write']]);
  });
}

/** The groups that name the user as a member; undefined when none does. */
function memberships({ parent, models }: Field): string | undefined {
  const uid = parent.text('uid');
  const groups = accounts(models, 'group').filter(group => group.children.some(node => node.name === 'member' && node.text.split(',').includes(uid)));
  return groups.length === 0 ? undefined : groups.map(group => childText(group, 'gid')).join(',');
}

function decoded({ value }: Field): string {
  return Buffer.from(value, 'base64').toString();
}

function isUserName(name: string, { parent }: Field): boolean {
  if (parent.text('shell') !== '') return /^[a-z0-9.\-_]{1,32}$/i.test(name);
  return name.includes('@') ? /^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/i.test(name) : /^[a-z0-9.\-_]{1,320}$/i.test(name);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A date as MM/DD/YYYY of what PHP takes for one: that form, YYYY-MM-DD, or a distance from now such as `+1 day`; undefined for others. */
function dateOf(text: string, now: number): string | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const distance = /^\+?\s*(\d+)\s*(day|week|month|year)s?$/i.exec(text);
  const date = new Date(now);
  if (american !== null) date.setTime(Date.UTC(Number(american[3]), Number(american[1]) - 1, Number(american[2])));
  else if (iso !== null) date.setTime(Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])));
  else if (distance !== null) move(date, Number(distance[1]), distance[2]?.toLowerCase() ?? '');
  else return undefined;
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}

function move(date: Date, count: number, unit: string): void {
  if (unit === 'day' || unit === 'week') date.setUTCDate(date.getUTCDate() + count * (unit === 'week' ? 7 : 1));
  else if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
}

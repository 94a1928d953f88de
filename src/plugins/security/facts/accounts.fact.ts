import { type ConfigValue } from '../../../ports';
import { auditTime, type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';
import { at, type Fields, isSet, listOf, textOf } from '../../../core/packet-filter';

/** Somebody who may log in, or could. */
export interface Account {
  readonly name: string;
  readonly isRoot: boolean;
  /** False once it was disabled or has expired. */
  readonly active: boolean;
  /** May do everything. */
  readonly allPrivileges: boolean;
  /** Member of the group that the firewall brings along for administrators. */
  readonly inAdmins: boolean;
  readonly hasApiKeys: boolean;
}

const ALL = 'page-all';
const DAY_MS = 86_400_000;

/** The local accounts. */
export const accounts: Fact<readonly Account[]> = {
  name: 'the accounts',
  uses: [configDownload],
  read: async source => {
    const [system, now] = await Promise.all([source.config.section('system'), source.get(auditTime)]);
    const groups = listOf(at(system, 'group')).map(fields => ({ name: textOf(fields, 'name'), members: wordsOf(fields, 'member'), all: wordsOf(fields, 'priv').includes(ALL) }));
    return listOf(at(system, 'user')).map(fields => {
      const uid = textOf(fields, 'uid');
      const own = groups.filter(({ members }) => members.includes(uid));
      const isRoot = uid === '0';
      return {
        name: textOf(fields, 'name'), isRoot, active: !isSet(fields, 'disabled') && !isExpired(textOf(fields, 'expires'), now),
        allPrivileges: isRoot || wordsOf(fields, 'priv').includes(ALL) || own.some(({ all }) => all),
        inAdmins: isRoot || own.some(({ name }) => name === 'admins'), hasApiKeys: !isEmpty(fields['apikeys']),
      };
    });
  },
};

/** Elements, or from 25.1 on words with commas between them. */
function wordsOf(fields: Fields, name: string): string[] {
  const value = fields[name];
  return (Array.isArray(value) ? value : [value]).flatMap(each => (typeof each === 'string' ? each.split(',') : [])).filter(word => word !== '');
}

function isEmpty(value: ConfigValue | undefined): boolean {
  if (value === undefined || typeof value === 'string') return (value ?? '').trim() === '';
  return Object.values(value).every(isEmpty);
}

/** The last day of an account is a whole one: `12/31/2026`. */
function isExpired(expires: string, now: number): boolean {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(expires) ?? [];
  return year !== undefined && Date.UTC(Number(year), Number(month) - 1, Number(day)) + DAY_MS < now;
}

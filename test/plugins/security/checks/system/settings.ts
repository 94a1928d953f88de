import { type Account } from '../../../../../src/plugins/security/facts/accounts.fact';
import { type Interface } from '../../../../../src/plugins/security/facts/interfaces.fact';
import { type LocalLogin } from '../../../../../src/plugins/security/facts/local-login.fact';
import { type Ssh } from '../../../../../src/plugins/security/facts/ssh.fact';
import { type WebGui } from '../../../../../src/plugins/security/facts/web-gui.fact';

/** A web GUI as it should be, unless said otherwise. */
export function gui(facts: Partial<WebGui> = {}): { gui: WebGui } {
  const good = { https: true, certificate: 'refid', interfaces: ['lan'], sessionMinutes: 15, hsts: true, ciphers: [], checksRebinding: true, checksReferer: true, logins: [{ name: 'Codes', kind: 'totp' }] };
  return { gui: { ...good, ...facts } };
}

/** SSH as it should be, unless said otherwise. */
export function ssh(facts: Partial<Ssh> = {}): { ssh: Ssh } {
  return { ssh: { enabled: true, rootLogin: false, passwordLogin: false, interfaces: ['lan'], algorithms: [], ...facts } };
}

/** Local logins as they should be, unless said otherwise. */
export function login(facts: Partial<LocalLogin> = {}): { login: LocalLogin } {
  return { login: { consoleAsks: true, sudoWithoutPassword: false, policy: true, leastLength: 12, ...facts } };
}

/** An account that may nothing, unless said otherwise. */
export function account(name: string, facts: Partial<Account> = {}): Account {
  return { name, isRoot: false, active: true, allPrivileges: false, inAdmins: false, hasApiKeys: false, ...facts };
}

/** Root, who may everything. */
export const root = account('root', { isRoot: true, allPrivileges: true, inAdmins: true });

/** One interface to the internet and one inside. */
export const interfaces: readonly Interface[] = [{ name: 'opt7', label: 'Provider', outside: true }, { name: 'lan', label: 'Office', outside: false }];

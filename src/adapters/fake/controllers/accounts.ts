import { compareReleases } from '../../../ports';
import { privilegesOf } from '../access';
import { randomBytes } from '../live/key-material';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { type Group, Models } from '../model/model';
import { isObject, toText } from '../model/php';
import { type Row } from '../model/search';
import { apiKeyActions } from './api-keys';
import { privilegeActions } from './privileges';

const USERS: ItemFamily = { model: 'OPNsense.Auth.User', path: 'user', wrapper: 'user' };
const GROUPS: ItemFamily = { model: 'OPNsense.Auth.Group', path: 'group', wrapper: 'group' };
const ICON = 'https://docs.opnsense.org/_static/favicon.png';

/** auth: users, groups, privileges and API keys, from 25.1 on. */
export const accountActions: ActionTable = {
  ...apiKeyActions,
  ...privilegeActions,
  'auth/user/search': (call, machine) => ({ json: searchUsers(call, machine) }),
  'auth/user/get': (call, machine) => ({ json: getUser(call, machine) }),
  'auth/user/add': (call, machine) => ({ json: changeUser(call, machine, undefined) }),
  'auth/user/set': (call, machine) => ({ json: changeUser(call, machine, call.args[0] ?? '') }),
  'auth/user/del': (call, machine) => ({ json: removeUser(call, machine) }),
  'auth/user/new_otp_seed': (_call, machine) => newSeed(machine),
  'auth/group/add': (call, machine) => ({ json: changeGroup(call, machine, undefined) }),
  'auth/group/set': (call, machine) => ({ json: changeGroup(call, machine, call.args[0] ?? '') }),
  'auth/group/del': (call, machine) => ({ json: removeGroup(call, machine) }),
};

function searchUsers(call: ApiCall, machine: Machine): unknown {
  const answer = new ItemCalls(USERS, call, machine).search({});
  const rows = answer.rows.map((row): Row => {
    const isAdmin = privilegesOf(machine.document, toText(row['name'])).includes('page-all');
    return { ...row, is_admin: isAdmin ? '1' : '0', shell_warning: toText(row['shell']).startsWith('/') && !isAdmin ? '1' : '0' };
  });
  return { ...answer, rows };
}

function getUser(call: ApiCall, machine: Machine): unknown {
  const { user = {} } = new ItemCalls(USERS, call, machine).get(call.args[0]) as { readonly user?: Row };
  const seed = toText(user['otp_seed']);
  return { user: { ...user, otp_uri: seed === '' ? '' : seedUri(machine, toText(user['name']), seed) } };
}

function seedUri({ document }: Machine, name: string, seed: string): string {
  return `otpauth://totp/${name}@${document.text('system/hostname')}.${document.text('system/domain')}?secret=${seed}&issuer=OPNsense&image=${ICON}`;
}

function newSeed(machine: Machine): JsonAnswer {
  const seed = [...randomBytes(machine, 32)].map(byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte & 31)).join('');
  return { json: { seed, otp_uri_template: seedUri(machine, '|USER|', seed) } };
}

function changeUser(call: ApiCall, machine: Machine, uuid: string | undefined): unknown {
  requireName(call, 'user');
  const items = new ItemCalls(USERS, call, machine);
  const sent = call.body['user'];
  const overlay = isObject(sent) && sent['authorizedkeys'] !== undefined ? { authorizedkeys: Buffer.from(toText(sent['authorizedkeys'])).toString('base64') } : {};
  let undo = (): void => undefined;
  const beforeSave = (user: Group): void => {
    undo = storeUser(user, call, machine);
  };
  return allOrNothing(() => (uuid === undefined ? items.add({ overlay, beforeSave }) : items.set(uuid, { overlay, beforeSave })), () => undo());
}

function changeGroup(call: ApiCall, machine: Machine, uuid: string | undefined): unknown {
  requireName(call, 'group');
  const items = new ItemCalls(GROUPS, call, machine);
  let undo = (): void => undefined;
  const beforeSave = (): void => {
    undo = items.model.write();
    refuseLockOut(call, machine, 'group');
  };
  return allOrNothing(() => (uuid === undefined ? items.add({ beforeSave }) : items.set(uuid, { beforeSave })), () => undo());
}

/** Does what is done with a user before it is saved: memberships, which are written, and the password. Answers how to take it back. */
export function storeUser(user: Group, call: ApiCall, machine: Machine): () => void {
  const undo = writeMemberships(machine, user);
  return allOrNothing(() => {
    refuseLockOut(call, machine, 'user');
    hashPassword(machine, user);
    return undo;
  }, undo);
}

function allOrNothing<T>(change: () => T, undo: () => void): T {
  try {
    return change();
  } catch (fault) {
    undo();
    throw fault;
  }
}

/** The name goes into the log before anything else, and PHP trips over one that is missing. */
function requireName(call: ApiCall, wrapper: string): void {
  const sent = call.method === 'POST' ? call.body[wrapper] : undefined;
  if (!isObject(sent) || sent['name'] === undefined) throw new UnexpectedFault(`${wrapper} has no name`);
}

/** Puts a user into the groups it names, and out of all others. */
function writeMemberships(machine: Machine, user: Group): () => void {
  const model = new Models(machine).edit(GROUPS.model);
  const uid = user.text('uid');
  const wanted = user.field('group_memberships').values;
  for (const [, group] of model.list(GROUPS.path).items) {
    const members = group.field('member').values;
    const belongs = wanted.includes(group.text('gid'));
    if (members.includes(uid) !== belongs) group.field('member').set((belongs ? [...members, uid] : members.filter(each => each !== uid)).join(','));
  }
  return model.write();
}

function refuseLockOut(call: ApiCall, machine: Machine, page: string): void {
  if (!machine.mayOpen(call.caller.user, `/api/auth/${page}`)) throw new UserFault(`User ${call.caller.user} can not lock itself out`, 'Usermanager');
}

function hashPassword(machine: Machine, user: Group): void {
  const password = user.field('password');
  if (user.text('scrambled_password') !== '1' && !(password.changed && password.value !== '')) return;
  password.set(`$2y$11$${randomBytes(machine, 40).toString('base64').replaceAll('+', '.').slice(0, 53)}`);
  if (compareReleases(machine.release, '26.1') >= 0) user.field('pwd_changed_at').set((machine.now() / 1000).toFixed(4));
}

function removeUser(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(USERS, call, machine);
  const user = call.method === 'POST' ? items.item(call.args[0] ?? '') : undefined;
  if (user?.text('scope') === 'system') throw new UserFault(`Not allowed to delete system user ${user.text('name')}`, 'Usermanager');
  if (user !== undefined && user.text('name') === call.caller.user) throw new UserFault(`Not allowed to remove logged in user ${user.text('name')}`, 'Usermanager');
  return items.remove(call.args[0]);
}

function removeGroup(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(GROUPS, call, machine);
  for (const uuid of call.method === 'POST' ? (call.args[0] ?? '').split(',') : []) {
    const group = items.item(uuid);
    if (group?.text('scope') === 'system') throw new UserFault(`Not allowed to delete system group ${group.text('name')}`, '');
  }
  return items.remove(call.args[0]);
}

import { listedKeys, secretHash } from '../api-keys';
import { randomBytes } from '../live/key-material';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { saveModel } from '../model/model-calls';
import { type Group, Models } from '../model/model';
import { type Row, searchRows } from '../model/search';

const MODEL = 'OPNsense.Auth.User';

/** API keys of users; a key that is made opens the firewall from then on. */
export const apiKeyActions: ActionTable = {
  'auth/user/search_api_key': (call, machine) => ({ json: searchRows(listedKeys(machine.document).map(({ user, key }) => ({ username: user, key, id: idOf(key) })), call) }),
  'auth/user/add_api_key': (call, machine) => ({ json: add(call, machine) }),
  'auth/user/del_api_key': (call, machine) => ({ json: remove(call, machine) }),
};

function idOf(key: string): string {
  return Buffer.from(key).toString('base64');
}

function add(call: ApiCall, machine: Machine): Row {
  const model = new Models(machine).edit(MODEL);
  const user = call.method === 'POST' ? model.list('user').items.find(([, each]) => each.text('name') === call.args[0])?.[1] : undefined;
  if (user === undefined) return { result: 'failed' };
  const [key, secret] = [randomBytes(machine, 60).toString('base64'), randomBytes(machine, 60).toString('base64')];
  setLines(user, [...linesOf(machine, user), `${key}|${secretHash(secret)}`]);
  saveModel(model, call);
  return { result: 'ok', hostname: `${machine.document.text('system/hostname')}.${machine.document.text('system/domain')}`, key, secret };
}

function remove(call: ApiCall, machine: Machine): Row {
  if (call.method !== 'POST') return { result: 'failed' };
  const key = Buffer.from(call.args[0] ?? '', 'base64').toString();
  const owner = listedKeys(machine.document).find(each => each.key === key)?.user;
  const model = new Models(machine).edit(MODEL);
  const user = model.list('user').items.find(([, each]) => each.text('name') === owner)?.[1];
  if (user === undefined) return { result: 'not found' };
  setLines(user, linesOf(machine, user).filter(line => !line.startsWith(`${key}|`)));
  saveModel(model, call);
  return { result: 'deleted' };
}

function linesOf(machine: Machine, user: Group): string[] {
  return listedKeys(machine.document).filter(each => each.user === user.text('name')).map(({ key, hash }) => `${key}|${hash}`);
}

function setLines(user: Group, lines: readonly string[]): void {
  // What a client sends never empties this field; the last key that goes does.
  user.field('apikeys').value = lines.join('\n');
  user.model.touch();
}

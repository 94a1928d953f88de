import { privilegesIn } from '../../catalogue';
import { type ActionTable, type ApiCall, type Machine, UserFault } from '../machine';
import { getModel, setModel } from '../model/model-calls';
import { type Group, type Model, Models } from '../model/model';
import { isObject, toText } from '../model/php';
import { type Row, searchRows } from '../model/search';

const OWNERS = { users: { model: 'OPNsense.Auth.User', list: 'user' }, groups: { model: 'OPNsense.Auth.Group', list: 'group' } } as const;
type Kind = keyof typeof OWNERS;
const KINDS: readonly Kind[] = ['users', 'groups'];

/** auth/priv: which users and groups have a privilege. */
export const privilegeActions: ActionTable = {
  'auth/priv/search': (call, machine) => ({ json: searchRows(privileges(machine), call) }),
  'auth/priv/get_item': (call, machine) => ({ json: get(call, machine) }),
  'auth/priv/set_item': (call, machine) => ({ json: set(call, machine) }),
};

function privileges(machine: Machine): Row[] {
  const models = new Models(machine);
  const owners = (kind: Kind, id: string): string[] => ownersOf(models.saved(OWNERS[kind].model), kind).filter(([, owner]) => has(owner, id)).map(([, owner]) => owner.text('name'));
  return [...privilegesIn(machine.release).values()].map(({ id, name, patterns }) => ({ id, name, match: patterns.join('\n'), users: owners('users', id), groups: owners('groups', id) }));
}

function ownersOf(model: Model, kind: Kind): [uuid: string, owner: Group][] {
  return model.list(OWNERS[kind].list).items;
}

function has(owner: Group, id: string): boolean {
  return owner.field('priv').values.includes(id);
}

function get(call: ApiCall, machine: Machine): unknown {
  const { priv } = getModel('OPNsense.Auth.Priv', 'priv', call, machine).json as { readonly priv?: Readonly<Record<Kind, unknown>> };
  const [id = ''] = call.args;
  if (priv === undefined) return [];
  const models = new Models(machine);
  const chosen = (kind: Kind): unknown => {
    const holders = new Set(ownersOf(models.saved(OWNERS[kind].model), kind).filter(([, owner]) => has(owner, id)).map(([uuid]) => uuid));
    const choices = priv[kind];
    return isObject(choices) && !Array.isArray(choices) ? Object.fromEntries(Object.entries(choices).map(([uuid, choice]) => [uuid, { ...(choice as Row), selected: Number(holders.has(uuid)) }])) : choices;
  };
  return { priv: { ...priv, users: chosen('users'), groups: chosen('groups'), id } };
}

function set(call: ApiCall, machine: Machine): unknown {
  const answer = setModel('OPNsense.Auth.Priv', 'priv', call, machine).json as { readonly result: string };
  if (answer.result === 'failed') return answer;
  const [id = ''] = call.args;
  const sent = call.body['priv'];
  const models = new Models(machine);
  const undo = KINDS.map(kind => {
    const wanted = isObject(sent) ? toText(sent[kind]).split(',') : [];
    const model = models.edit(OWNERS[kind].model);
    for (const [uuid, owner] of ownersOf(model, kind)) {
      const others = owner.field('priv').values.filter(each => each !== id);
      if (has(owner, id) !== wanted.includes(uuid)) owner.field('priv').set((wanted.includes(uuid) ? [...others, id] : others).join(','));
    }
    return model.write();
  });
  try {
    if (!machine.mayOpen(call.caller.user, '/api/auth/priv')) throw new UserFault(`User ${call.caller.user} can not lock itself out`, 'Usermanager');
    machine.save(call);
  } catch (fault) {
    for (const each of undo.toReversed()) each();
    throw fault;
  }
  return answer;
}

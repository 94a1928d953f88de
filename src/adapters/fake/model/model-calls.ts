import { type Release, compareReleases } from '../../../ports';
import { type ConfigNode, childText } from '../config-document';
import { type ApiCall, type JsonAnswer, type Machine, UserFault } from '../machine';
import { itemProblems, modelProblems } from './model-checks';
import { type Group, type List, type Model, Models, type Problem } from './model';
import { isEmpty } from './php';
import { type ListSearch, type SearchAnswer, isUuid, searchList } from './search';

/** The items of one list of a model, as a controller serves them. */
export interface ItemFamily {
  readonly model: string;
  /** Dotted path of the list, such as `aliases.alias`. */
  readonly path: string;
  /** The key that wraps an item in requests and answers. */
  readonly wrapper: string;
}

/** What a controller adds to an item that is added or set: values beyond those sent, and work before it is saved. */
export interface ItemChange {
  readonly overlay?: Readonly<Record<string, string>>;
  readonly beforeSave?: (item: Group) => void;
}

/** Controllers that refuse to delete an item whose uuid is used elsewhere, and the first release that does. */
const SAFE_DELETE: Readonly<Record<string, Release>> = {
  'dhcrelay/settings': '24.7',
  'dnsmasq/settings': '25.1',
  'firewall/category': '25.7',
  'haproxy/settings': '24.7',
  'kea/dhcpv4': '26.1',
  'kea/dhcpv6': '26.1',
  'trafficshaper/settings': '24.7',
};

/** The usual item actions for one request: what OPNsense's model controllers inherit. */
export class ItemCalls {
  readonly models: Models;
  readonly model: Model;
  readonly list: List;

  constructor(
    private readonly family: ItemFamily,
    private readonly call: ApiCall,
    private readonly machine: Machine,
  ) {
    this.models = new Models(machine);
    this.model = this.models.edit(family.model);
    this.list = this.model.list(family.path);
  }

  search(search: ListSearch): SearchAnswer {
    return searchList(this.list, this.call, search);
  }

  /** An item, the values of a fresh one without uuid, or `[]` for an unknown uuid. */
  get(uuid: string | undefined): unknown {
    const item = uuid === undefined || isEmpty(uuid) ? this.list.add() : this.item(uuid);
    return item === undefined ? [] : { [this.family.wrapper]: item.answer() };
  }

  add(change: ItemChange = {}): unknown {
    const sent = this.sent();
    if (sent === undefined) return { result: 'failed' };
    const item = this.list.add();
    const refused = this.change(item, sent, change);
    return refused ?? { result: 'saved', uuid: item.attributes['uuid'] };
  }

  /** Changes an item; makes it when the uuid is free. */
  set(uuid: string | undefined, change: ItemChange = {}): unknown {
    const sent = this.sent();
    if (sent === undefined || uuid === undefined) return { result: 'failed' };
    const known = this.item(uuid);
    if (known === undefined && !isUuid(uuid)) return { result: 'failed' };
    return this.change(known ?? this.list.add(uuid), sent, change) ?? { result: 'saved' };
  }

  /** Deletes an item; since 26.1 a comma separated list of them. */
  remove(uuids: string | undefined): unknown {
    if (this.call.method !== 'POST') return { result: 'failed' };
    let result = 'failed';
    let changed = false;
    for (const uuid of this.uuids(uuids)) {
      const item = this.item(uuid);
      if (this.isSafeDelete()) {
        if (this.models.since('26.1') && !/^[0-9a-z-]{1,255}$/i.test(uuid)) throw new UserFault('This is no id.', 'Invalid token');
        const name = item?.text('description') || item?.text('descr') || item?.text('name') || uuid;
        refuseWhenUsed(this.machine, uuid, this.models.since('26.1') ? `Item ${this.family.path} {${name}} in use by:` : 'Item in use by');
      }
      const removed = this.list.remove(uuid);
      changed ||= removed;
      result = removed ? 'deleted' : 'not found';
    }
    if (changed) this.save();
    return { result };
  }

  /** Turns items on or off, or over when no state is given. */
  toggle(uuids: string | undefined, state: string | undefined): unknown {
    if (this.call.method !== 'POST') return { result: 'failed' };
    const targets = this.uuids(uuids);
    if (targets.length > 1 && state === undefined) throw new UserFault('Several items can only be set to 0 or 1.', 'Toggle');
    let answer: { result: string; changed?: boolean } = { result: 'failed' };
    for (const uuid of targets) {
      const field = this.item(uuid)?.field('enabled');
      if (field === undefined) continue;
      if (state !== undefined && state !== '0' && state !== '1') {
        answer = { ...answer, changed: false };
        break;
      }
      const wanted = state ?? (field.value === '1' ? '0' : '1');
      answer = { result: wanted === '1' ? 'Enabled' : 'Disabled', changed: field.value !== wanted };
      field.set(wanted);
    }
    if (answer.changed === true) this.save();
    return answer;
  }

  /** The item of that uuid, built-in ones included. */
  item(uuid: string): Group | undefined {
    return this.list.items.find(([each]) => each === uuid)?.[1];
  }

  save(): void {
    saveModel(this.model, this.call);
  }

  /** What was sent under the wrapper; undefined unless it was a POST that has it. */
  sent(): unknown {
    return this.call.method === 'POST' ? (this.call.body[this.family.wrapper] ?? undefined) : undefined;
  }

  private uuids(text: string | undefined): string[] {
    if (text === undefined || isEmpty(text)) return [];
    return this.models.since('26.1') ? text.split(',') : [text];
  }

  private isSafeDelete(): boolean {
    const since = SAFE_DELETE[this.call.route.split('/', 2).join('/')];
    return since !== undefined && compareReleases(this.machine.release, since) >= 0;
  }

  private change(item: Group, sent: unknown, { overlay, beforeSave }: ItemChange): unknown {
    item.assign(sent);
    item.assign(overlay);
    const refused = refusal(itemProblems(item, this.family.path), item.reference, this.family.wrapper);
    if (refused !== undefined) return refused;
    beforeSave?.(item);
    this.save();
    return undefined;
  }
}

/** A whole model as its controller answers it: GET only, anything else is `[]`. */
export function getModel(name: string, wrapper: string, call: ApiCall, machine: Machine): JsonAnswer {
  return { json: call.method === 'GET' ? { [wrapper]: new Models(machine).edit(name).root.answer() } : [] };
}

/** Changes a whole model by what was sent under the wrapper, after `prepare`; saves even when nothing was. */
export function setModel(name: string, wrapper: string, call: ApiCall, machine: Machine, prepare?: (model: Model) => void): JsonAnswer {
  if (call.method !== 'POST') return { json: { result: 'failed' } };
  const model = new Models(machine).edit(name);
  prepare?.(model);
  model.root.assign(call.body[wrapper]);
  const refused = refusal(modelProblems(model), undefined, wrapper);
  if (refused === undefined) saveModel(model, call);
  return { json: refused ?? { result: 'saved' } };
}

/** Writes a model and makes the history entry; leaves the configuration as it was when that is refused. Of a memory model nothing is kept. */
export function saveModel(model: Model, call: ApiCall): void {
  if (model.spec.mount === ':memory:') {
    model.models.machine.refuseReadOnly(call);
    return;
  }
  const undo = model.write();
  try {
    model.models.machine.save(call);
  } catch (fault) {
    undo();
    throw fault;
  }
}

/** Refuses when an item's uuid appears in another item of the configuration. */
function refuseWhenUsed({ document }: Machine, uuid: string, title: string): void {
  const uses: string[] = [];
  const visit = (node: ConfigNode, ancestors: readonly ConfigNode[]): void => {
    if (node.text.includes(uuid)) {
      const owner = ancestors.at(-1);
      const root = ancestors.findLastIndex(each => each !== owner && each.attributes['version'] !== undefined);
      if (owner?.attributes['uuid'] !== undefined && root >= 0) {
        const path = ancestors.slice(root).map(each => each.name);
        const name = childText(owner, 'description') || childText(owner, 'descr') || childText(owner, 'name');
        uses.push(`${path[0] ?? ''} - ${name} {${path.join('.')}.${owner.attributes['uuid']}}\n`);
      }
    }
    for (const each of node.children) visit(each, [...ancestors, node]);
  };
  visit(document.root, []);
  if (uses.length > 0) throw new UserFault(uses.join(''), title);
}

/** The answer to a request with problems: a sentence a field, a list when several apply; undefined when there are none. */
function refusal(problems: readonly Problem[], reference: string | undefined, wrapper: string): unknown {
  const validations: Record<string, string | string[]> = {};
  for (const problem of problems) {
    const key = reference === undefined ? `${wrapper}.${problem.reference}` : problem.reference.replace(reference, wrapper);
    const known = validations[key];
    if (known === undefined) validations[key] = problem.message;
    else validations[key] = [...new Set([...(typeof known === 'string' ? [known] : known), problem.message])];
  }
  return problems.length === 0 ? undefined : { result: 'failed', validations };
}

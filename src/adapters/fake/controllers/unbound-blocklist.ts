import { child, type ConfigNode, element } from '../config-document';
import { buildBlocklists, builtBlocklists } from '../live/resolver';
import { type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { Group, type Model, Models } from '../model/model';
import { modelProblems } from '../model/model-checks';
import { type FieldSpec, modelSpec, type NodeSpec } from '../model/model-spec';
import { toText } from '../model/php';

const MODEL = 'OPNsense.Unbound.Unbound';
const FAILED = { status: 'failed' };

/** unbound/settings/update_blocklist: one domain more on a list, and off the opposite one; 25.7 and later need the policy's uuid, too. */
export function updateBlocklist(call: ApiCall, machine: Machine): unknown {
  const { domain, type, uuid } = call.body;
  const model = new Models(machine).edit(MODEL);
  const several = model.models.since('25.7');
  if (call.method !== 'POST' || domain === undefined || type === undefined || (several && uuid === undefined)) return FAILED;
  if (model.models.since('26.7')) machine.refuseReadOnly(call);
  const policy = model.at(several ? `dnsbl.blocklist.${toText(uuid)}` : 'dnsbl');
  const listName = toText(type);
  if (!(policy instanceof Group)) return FAILED;
  const list = policy.sibling(listName);
  if (list === undefined) {
    if (several) throw new UnexpectedFault(`a policy has no ${listName}`);
    return FAILED;
  }
  const name = toText(domain).replace(/\.+$/, '');
  if (list.value.split(',').includes(name)) return several ? FAILED : { status: 'OK' };
  const allow = several ? 'allowlists' : 'whitelists';
  const opposite = { [allow]: 'blocklists', blocklists: allow }[listName];
  if (opposite !== undefined) policy.field(opposite).set(policy.field(opposite).value.split(',').filter(each => each !== name).join(','));
  list.set([...list.values, name].join(','));
  if (modelProblems(model).length > 0) throw new UnexpectedFault('the model refuses the entry');
  save(model, call, machine);
  if (several) addToBuilt(toText(uuid), listName === allow ? allow : 'blocklists', toText(domain), machine);
  else buildBlocklists(machine, machine.document.clone());
  return { status: several ? 'OK' : 'OK\n\n' };
}

// Before 26.7 nobody looks whether the user may write.
function save(model: Model, call: ApiCall, machine: Machine): void {
  const undo = model.write();
  try {
    machine.record(call);
  } catch (fault) {
    undo();
    throw fault;
  }
}

/** The quick way into the lists that were built: only that name, and only when the policy was built with them. */
function addToBuilt(uuid: string, listName: string, name: string, machine: Machine): void {
  const document = builtBlocklists(machine).clone();
  document.replace('OPNsense/unboundplus/dnsbl/blocklist', policy => {
    if (policy.attributes['uuid'] !== uuid) return policy;
    const added = withEntries(policy, listName, known => (known.includes(name) ? known : [...known, name]));
    return listName === 'blocklists' ? withEntries(added, 'allowlists', known => known.filter(each => each !== name)) : added;
  });
  buildBlocklists(machine, document);
}

function withEntries(policy: ConfigNode, listName: string, change: (known: readonly string[]) => readonly string[]): ConfigNode {
  const known = (child(policy, listName)?.text ?? '').split(',').filter(entry => entry !== '');
  return { ...policy, children: [...policy.children.filter(node => node.name !== listName), element(listName, change(known).join(','))] };
}

/** What the model calls a published blocklist, and its group where there are groups; the code itself when it does not know it. */
export function blocklistType(code: string, machine: Machine): { readonly label: string; readonly category?: string } {
  const { root } = modelSpec(MODEL, machine.release);
  const inLists = (node: NodeSpec): FieldSpec[] => (node.kind === 'field' ? (node.name === 'type' ? [node] : []) : node.children.flatMap(inLists));
  const dnsbl = root.children.find(each => each.name === 'dnsbl');
  const option = (dnsbl === undefined ? [] : inLists(dnsbl)).flatMap(({ options }) => options ?? []).find(({ key }) => key === code);
  return { label: option?.label ?? code, ...(option?.group === undefined ? {} : { category: option.group }) };
}

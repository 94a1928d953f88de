import { type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { Group, Models } from '../model/model';
import { modelProblems } from '../model/model-checks';
import { saveModel } from '../model/model-calls';
import { toText } from '../model/php';

const FAILED = { status: 'failed' };

/** unbound/settings/update_blocklist: one domain more on a list, and off the opposite one; 25.7 and later need the policy's uuid, too. */
export function updateBlocklist(call: ApiCall, machine: Machine): unknown {
  const { domain, type, uuid } = call.body;
  const model = new Models(machine).edit('OPNsense.Unbound.Unbound');
  const several = model.models.since('25.7');
  if (call.method !== 'POST' || domain === undefined || type === undefined || (several && uuid === undefined)) return FAILED;
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
  saveModel(model, call);
  return { status: several ? 'OK' : 'OK\n\n' };
}

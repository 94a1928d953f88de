import { lastUpdate } from '../live/dyndns';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { ItemCalls } from '../model/model-calls';
import { type Group, Models } from '../model/model';
import { type Row } from '../model/search';

const ACCOUNTS = { model: 'OPNsense.DynDNS.DynDNS', path: 'accounts.account', wrapper: 'account' };
const COLUMNS = ['enabled', 'service', 'description', 'username', 'hostnames', 'use_interface', 'interface', 'protocol', 'current_ip', 'current_mtime'];

/** dyndns: accounts at providers of dynamic DNS. */
export const dyndnsActions: ActionTable = {
  'dyndns/accounts/search_item': (call, machine) => ({ json: search(call, machine) }),
  'dyndns/settings/get': ({ method }, machine) => ({ json: { ddclient: { general: method === 'GET' ? generalOf(machine) : null } } }),
};

function generalOf(machine: Machine): unknown {
  return (new Models(machine).edit(ACCOUNTS.model).root.answer() as Readonly<Record<string, unknown>>)['general'];
}

function search(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(ACCOUNTS, call, machine);
  const found = items.search({ columns: COLUMNS, sort: 'description', computed: account => noteOf(machine, account) });
  return { ...found, rows: found.rows.map(withoutProtocol) };
}

/** A server of one's own is called by its protocol. */
function withoutProtocol({ protocol, ...row }: Row): Row {
  return row['service'] === 'Custom' ? { ...row, service: `Custom (${String(protocol)})` } : row;
}

function noteOf(machine: Machine, account: Group): Row {
  const note = lastUpdate(machine, account.attributes['uuid'] ?? '');
  return { current_ip: note?.address ?? '', current_mtime: note?.time ?? '' };
}

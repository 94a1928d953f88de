import { childText } from '../config-document';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { ItemCalls } from '../model/model-calls';
import { type Row } from '../model/search';

const RELAYS = { model: 'OPNsense.DHCRelay.DHCRelay', path: 'relays', wrapper: 'relay' };

/** dhcrelay: relays of DHCP requests, which run as they were loaded last. */
export const dhcpRelayActions: ActionTable = {
  'dhcrelay/settings/search_relay': (call, machine) => ({ json: search(call, machine) }),
  'dhcrelay/service/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};

/** Green runs; a relay that is off or was never loaded is grey. */
function search(call: ApiCall, machine: Machine): unknown {
  const answer = new ItemCalls(RELAYS, call, machine).search({ columns: ['enabled', 'interface', 'destination', 'agent_info'], sort: 'interface' });
  const loaded = (machine.running.applied('dhcrelay').find('OPNsense/DHCRelay')?.children ?? []).filter(node => node.name === 'relays' && childText(node, 'enabled') === '1').map(node => node.attributes['uuid']);
  const rows = answer.rows.map((row): Row => ({ ...row, status: loaded.includes(String(row['uuid'])) ? 'green' : 'grey' }));
  return { ...answer, rows };
}

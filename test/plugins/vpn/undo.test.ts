import { type ConfigDocument } from '../../../src/adapters/fake/config-document';
import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { RELEASES } from '../../../src/ports';
import { KEY, post, uuidOf } from './setup';

/** The instances and peers with what is filled in of them; a peer that comes back is the last of its instance. */
function content(document: ConfigDocument): unknown {
  return ['server', 'client'].map(kind =>
    (document.find(`OPNsense/wireguard/${kind}/${kind}s`)?.children ?? [])
      .map(item => [item.attributes['uuid'], item.children.filter(({ text }) => text !== '').map(({ name, text }) => `${name}=${text.split(',').sort().join(',')}`).sort()])
      .sort(),
  );
}

/** Stored as the instance's private key and the peer's pre-shared key. */
const SECRET = 'YS1zZWNyZXQta2V5LWZvci10aGUtdGVzdC0wMDAwMDE=';

const both = ({ firewall }: TestServer): unknown[] => [content(firewall.document), content(firewall.running.applied('wireguard'))];

const CASES: readonly (readonly [tool: string, args: (kit: TestServer) => Promise<Readonly<Record<string, unknown>>>])[] = [
  ['opn_add_wireguard_server', async () => ({ name: 'other', tunnel_addresses: ['10.30.0.1/24'] })],
  ['opn_update_wireguard_server', async kit => ({ uuid: await uuidOf(kit, 'server', 'lab'), port: 51999, enabled: false })],
  ['opn_delete_wireguard_server', async kit => ({ uuid: await uuidOf(kit, 'server', 'lab') })],
  ['opn_add_wireguard_peer', async kit => ({ name: 'dora', server: await uuidOf(kit, 'server', 'staff'), public_key: 'ZG9yYS1wdWJsaWMta2V5LWZvci10aGUtdGVzdC0wMDE=' })],
  ['opn_update_wireguard_peer', async kit => ({ uuid: await uuidOf(kit, 'client', 'guest'), servers: [await uuidOf(kit, 'server', 'staff')], keepalive: 30 })],
  ['opn_delete_wireguard_peer', async kit => ({ uuid: await uuidOf(kit, 'client', 'guest') })],
];

describe.each(RELEASES)('rehearsing and taking back changes of WireGuard on %s', release => {
  it.each(CASES)('%s leaves everything as it was, also what runs', async (tool, args) => {
    const kit = await startTestServer({ plugins: [VpnPlugin, FirewallPlugin], release });
    try {
      const lab = await post(kit, 'wireguard/server/add_server', { server: { name: 'lab', pubkey: KEY, privkey: SECRET, port: '51900', tunneladdress: '10.20.0.1/24' } });
      const servers = [await uuidOf(kit, 'server', 'staff'), lab].join(',');
      await post(kit, 'wireguard/client/add_client', { client: { name: 'guest', pubkey: KEY, psk: SECRET, tunneladdress: '10.20.0.2/32', servers } });
      await post(kit, 'wireguard/service/reconfigure');
      const before = both(kit);
      const rehearsed = await kit.call(tool, { ...(await args(kit)), dry_run: true });
      expect([rehearsed.isError, both(kit)]).toEqual([undefined, before]);
      const { structuredContent, isError } = await kit.call(tool, await args(kit));
      expect([isError, structuredContent?.['wireguard']]).toEqual([undefined, 'on']);
      expect(both(kit).map((each, index) => JSON.stringify(each) === JSON.stringify(before[index]))).toEqual([false, false]);
      const undone = await kit.call('opn_rollback_changes', {});
      expect(undone.structuredContent ?? undone.content).toMatchObject({ status: 'undone' });
      expect(both(kit)).toEqual(before);
      expect(JSON.stringify([rehearsed, structuredContent, undone, kit.logged])).not.toContain(SECRET);
    } finally {
      await kit.close();
    }
  });
});

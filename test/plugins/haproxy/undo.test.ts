import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { fileOf, useHaproxy, uuidOf } from './setup';

type Args = Readonly<Record<string, unknown>>;

const CASES: readonly (readonly [tool: string, args: (kit: TestServer) => Promise<Args>])[] = [
  ['opn_haproxy_add', async () => ({ resource_type: 'servers', config: { name: 'web3', address: '192.168.1.10' } })],
  ['opn_haproxy_update', async kit => ({ resource_type: 'backends', uuid: await uuidOf(kit, 'backends', 'web'), config: { linkedServers: ['web2'], algorithm: 'leastconn' } })],
  ['opn_haproxy_delete', async kit => ({ resource_type: 'frontends', uuid: await uuidOf(kit, 'frontends', 'public') })],
];

describe.each(['24.7', '26.1', '26.7'] as const)('undoing changes of HAProxy on %s', release => {
  it.each(CASES)('%s leaves everything as it was', async (tool, args) => {
    const kit = await startTestServer({ plugins: [HaproxyPlugin, FirewallPlugin], release });
    try {
      await useHaproxy(kit);
      const saved = (): string => JSON.stringify(kit.firewall.document.find('OPNsense/HAProxy')).replace(/"persisted_at":"[^"]*",?/g, '');
      const before = [saved(), await fileOf(kit)];
      const { structuredContent } = await kit.call(tool, await args(kit));
      expect(saved()).not.toBe(before[0]);
      const { id } = structuredContent?.['change'] as { id: string };
      expect((await kit.call('opn_undo_change', { id })).structuredContent).toMatchObject({ status: 'undone' });
      expect([saved(), await fileOf(kit)]).toEqual(before);
    } finally {
      await kit.close();
    }
  });
});

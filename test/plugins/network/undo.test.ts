import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';
import { askJson } from '../../adapters/fake/ask';
import { kernelRoutes, routeUuid, savedRoutes } from './sample-routes';

const CASES: readonly (readonly [tool: string, args: (kit: TestServer) => Promise<Readonly<Record<string, unknown>>>])[] = [
  ['opn_add_static_route', async () => ({ network: '10.77.0.0/16', gateway: 'LAB_GW' })],
  ['opn_update_static_route', async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16'), network: '10.21.0.0/16', description: 'moved' })],
  ['opn_toggle_static_route', async kit => ({ uuid: await routeUuid(kit, '10.99.0.0/24') })],
  ['opn_delete_static_route', async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16') })],
];

/** What is saved, and what the kernel has. */
const both = async (kit: TestServer): Promise<unknown> => [savedRoutes(kit), await kernelRoutes(kit)];

describe.each(['24.7', '26.7'] as const)('taking back changes of static routes on %s', release => {
  it.each(CASES)('%s leaves everything as it was, also in the kernel, whether the history is restored or somebody else saved meanwhile', async (tool, args) => {
    for (const others of [false, true]) {
      const kit = await startTestServer({ plugins: [NetworkPlugin, FirewallPlugin], release });
      try {
        const before = await both(kit);
        const rehearsed = await kit.call(tool, { ...(await args(kit)), dry_run: true });
        expect([rehearsed.isError, await both(kit)]).toEqual([undefined, before]);
        expect((await kit.call(tool, await args(kit))).isError).toBeUndefined();
        expect(await both(kit)).not.toEqual(before);
        kit.clock.turn(2_000);
        if (others) await askJson(kit.firewall, 'firewall/category/add_item', { category: { name: 'Of somebody else' } });
        const undone = await kit.call('opn_rollback_changes', {});
        expect(undone.structuredContent ?? undone.content).toMatchObject({ status: 'undone' });
        expect(await both(kit)).toEqual(before);
      } finally {
        await kit.close();
      }
    }
  });
});

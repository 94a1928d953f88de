import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { first, post } from './setup';

type Args = Readonly<Record<string, unknown>>;

/** What is saved of these services. */
const saved = ({ firewall }: TestServer): string => JSON.stringify(['DynDNS', 'cron', 'MDNSRepeater'].map(name => firewall.document.find(`OPNsense/${name}`))).replace(/"persisted_at":"[^"]*",?/g, '');

/** Each tool that saves something, and what it is given. */
const CASES: readonly (readonly [tool: string, args: (kit: TestServer) => Args | Promise<Args>])[] = [
  ['opn_add_ddns_account', () => ({ service: 'noip', hostname: 'a.example.net', username: 'u', password: 'p', interface: 'wan' })],
  ['opn_update_ddns_account', async kit => ({ uuid: await first(kit, 'dyndns/accounts/search_item'), hostname: 'b.example.net', password: 'new', enabled: false })],
  ['opn_delete_ddns_account', async kit => ({ uuid: await first(kit, 'dyndns/accounts/search_item') })],
  ['opn_add_cron_job', () => ({ command: 'unbound restart', description: 'Restart DNS' })],
  ['opn_update_cron_job', async kit => ({ uuid: await first(kit, 'cron/settings/search_jobs'), hours: '7', enabled: false })],
  ['opn_delete_cron_job', async kit => ({ uuid: await first(kit, 'cron/settings/search_jobs') })],
  ['opn_configure_mdns_repeater', () => ({ enabled: false, interfaces: 'opt1,opt2', blocklist: [] })],
];

describe.each(['24.7', '26.7'] as const)('undoing changes of services on %s', release => {
  it.each(CASES)('%s leaves everything as it was', async (tool, args) => {
    const kit = await startTestServer({ plugins: [ServicesPlugin, FirewallPlugin], release });
    try {
      await post(kit, 'mdnsrepeater/settings/set', { mdnsrepeater: { enabled: '1', interfaces: 'lan,opt1', blocklist: '192.168.20.0/24' } });
      await post(kit, 'mdnsrepeater/service/reconfigure');
      const before = saved(kit);
      const { structuredContent, isError } = await kit.call(tool, await args(kit));
      expect(isError).toBeUndefined();
      expect(saved(kit)).not.toBe(before);
      const undone = await kit.call('opn_undo_change', { id: (structuredContent?.['change'] as { id: string }).id });
      expect(undone.structuredContent).toMatchObject({ status: 'undone' });
      expect(saved(kit)).toBe(before);
    } finally {
      await kit.close();
    }
  });

  it.each(CASES)('%s only says what it would do in a dry run, and shows no password', async (tool, args) => {
    const kit = await startTestServer({ plugins: [ServicesPlugin, FirewallPlugin], release });
    try {
      const before = saved(kit);
      const result = await kit.call(tool, { ...(await args(kit)), dry_run: true });
      expect([result.isError, saved(kit)]).toEqual([undefined, before]);
      expect(JSON.stringify(result)).not.toMatch(/"password":\s*"(p|new)"|"to":\s*"new"/);
    } finally {
      await kit.close();
    }
  });
});

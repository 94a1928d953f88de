import { shownRehearsal, writes } from '../../src/core';
import { FirewallPlugin } from '../../src/plugins/firewall/firewall.plugin';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { RELEASES } from '../../src/ports';

const textOf = (result: Awaited<ReturnType<TestServer['call']>>): string => (result.content[0]?.type === 'text' ? result.content[0].text : '');

async function withServer(release: (typeof RELEASES)[number], body: (kit: TestServer) => Promise<void>): Promise<void> {
  const kit = await startTestServer({ plugins: [FirewallPlugin], release });
  try {
    await body(kit);
  } finally {
    await kit.close();
  }
}

describe.each(RELEASES)('the arguments that the server adds to tools that change something, on %s', release => {
  it('show what would be sent, and send nothing that writes', () =>
    withServer(release, async kit => {
      const before = kit.firewall.history.list().length;
      const result = await kit.call('opn_add_firewall_category', { name: 'Dry', dry_run: true });
      expect(result.structuredContent).toEqual({ dry_run: { would_send: [{ request: 'firewall/category/add_item', body: { category: expect.objectContaining({ name: 'Dry' }) } }] } });
      expect(kit.firewall.history.list()).toHaveLength(before);
      expect((await kit.call('opn_pending_changes')).structuredContent).toEqual({ pending: false });
    }));

  it('show each field of an update with its value now and then', () =>
    withServer(release, async kit => {
      const { structuredContent } = await kit.call('opn_list_firewall_aliases', { limit: 50 });
      const aliases = (structuredContent?.['aliases'] ?? []) as { uuid?: string; name: string; description?: string }[];
      const known = aliases.find(alias => alias.uuid !== undefined && /^[0-9a-f-]{36}$/.test(alias.uuid) && alias.description !== undefined);
      const result = await kit.call('opn_update_alias', { uuid: known?.uuid, description: 'Changed', dry_run: true });
      expect(textOf(result)).toContain(JSON.stringify({ from: known?.description, to: 'Changed' }));
    }));

  it('still refuse what the tool refuses', () =>
    withServer(release, async kit => {
      expect(textOf(await kit.call('opn_add_firewall_category', { dry_run: true }))).toMatch(/^OPN_INVALID_INPUT: .*name is required/);
      expect(textOf(await kit.call('opn_delete_alias', { uuid: '11111111-2222-4333-8444-555555555555', dry_run: true }))).toMatch(/^OPN_NOT_FOUND/);
      expect(textOf(await kit.call('opn_add_firewall_category', { name: 'x', dry_run: 'yes' }))).toMatch(/dry_run/);
    }));
});

it('show the values of a step although its inverse, as from a record on disk, has an endpoint of its own', () => {
  const set = (description: string) => ({ endpoint: writes('firewall/alias/set_item'), request: { path: ['a'], body: { alias: { description, enabled: '1' } } } });
  expect(shownRehearsal({ steps: [{ kind: 'save', ...set('Then'), inverse: [set('Now')] }], lockout: undefined })).toEqual({
    dry_run: { would_send: [{ request: 'firewall/alias/set_item/a', changes: { description: { from: 'Now', to: 'Then' } } }] },
  });
});

it('are listed for tools that change something, and nowhere else', () =>
  withServer('26.7', async kit => {
    const { tools } = await kit.client.listTools();
    for (const { name, annotations, inputSchema } of tools) {
      const properties = Object.keys(inputSchema.properties ?? {});
      // What only ends the open change has nothing to rehearse.
      const changing = annotations?.readOnlyHint === false && !/confirm|rollback/.test(name);
      expect([name, properties.includes('dry_run'), properties.includes('approval')]).toEqual([name, changing, changing]);
    }
  }));

import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { RELEASES, type Release } from '../../../src/ports';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { policyUuid, post, uuidOf } from './saved';

/** A firewall that refuses one request, the first of its kind, after it let the others pass. */
function refusingOnce(path: RegExp): (firewall: Wire) => Wire {
  let left = 1;
  return firewall => ({
    send: async (request, options) => {
      if (!path.test(request.path) || left-- <= 0) return firewall.send(request, options);
      return { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: '{"status":"failed"}' };
    },
    close: () => firewall.close(),
  });
}

/** What the resolver has, without the order and the notes of when it was saved. */
function content(kit: TestServer, document = kit.firewall.document): unknown {
  const settings = document.find('OPNsense/unboundplus')?.children ?? [];
  return settings.map(({ name, children }) => [name, children.map(item => [item.attributes['uuid'], item.text, item.children.map(field => `${field.name}=${field.text}`).sort()]).sort()]);
}

type Args = (kit: TestServer) => Readonly<Record<string, unknown>>;

/** Writing the settings back fills in what the sample leaves out, so that is done once before. */
function prepare(kit: TestServer): Promise<void> {
  return post(kit, `unbound/settings/set_host_override/${uuidOf(kit, 'hosts', 'hostname', 'nas')}`, { host: { enabled: '1' } });
}

const RESTART = /unbound\/service\/reconfigure/;
const BUILD = /unbound\/service\/dnsbl/;
const CASES: readonly (readonly [tool: string, failing: RegExp, args: Args])[] = [
  ['opn_add_dns_override', RESTART, () => ({ hostname: 'new', domain: 'example.org', server: '192.0.2.7' })],
  ['opn_update_dns_override', RESTART, kit => ({ uuid: uuidOf(kit, 'hosts', 'hostname', 'nas'), server: '2001:db8::10', description: '' })],
  ['opn_delete_dns_override', RESTART, kit => ({ uuid: uuidOf(kit, 'hosts', 'hostname', 'nas') })],
  ['opn_add_dns_alias', RESTART, kit => ({ host_uuid: uuidOf(kit, 'hosts', 'hostname', 'www'), hostname: 'intra' })],
  ['opn_update_dns_alias', RESTART, kit => ({ uuid: uuidOf(kit, 'aliases', 'hostname', 'files'), enabled: false, domain: 'example.org' })],
  ['opn_delete_dns_alias', RESTART, kit => ({ uuid: uuidOf(kit, 'aliases', 'hostname', 'files') })],
  ['opn_add_dns_forward', RESTART, () => ({ server: '192.0.2.53', type: 'dot' })],
  ['opn_update_dns_forward', RESTART, kit => ({ uuid: uuidOf(kit, 'dots', 'type', 'dot'), port: 8853 })],
  ['opn_delete_dns_forward', RESTART, kit => ({ uuid: uuidOf(kit, 'dots', 'type', 'dot') })],
  ['opn_set_dnsbl', BUILD, () => ({ providers: 'el', clear: ['allowlists'], nxdomain: true })],
  ['opn_add_dnsbl_allowlist', BUILD, () => ({ domains: 'ads.example.com,b.example.org' })],
  ['opn_remove_dnsbl_allowlist', BUILD, () => ({ domains: 'good.example.com' })],
];

describe.each(RELEASES)('a change of the resolver of %s that fails half way', release => {
  it.each(CASES)('%s leaves everything as it was, and running', async (tool, failing, args) => {
    const kit = await startTestServer({ plugins: [DnsPlugin], release, between: refusingOnce(failing) });
    await prepare(kit);
    await post(kit, 'unbound/service/reconfigure');
    const before = content(kit);
    const result = await kit.call(tool, args(kit));
    const after = content(kit);
    const applied = kit.firewall.running.applied('unbound').find('OPNsense/unboundplus')?.children.length;
    await kit.close();
    expect((result.content as { text: string }[])[0]?.text).toMatch(/^OPN_REFUSED: /);
    expect(after).toEqual(before);
    expect(applied).toBeGreaterThan(0);
  });
});

describe.each(RELEASES)('a change of the resolver of %s that was kept', release => {
  it.each(CASES)('%s is undone, also in what runs', async (tool, _failing, args) => {
    const kit = await startTestServer({ plugins: [DnsPlugin, FirewallPlugin], release });
    await prepare(kit);
    await post(kit, 'unbound/service/reconfigure');
    const before = content(kit);
    const done = await kit.call(tool, args(kit));
    const changed = content(kit);
    const undone = await kit.call('opn_undo_change', { id: (done.structuredContent as { change: { id: string } }).change.id });
    const after = content(kit);
    const applied = content(kit, kit.firewall.running.applied('unbound'));
    await kit.close();
    expect([undone.isError ?? false, JSON.stringify(changed) === JSON.stringify(before)]).toEqual([false, false]);
    expect(after).toEqual(before);
    // Blocklists are none of what the resolver is restarted with.
    if (!tool.includes('dnsbl')) expect(applied).toEqual(before);
  });
});

it.each<Release>(['25.7', '26.1', '26.7'])('a name that went the quick way on %s is blocked again once that is undone', async release => {
  const kit = await startTestServer({ plugins: [DnsPlugin, FirewallPlugin], release });
  const isBlocked = async (): Promise<unknown> => ((await kit.call('opn_test_dnsbl', { domain: 'ads.example.com' })).structuredContent as { blocked: boolean }).blocked;
  const before = content(kit);
  const { structuredContent } = await kit.call('opn_add_dnsbl_allowlist', { uuid: policyUuid(kit), domains: 'ads.example.com' });
  const passed = await isBlocked();
  await kit.call('opn_undo_change', { id: (structuredContent as { change: { id: string } }).change.id });
  const [blocked, after] = [await isBlocked(), content(kit)];
  await kit.close();
  expect([passed, blocked]).toEqual([false, true]);
  expect(after).toEqual(before);
});

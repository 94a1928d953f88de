import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { RELEASES, type Release } from '../../../src/ports';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
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
function content(kit: TestServer): unknown {
  const settings = kit.firewall.document.find('OPNsense/unboundplus')?.children ?? [];
  return settings.map(({ name, children }) => [name, children.map(item => [item.attributes['uuid'], item.text, item.children.map(field => `${field.name}=${field.text}`).sort()]).sort()]);
}

type Args = (kit: TestServer) => Readonly<Record<string, unknown>>;

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
  // Writing an item back fills in what the sample leaves out, so every item is written once before.
  const prepare = async (kit: TestServer): Promise<void> => {
    await post(kit, `unbound/settings/set_host_override/${uuidOf(kit, 'hosts', 'hostname', 'nas')}`, { host: { enabled: '1' } });
  };

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

it.each<Release>(['25.7', '26.1', '26.7'])('a name that went the quick way is off the loaded lists again on %s', async release => {
  const kit = await startTestServer({ plugins: [DnsPlugin], release });
  const uuid = policyUuid(kit);
  const { structuredContent } = await kit.call('opn_add_dnsbl_allowlist', { uuid, domains: 'ads.example.com' });
  expect((await kit.call('opn_test_dnsbl', { domain: 'ads.example.com' })).structuredContent).toEqual({ blocked: false });
  const { id } = (structuredContent as { change: { id: string } }).change;
  const entries = await kit.journal.latest(20);
  await kit.close();
  expect(id).toEqual(expect.any(String));
  expect(entries.map(({ event, endpoint }) => `${event} ${endpoint ?? ''}`)).toContain('saved unbound/settings/update_blocklist');
});

// Takes long.
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { type Wire } from '../../src/adapters/opnsense-api';
import { type Release } from '../../src/ports';
import { DnsPlugin } from '../../src/plugins/dns/dns.plugin';
import { FirewallPlugin } from '../../src/plugins/firewall/firewall.plugin';
import { NetworkPlugin } from '../../src/plugins/network/network.plugin';
import { SystemPlugin } from '../../src/plugins/system/system.plugin';
import { seeded } from '../adapters/redaction/random';

const CALLS: readonly (readonly [tool: string, args: Record<string, unknown>])[] = [
  ['opn_add_firewall_rule', { source_net: 'nas', dry_run: true }],
  ['opn_add_icmpv6_rules', { dry_run: true }],
  ['opn_arp_table', {}],
  ['opn_dns_stats', {}],
  ['opn_firewall_log', { action: 'block' }],
  ['opn_get_dnsbl', { available: true }],
  ['opn_interface_stats', {}],
  ['opn_ipv6_status', {}],
  ['opn_list_dns_aliases', {}],
  ['opn_list_dns_forwards', {}],
  ['opn_list_dns_overrides', {}],
  ['opn_list_dnsbl', {}],
  ['opn_list_firewall_aliases', {}],
  ['opn_list_firewall_rules', { interface: 'lan' }],
  ['opn_list_nat_rules', {}],
  ['opn_list_static_routes', {}],
  ['opn_ndp_table', {}],
  ['opn_gateway_status', {}],
  ['opn_list_services', {}],
  ['opn_scan_config', { inventory: true }],
  ['opn_system_status', {}],
  ['opn_test_dnsbl', { domain: 'ads.example.com' }],
];

const BODIES = [
  '{}', '[]', '[[]]', '[{}]', '{"rows":{}}', '{"rows":[],"total":"0"}', '{"rows":[{}],"total":1}', '{"rows":[[]],"total":1}', '{"rows":[null],"total":1}', '{"statistics":{"a":{}}}',
  '{"statistics":5}', '{"items":{},"status":5}', '{"items":[{}],"status":"ok"}', '{"items":null,"status":"ok"}', '{"status":"none","product":[]}', '{"metadata":5}', '{"System":1}',
  '{"package":5,"plugin":{}}', '5', 'null', '"text"', '', '<!doctype html><html><body>Login</body></html>', '<opnsense/>',
];

/** A wire that answers as `change` says, but tells the version. */
const changed =
  (change: (body: string) => string) =>
  (firewall: Wire): Wire => ({
    send: async (request, options) => {
      const answer = await firewall.send(request, options);
      return { ...answer, body: change(answer.body) };
    },
    close: () => firewall.close(),
  });

/** What the tools answer that is a defect of this server. */
async function defects(kit: TestServer): Promise<string[]> {
  kit.clock.turn(61_000);
  const found: string[] = [];
  for (const [tool, args] of CALLS) {
    const { content } = await kit.call(tool, args);
    const text = (content as { text: string }[])[0]?.text ?? '';
    if (text.includes('OPN_INTERNAL')) found.push(`${tool}: ${text} ${kit.logged.splice(0).filter(line => line.startsWith('error')).join()}`);
  }
  return found;
}

describe('an answer of another shape', () => {
  let body = '';
  let kit: TestServer;
  beforeAll(async () => {
    kit = await startTestServer({ plugins: [SystemPlugin, NetworkPlugin, DnsPlugin, FirewallPlugin], between: changed(() => body) });
  });
  afterAll(() => kit.close());

  test.each(BODIES)('%s is called one, not a defect', async each => {
    body = each;
    expect(await defects(kit)).toEqual([]);
  });

  test.each(BODIES.slice(0, 2))('%s does not mean that there are no alerts or gateways', async each => {
    body = each;
    const { structuredContent: status } = await kit.call('opn_system_status');
    expect(status).not.toHaveProperty('alerts');
    expect(status).toMatchObject({ unavailable: expect.arrayContaining([expect.objectContaining({ what: 'alerts', why: expect.stringMatching(/^OPN_BAD_ANSWER/) })]) });
    expect(await kit.call('opn_gateway_status')).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_BAD_ANSWER/) }] });
  });

  test.each<Release>(['24.7', '26.7'])('is no defect in any place of an answer of %s', async release => {
    let random = seeded(1);
    const mutating = await startTestServer({ plugins: [SystemPlugin, NetworkPlugin, DnsPlugin, FirewallPlugin], release, between: changed(each => mutated(each, random)) });
    for (let seed = 1; seed <= 10; seed += 1) {
      random = seeded(seed);
      expect([seed, await defects(mutating)]).toEqual([seed, []]);
    }
    await mutating.close();
  }, 60_000);
});

const WRONG = [null, true, 5, -1.5, '', 'text', [], {}, [null], { a: null }, [[1]], { rows: 1 }];

/** The body with one value somewhere replaced by another. */
function mutated(body: string, random: () => number): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return body;
  }
  const wrong = WRONG[Math.floor(random() * WRONG.length)];
  let at = value;
  for (let depth = 0; typeof at === 'object' && at !== null && depth < 8; depth += 1) {
    const names = Object.keys(at);
    const name = names[Math.floor(random() * names.length)];
    if (name === undefined) break;
    const inside = (at as Record<string, unknown>)[name];
    if (typeof inside !== 'object' || inside === null || random() < 0.15) {
      (at as Record<string, unknown>)[name] = wrong;
      break;
    }
    at = inside;
  }
  return JSON.stringify(value);
}

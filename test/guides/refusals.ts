import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { assemble, type ServerSetup } from '../../src/adapters/assembly/assemble';
import { FakeFirewall, wayIn } from '../../src/adapters/fake';
import { type FakeFirewallOptions } from '../../src/adapters/fake/fake-options';
import { FAKE_KEY, FAKE_SECRET } from '../../src/adapters/fake/sample';
import { readEnvironment } from '../../src/adapters/environment';
import { Credentials, type Wire } from '../../src/adapters/opnsense-api';
import { HttpsWire, type TlsTrust } from '../../src/adapters/opnsense-http';
import { builtIn } from '../../src/adapters/plugin-sources/built-in';
import { TurnedClock } from '../../src/adapters/testkit/turned-clock';
import { OpnError } from '../../src/ports';
import { runBlocks, type Surroundings } from './shell';

/** One call and what the server is to make it on. */
interface Attempt extends Partial<Pick<ServerSetup, 'consent' | 'wanted' | 'credentials'>> {
  readonly tool: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly fake?: Omit<FakeFirewallOptions, 'clock'>;
  /** Instead of the fake in memory. */
  readonly wire?: Wire;
  /** The anti-lockout rule is off. */
  readonly unguarded?: boolean;
  /** How long ago a change was made that nobody confirmed, in milliseconds. */
  readonly lateBy?: number;
}

/** What the server says to an attempt that it refuses; rejects when it does not. */
async function refusal({ tool, args = {}, fake, wire, credentials, consent = { writes: true, secrets: false }, wanted, lateBy, unguarded = false }: Attempt): Promise<string> {
  const clock = new TurnedClock();
  const firewall = new FakeFirewall({ ...fake, clock });
  if (unguarded) firewall.document.ensure('system/webgui/noantilockout').text = '1';
  const { tools, redactor } = await assemble({
    wire: wire ?? firewall, credentials: credentials ?? new Credentials(FAKE_KEY, FAKE_SECRET), firewall: 'the one of the guide', version: '0.0.0-test', consent, sources: [builtIn], timeoutMs: 10_000, logLevel: 'error', clock,
    managementPath: wayIn(firewall), ...(wanted === undefined ? {} : { wanted }),
  });
  const call = (name: string, given: object): Promise<unknown> => tools.call(name, given, { signal: new AbortController().signal, progress: () => undefined });
  const late = lateBy === undefined ? {} : { revision: await expired(call, clock, lateBy) };
  return call(tool, { ...args, ...late }).then(
    () => Promise.reject(new Error(`${tool} was not refused`)),
    (problem: unknown) => redactor.text(problem instanceof OpnError ? problem.describe() : 'OPN_INTERNAL: '),
  );
}

/** The revision of a change whose time is up. */
async function expired(call: (name: string, given: object) => Promise<unknown>, clock: TurnedClock, lateBy: number): Promise<string> {
  const { change } = (await call('opn_add_firewall_category', { name: 'Late' })) as { readonly change: { readonly revision: string } };
  clock.turn(lateBy);
  return change.revision;
}

const blockAll = { interface: 'lan', action: 'block', destination_net: '(self)', sequence: 1, description: 'Nobody gets in' };

/** Everything that the guide to troubleshooting may quote: what the server really says when it happens. */
export async function refusals(surroundings: Surroundings): Promise<readonly string[]> {
  const { url, fingerprint, key, secret } = surroundings.target;
  const over = (origin: string, trust: TlsTrust, credentials = new Credentials(key, secret)): Promise<string> => refusal({ tool: 'opn_arp_table', wire: new HttpsWire({ origin, trust }), credentials });
  const plain = createServer((_request, response) => void response.end()).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const portOf = (server: typeof plain): string => String((server.address() as AddressInfo).port);
  const nobody = `https://127.0.0.1:${portOf(closed)}`;
  await new Promise(resolve => closed.close(resolve));
  const answering = (status: number, type: string, body: string): Wire => ({ send: async () => ({ status, headers: { 'content-type': type }, body }), close: async () => undefined });
  try {
    return await Promise.all([
      configuration({}),
      configuration({ OPNSENSE_URL: 'http://fw.example.com', OPNSENSE_API_KEY: 'k', OPNSENSE_API_SECRET: 's' }),
      configuration({ OPNSENSE_URL: 'https://fw.example.com', OPNSENSE_API_KEY_FILE: '/nowhere/apikey.txt' }),
      missingPlugin(surroundings),
      over(nobody, { kind: 'system' }),
      over(url, { kind: 'system' }),
      over(url, { kind: 'pin', fingerprint: fingerprint.replace(/^../, '00') }),
      over(`https://127.0.0.1:${portOf(plain)}`, { kind: 'system' }),
      over(url, { kind: 'pin', fingerprint }, new Credentials(key, 'another')),
      refusal({ tool: 'opn_arp_table', wire: answering(200, 'text/html', '<html>Welcome</html>') }),
      refusal({ tool: 'opn_arp_table', wire: answering(403, 'application/json', '{"status":403,"message":"Forbidden"}') }),
      refusal({ tool: 'opn_arp_table', args: { limitt: 1 } }),
      refusal({ tool: 'opn_list_rules' }),
      refusal({ tool: 'opn_add_alias', args: { name: 'a', content: '192.0.2.1' }, consent: { writes: false, secrets: false } }),
      refusal({ tool: 'opn_arp_table', wanted: { toolsets: ['dns'] } }),
      refusal({ tool: 'opn_get_config_section', args: { section: 'system', include_sensitive: true } }),
      refusal({ tool: 'opn_list_dnsmasq_ranges', fake: { release: '24.7' } }),
      refusal({ tool: 'opn_list_dhcp_leases', fake: { release: '26.7' } }),
      refusal({ tool: 'opn_add_kea_subnet', args: { subnet: '2001:db8:5::/64', interface: 'opt1' } }),
      refusal({ tool: 'opn_delete_alias', args: { uuid: 'aa81588e-23fd-4bde-9563-e45742e8153b' } }),
      refusal({ tool: 'opn_confirm_changes', lateBy: 61_000 }),
      refusal({ tool: 'opn_add_firewall_rule', args: blockAll, unguarded: true }),
    ]);
  } finally {
    plain.close();
  }
}

async function configuration(environment: Readonly<Record<string, string>>): Promise<string> {
  try {
    readEnvironment({ OPNSENSE_CONFIG: undefined, HOME: '/nowhere', ...environment });
  } catch (problem) {
    return (problem as OpnError).describe();
  }
  throw new Error('the configuration was accepted');
}

function missingPlugin(surroundings: Surroundings): Promise<string> {
  return runBlocks([{ page: 'here', line: 1, language: 'sh', text: 'opnsense-mcp call opn_mcp_info --fake' }], { ...surroundings, env: { OPNSENSE_PLUGINS: 'opnsense-mcp-plugin-nowhere' } });
}

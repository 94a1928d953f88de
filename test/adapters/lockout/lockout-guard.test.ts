// Takes long.
import { ConfigReader } from '../../../src/adapters/config';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { managementPacket } from '../../../src/adapters/fake/pf/management-packet';
import { Random } from '../../../src/adapters/fake/random';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { ConfigurationGuard } from '../../../src/adapters/lockout/lockout-guard';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { FieldRedactor } from '../../../src/adapters/redaction';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { writes } from '../../../src/core';
import { type ChangeStep, RELEASES, type Release } from '../../../src/ports';

const redactor = new FieldRedactor({ ownSecrets: [FAKE_SECRET] });
const addRule = writes<{ uuid: string }>('firewall/filter/add_rule');
const delRule = writes('firewall/filter/del_rule');
const addAlias = writes<{ uuid: string }>('firewall/alias/add_item');
const apply = writes('firewall/filter/apply');
const addRoute = writes<{ uuid: string }>('routes/routes/addroute');

interface Options {
  readonly noAntiLockout?: boolean;
  readonly origin?: string;
  readonly addresses?: readonly string[];
  /** What the firewall says who asks; the address unless given. */
  readonly seen?: object;
}

/** A guard on a fake firewall whose client is at that address. */
function stage(release: Release, address: string, options: Options = {}) {
  const clock = new TurnedClock();
  const firewall = new FakeFirewall({ release, clock });
  if (options.noAntiLockout === true) firewall.document.ensure('system/webgui/noantilockout').text = '1';
  const api = new OpnsenseApi({ wire: firewall, credentials: new Credentials(FAKE_KEY, FAKE_SECRET), timeoutMs: 10_000, now: () => clock.now() });
  const { destination } = managementPacket(firewall.document, address);
  const origin = `https://${destination.includes(':') ? `[${destination}]` : destination}`;
  const config = new ConfigReader(api, redactor, clock);
  const path = { origin: options.origin ?? origin, addressesOf: async () => options.addresses ?? [] };
  const guard = new ConfigurationGuard({ read: () => Promise.resolve((options.seen ?? { ipAddress: address }) as never) }, config, path);
  return { firewall, api, guard, asking: new ConfigurationGuard(api, config, path) };
}

const CLIENTS = ['192.168.1.20', '192.168.30.100', '198.51.100.77', '10.9.9.9'];
const NETS = ['any', 'lan', 'wan', 'opt1', '(self)', 'lanip', 'opt2ip', '192.168.1.0/24', '192.168.30.100', '198.51.100.0/24', 'kit_hosts', 'kit_nested'];
const PORTS = ['', '443', '80', '400-500', 'kit_ports'];

function randomRule(random: Random): Record<string, string> {
  const pick = (values: readonly string[]): string => values[random.below(values.length)] ?? '';
  const protocol = pick(['any', 'TCP', 'UDP']);
  return {
    enabled: '1', action: pick(['pass', 'block', 'reject']), interface: pick(['lan', 'wan', 'opt1', 'opt2', 'lan,opt2', '']), direction: pick(['in', 'in', 'out']), quick: pick(['1', '1', '0']),
    ipprotocol: 'inet', protocol, sequence: String(10 + random.below(500)), source_net: pick(NETS), source_not: pick(['0', '0', '1']), destination_net: pick(NETS),
    destination_not: pick(['0', '0', '0', '1']), description: 'kit', ...(protocol === 'any' ? {} : { destination_port: pick(PORTS) }),
  };
}

const letIn = { action: 'pass', interface: 'opt2,opt3', protocol: 'TCP', destination_net: '(self)', destination_port: '443', sequence: '50', description: 'Let admins in' };

/** A planned rule ahead of all others. */
function block(source: string, more: Readonly<Record<string, string>> = {}): ChangeStep {
  return { endpoint: addRule, request: { body: { rule: { action: 'block', interface: 'opt2,opt3', source_net: source, sequence: '5', description: 'Too wide', ...more } } } };
}

describe.each(RELEASES)('the lock-out guard on %s', release => {
  it('passes what the anti-lockout rule passes, whatever other rules say', async () => {
    const { api, guard } = stage(release, '192.168.1.20');
    await api.write(addRule, { body: { rule: { action: 'block', interface: 'lan', destination_net: 'any', sequence: '1' } } });
    expect(await guard.judge([])).toEqual({ path: 'open', reason: expect.stringContaining('anti-lockout') });
  });

  it('knows that rules do not touch what comes over the loopback interface, as through a tunnel', async () => {
    const { api, guard } = stage(release, '127.0.0.1');
    await api.write(addRule, { body: { rule: { action: 'block', interface: '', destination_net: 'any', sequence: '1' } } });
    expect(await guard.judge([])).toEqual({ path: 'open', reason: expect.stringContaining('loopback') });
  });

  it('puts a planned rule without a sequence where OPNsense puts it: behind all others', async () => {
    const { api, guard } = stage(release, '192.168.30.100');
    await api.write(addRule, { body: { rule: { action: 'pass', interface: 'opt2,opt3', protocol: 'TCP', destination_net: '(self)', destination_port: '443', sequence: '50', description: 'Let admins in' } } });
    const block = { endpoint: addRule, request: { body: { rule: { action: 'block', interface: 'opt2,opt3', description: 'Last' } } } };
    expect(await guard.judge([block])).toEqual({ path: 'open', reason: expect.stringContaining('"Let admins in"') });
  });

  it('sees that a planned rule would cut the way in, and names it', async () => {
    const { api, guard } = stage(release, '192.168.30.100');
    const { uuid } = await api.write(addRule, { body: { rule: { action: 'pass', interface: 'opt2,opt3', protocol: 'TCP', destination_net: '(self)', destination_port: '443', sequence: '50', description: 'Let admins in' } } });
    expect(await guard.judge([])).toEqual({ path: 'open', reason: expect.stringContaining('"Let admins in"') });
    const block = { endpoint: addRule, request: { body: { rule: { action: 'block', interface: 'opt2,opt3', source_net: '192.168.30.0/24', sequence: '5', description: 'Too wide' } } } };
    expect(await guard.judge([block])).toEqual({ path: 'cut', reason: expect.stringContaining('"Too wide"') });
    expect(await guard.judge([{ endpoint: delRule, request: { path: [uuid] } }])).toMatchObject({ path: 'cut' });
  });

  it('goes by the history entry that a planned step goes back to, and by what is planned after that', async () => {
    const { api, firewall, asking } = stage(release, '192.168.30.100');
    await api.write(addRule, { body: { rule: letIn } });
    await api.write(apply);
    firewall.client = { address: '192.168.30.100' };
    const before = firewall.history.list()[0]?.id ?? '';
    const { uuid } = await api.write(addRule, block('192.168.30.0/24').request);
    const back: ChangeStep = { endpoint: writes('core/backup/revert_backup'), request: { path: [before] } };
    const again: ChangeStep = { endpoint: writes('firewall/filter/set_rule'), request: { path: [uuid], ...block('192.168.30.0/24').request } };
    expect(await asking.judge([])).toMatchObject({ path: 'cut' });
    expect(await asking.judge([again, back])).toEqual({ path: 'open', reason: expect.stringContaining('"Let admins in"') });
    expect(await asking.judge([back, again])).toEqual({ path: 'cut', reason: expect.stringContaining('"Too wide"') });
  });

  it('sees that a static route would lead answers astray, saved or planned, and lets others be', async () => {
    const { api, guard } = stage(release, '192.168.30.100');
    const pass = { action: 'pass', interface: 'opt2,opt3', protocol: 'TCP', destination_net: '(self)', destination_port: '443', sequence: '50', description: 'Let admins in' };
    await api.write(addRule, { body: { rule: pass } });
    const route = (network: string, gateway: string, more = {}): { endpoint: typeof addRoute; request: { body: object & Record<string, unknown> } } => ({ endpoint: addRoute, request: { body: { route: { network, gateway, ...more } } } });
    const off = release >= '26.1' ? { enabled: '0' } : { disabled: '1' };
    for (const [network, gateway] of [['192.168.30.0/25', 'LAB_GW'], ['192.168.30.0/24', 'LAB_GW'], ['192.168.30.100/32', 'Null4']] as const) {
      expect(await guard.judge([route(network, gateway)])).toEqual({ path: 'cut', reason: expect.stringMatching(new RegExp(`static route to ${network} .*${gateway}`)) });
      expect(await guard.judge([route(network, gateway, off)])).toMatchObject({ path: 'open' });
    }
    expect(await guard.judge([route('192.168.0.0/16', 'LAB_GW'), route('10.30.0.0/16', 'Null4')])).toMatchObject({ path: 'open' });
    const { uuid } = await api.write(addRoute, route('192.168.30.64/26', 'LAB_GW').request);
    expect(await guard.judge([])).toMatchObject({ path: 'cut' });
    expect(await guard.judge([{ endpoint: writes('routes/routes/delroute'), request: { path: [uuid] } }])).toMatchObject({ path: 'open' });
  });

  it('goes by the address that the firewall sees it under, whoever was the last to change something', async () => {
    const [admin, guest] = [{ address: '192.168.1.20' }, { address: '192.168.30.100' }];
    const { api, firewall, asking } = stage(release, guest.address);
    firewall.client = admin;
    await api.write(addRule, { body: { rule: letIn } });
    await api.write(apply);
    firewall.client = guest;
    expect(await asking.judge([])).toEqual({ path: 'open', reason: expect.stringContaining('TCP from 192.168.30.100') });
    expect(await asking.judge([block('192.168.30.0/24')])).toMatchObject({ path: 'cut' });
  });

  it('agrees with pf on random rules wherever it is sure, and is sure most of the time', async () => {
    const random = new Random(`guard ${release}`);
    let sure = 0;
    const wrong: string[] = [];
    for (const [index, address] of CLIENTS.entries()) {
      const { api, firewall, guard } = stage(release, address, { noAntiLockout: index % 2 === 1 });
      await api.write(addAlias, { body: { alias: { enabled: '1', name: 'kit_hosts', type: 'host', content: '192.168.30.100\n198.51.100.77-198.51.100.90' } } });
      await api.write(addAlias, { body: { alias: { enabled: '1', name: 'kit_ports', type: 'port', content: '443\n8000:8100' } } });
      await api.write(addAlias, { body: { alias: { enabled: '1', name: 'kit_nested', type: 'networkgroup', content: 'kit_hosts' } } });
      await api.write(writes('firewall/alias/reconfigure'));
      for (let round = 0; round < 8; round++) {
        const rule = randomRule(random);
        const answer = await api.write(addRule, { body: { rule } }).catch(() => undefined);
        if (answer === undefined) continue;
        await api.write(apply);
        const verdict = await guard.judge([]);
        const judged = firewall.running.packetFilter.judge(managementPacket(firewall.document, address));
        if (verdict.path !== 'unknown') sure += 1;
        if (verdict.path !== 'unknown' && (verdict.path === 'open') !== (judged.action === 'pass')) wrong.push(`${address} ${JSON.stringify(rule)}: ${verdict.reason} pf: ${judged.action} by ${judged.rule.description}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(sure).toBeGreaterThan(20);
  });
});

describe('what the lock-out guard does not know', () => {
  const unknown = (text: string) => ({ path: 'unknown', reason: expect.stringContaining(text) as string });

  it('is the own address, when the firewall does not tell it', async () => {
    const { guard } = stage('26.7', '192.168.1.20', { seen: {} });
    expect(await guard.judge([])).toEqual(unknown('does not tell the address'));
    const several = { clientState: 'AUTHORIZED', ipAddress: '192.168.30.100', ipAddresses: ['192.168.30.100', '192.168.1.20'] };
    expect(await stage('26.7', '192.168.1.20', { seen: several }).guard.judge([])).toEqual(unknown('does not tell the address'));
  });

  it('is what rules make of the other end of a tunnel', async () => {
    expect(await stage('26.7', '10.10.10.2').guard.judge([])).toEqual(unknown('WireGuard (10.10.10.'));
  });

  it('is what becomes of an address that something on the way translates', async () => {
    const origin = 'https://203.0.113.99:8443';
    expect(await stage('26.7', '192.168.30.100', { origin }).guard.judge([])).toEqual(unknown("203.0.113.99 is none of the firewall's own addresses"));
    expect(await stage('26.7', '192.168.1.20', { origin }).guard.judge([])).toMatchObject({ path: 'open', reason: expect.stringContaining('anti-lockout') });
  });

  it('is where a port leads that the web GUI does not listen on', async () => {
    const { api, guard } = stage('26.7', '192.168.30.100', { origin: 'https://192.168.30.1:8443' });
    await api.write(addRule, { body: { rule: { ...letIn, destination_port: '' } } });
    expect(await guard.judge([])).toEqual(unknown('does not listen on port 8443'));
    const forward = { interface: 'opt2', protocol: 'tcp', destination: { network: 'opt2ip', port: '8443' }, target: '192.168.1.1', 'local-port': '443', descr: 'To itself' };
    expect(await guard.judge([{ endpoint: writes('firewall/d_nat/add_rule'), request: { body: { rule: forward } } }])).toEqual(unknown('which is the firewall itself'));
  });

  it('is which of several addresses of a name is taken, unless it is the same for all', async () => {
    const { api, guard } = stage('26.7', '192.168.30.100', { origin: 'https://firewall.example.net', addresses: ['192.168.30.1', '192.168.1.1', '2001:db8::1'] });
    await api.write(addRule, { body: { rule: letIn } });
    expect(await guard.judge([])).toMatchObject({ path: 'open' });
    expect(await guard.judge([block('any', { destination_net: '192.168.1.1' })])).toEqual(unknown('several addresses'));
    expect(await guard.judge([block('any')])).toMatchObject({ path: 'cut' });
    expect(await stage('26.7', '192.168.30.100', { origin: 'https://nowhere.example.net' }).guard.judge([])).toEqual(unknown('has no address'));
  });
});

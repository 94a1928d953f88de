import { toolTest } from '../../../src/adapters/testkit';
import { type Release } from '../../../src/ports';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { type TestServer } from '../../../src/adapters/testkit';
import { useDnsmasq } from './setup';

const GUESTS = { interface: 'opt2', start_addr: '192.168.30.20', end_addr: '192.168.30.40' };

async function stored(kit: TestServer, uuid: string): Promise<Readonly<Record<string, string>>> {
  const node = kit.firewall.document.find('dnsmasq')?.children.find(each => each.attributes['uuid'] === uuid);
  await Promise.resolve();
  return Object.fromEntries((node?.children ?? []).map(({ name, text }) => [name, text]));
}

const DOWN = { actions: { 'dnsmasq/service/reconfigure': (_call: unknown, machine: { running: { switch(name: string, on: boolean): void } }) => {
  machine.running.switch('dnsmasq', false);
  return { json: { status: 'ok' } };
} } };

toolTest('opn_add_dnsmasq_range', DhcpPlugin, {
  works: [
    {
      says: 'adds a range with the time that everybody writes, and lets Dnsmasq take it',
      args: GUESTS,
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(await stored(kit, result.uuid)).toMatchObject({ interface: 'opt2', start_addr: '192.168.30.20', end_addr: '192.168.30.40', lease_time: '86400' });
        expect(kit.firewall.running.applied('dnsmasq').toXml()).toContain(result.uuid);
        expect(kit.requests).toEqual(expect.arrayContaining(['POST dnsmasq/settings/add_range', 'POST dnsmasq/service/reconfigure']));
      },
    },
    { says: 'takes seconds', releases: ['26.7'], args: { ...GUESTS, lease_time: '86400' }, then: async (result, kit) => expect((await stored(kit, result.uuid))['lease_time']).toBe('86400') },
    { says: 'takes other units', releases: ['26.7'], args: { ...GUESTS, lease_time: '90m' }, then: async (result, kit) => expect((await stored(kit, result.uuid))['lease_time']).toBe('5400') },
    { says: 'takes times without end', releases: ['26.7'], args: { ...GUESTS, lease_time: 'infinite' }, then: async (result, kit) => expect((await stored(kit, result.uuid))['lease_time']).toBe('0') },
    {
      says: 'puts the prefix of the interface before partial IPv6 addresses',
      args: { interface: 'lan', start_addr: '::1000', end_addr: '::2000', prefix_len: '64', ra_mode: 'slaac,ra-names', ra_priority: 'low', description: 'LAN, IPv6' },
      then: async (result, kit) => expect(await stored(kit, result.uuid)).toMatchObject({ constructor: 'lan', prefix_len: '64', ra_mode: 'slaac,ra-names', ra_priority: 'low' }),
    },
    {
      says: 'or that of another interface',
      releases: ['26.7'],
      args: { interface: 'lan', start_addr: '::1000', end_addr: '::2000', prefix_interface: 'opt1' },
      then: async (result, kit) => expect((await stored(kit, result.uuid))['constructor']).toBe('opt1'),
    },
    {
      says: 'only shows what would be sent',
      releases: ['25.1', '26.7'],
      args: { ...GUESTS, dry_run: true },
      then: (result, kit) => {
        expect(JSON.stringify(result)).toContain('dnsmasq/settings/add_range');
        expect(kit.requests.filter(line => /add_range|reconfigure/.test(line))).toEqual([]);
      },
    },
    {
      says: 'says that Dnsmasq runs where it was switched on',
      releases: ['25.1'],
      given: useDnsmasq,
      args: GUESTS,
      then: async (result, kit) => {
        expect(result.service).toBe('running');
        expect((await askJson<{ total: number }>(kit.firewall, 'dnsmasq/settings/search_range', {})).total).toBe(1);
      },
    },
  ],
  refuses: [
    { says: 'a release without it', releases: ['24.7'], args: GUESTS, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', args: GUESTS, code: 'OPN_FORBIDDEN' },
    { says: 'when changes are off', writes: ['firewall'], releases: ['26.7'], args: GUESTS, code: 'OPN_WRITES_OFF' },
    { says: 'what OPNsense refuses, field by field', args: { ...GUESTS, interface: 'opt9' }, code: 'OPN_REJECTED', text: /interface: [^]*The interfaces are .*lan \(LAN\)/ },
    { says: 'two protocols in one range', args: { ...GUESTS, end_addr: '2001:db8::1' }, code: 'OPN_REJECTED', text: /end_addr/ },
    { says: 'modes that do not go together', args: { interface: 'lan', start_addr: '::1000', end_addr: '::2000', ra_mode: 'slaac,off-link' }, code: 'OPN_REJECTED', text: /ra_mode/ },
    { says: 'a range that would keep Dnsmasq from starting', args: { ...GUESTS, start_addr: '192.168.30.50' }, code: 'OPN_INVALID_INPUT', text: /192\.168\.30\.40 comes before start_addr 192\.168\.30\.50/ },
    { says: 'and takes back a change that Dnsmasq does not start with', releases: ['25.7', '26.7'] satisfies Release[], fake: DOWN, args: GUESTS, code: 'OPN_REFUSED', text: /did not start/ },
    { args: { ...GUESTS, lease_time: 'a day' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /24h, 90m or 86400/ },
    { args: { ...GUESTS, lease_time: '9999999w' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /lease_time/ },
    { args: { ...GUESTS, ra_mode: 'Always!' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /ra_mode/ },
    { args: { ...GUESTS, prefix_len: '/64' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /prefix_len/ },
    { args: { interface: '', start_addr: '192.168.30.20', end_addr: '192.168.30.40' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /interface/ },
    { args: { interface: 'opt2' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /start_addr/ },
  ],
});

import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, rangeOf, since } from './setup';

toolTest('opn_list_dnsmasq_leases', DhcpPlugin, {
  works: [
    { says: 'says that Dnsmasq is off', releases: ['25.1'], then: result => expect(result).toEqual({ total: 0, service: 'off', note: 'Dnsmasq is installed but not switched on.', leases: [] }) },
    {
      says: 'lists leases alike on every release that has it on',
      releases: since('25.7'),
      then: (result, kit) => {
        expect(result).toMatchObject({ total: 10, service: 'running' });
        expect(result.leases[0]).toMatchObject({ ip: '192.168.1.10', hostname: 'nas', reserved: true, interface: 'lan', network: 'LAN' });
        const nameless = result.leases.find(({ ip }: { ip: string }) => ip === '192.168.1.103');
        expect(nameless).toEqual({ ip: '192.168.1.103', mac: '9a:2b:11:4a:10:07', interface: 'lan', network: 'LAN', expires: expect.stringMatching(/Z$/), reserved: false });
        expect(kit.requests.sort()).toEqual(['GET dnsmasq/service/status', 'POST dnsmasq/leases/search']);
      },
    },
    {
      says: 'lists a page of a full network in less than 2,000 tokens',
      releases: ['26.7'],
      given: ({ firewall, clock }) =>
        firewall.running.leases.give('dnsmasq', Array.from({ length: 200 }, (_, index) => ({
          address: `192.168.1.${String(index + 20)}`, mac: `8c:85:90:4a:31:${index.toString(16).padStart(2, '0')}`, hostname: `visitor-laptop-${String(index)}`, clientId: `01:8c:85:90:4a:31:${index.toString(16).padStart(2, '0')}`, starts: Math.floor(clock.now() / 1000), lifetime: 3600,
        }))),
      then: result => {
        expect([result.leases.length, result.total, result.next_cursor]).toEqual([25, 200, '25.2']);
        expect(encode(JSON.stringify(result)).length).toBeLessThan(2000);
      },
    },
    {
      says: 'tells leases for ever, and one protocol from the other',
      releases: since('25.7'),
      given: async kit => {
        await post(kit, `dnsmasq/settings/set_range/${await rangeOf(kit, '192.168.30')}`, { range: { lease_time: '0' } });
        await post(kit, 'dnsmasq/settings/add_range', { range: { interface: 'lan', constructor: 'lan', start_addr: '::1:0', end_addr: '::1:ffff' } });
        await post(kit, 'dnsmasq/service/reconfigure');
        const v6 = await kit.call('opn_list_dnsmasq_leases', { family: 'ipv6' });
        expect(v6.structuredContent).toMatchObject({ total: 1, leases: [{ ip: '2001:db8:100::1:5', mac: 'f0:18:98:4a:10:05' }] });
      },
      args: { family: 'ipv4', interface: 'opt2' },
      then: result => expect(result.leases).toMatchObject([{ ip: '192.168.30.100', expires: 'never' }]),
    },
    {
      says: 'tells that nobody has a lease from a server that is down',
      releases: since('25.7'),
      given: kit => kit.firewall.running.switch('dnsmasq', false),
      args: { search: 'nobody' },
      then: result => expect(result).toEqual({ total: 0, service: 'stopped', note: 'Dnsmasq is switched on but does not run.', leases: [] }),
    },
  ],
  refuses: [
    { says: 'a release without it', releases: ['24.7'], code: 'OPN_NEEDS_RELEASE', text: /≥ 25\.1; this firewall runs 24\.7/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { family: 'both' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});

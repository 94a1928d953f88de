import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';
import { failing } from '../failing-wire';

interface Shown {
  readonly name: string;
  readonly mode: string;
  readonly addresses?: readonly { address: string; scope: string }[];
}

const SAVE = { method: 'POST', route: '', uri: '/interfaces.php', args: [], query: {}, body: {} };

const named = (result: { interfaces: Shown[] }, name: string): Shown | undefined => result.interfaces.find(each => each.name === name);

toolTest('opn_ipv6_status', NetworkPlugin, {
  works: [
    {
      says: 'joins the configuration with the live addresses, with two requests',
      then: (result, kit) => {
        expect(kit.requests).toHaveLength(2);
        expect(result.unavailable).toBeUndefined();
        expect(result.ipv6_allowed).toBe(true);
        expect(named(result, 'wan')).toMatchObject({ device: 'vtnet0', enabled: true, mode: 'dhcp6', ipv4: true });
        const lan = named(result, 'lan');
        expect(lan).toMatchObject({ mode: 'track6', prefix_from: 'wan', prefix_id: 0 });
        expect(lan!.addresses).toContainEqual({ address: expect.stringMatching(/^2001:db8:100:.*\/64$/), scope: 'global' });
        expect(named(result, 'opt2')).toMatchObject({ description: 'GUEST', mode: 'none' });
        expect(named(result, 'lo0')).toBeUndefined();
        expect(named(result, 'wireguard')).toBeUndefined();
        expect(result.summary).toEqual({ interfaces: result.interfaces.length, with_ipv6: 3, ipv4_only: 2 });
      },
    },
    {
      says: 'tells what is configured to a key that may not see the live addresses, and what that key lacks',
      releases: ['24.7', '26.7'],
      between: failing(/interfaces\/overview/, 403),
      then: result => {
        expect(named(result, 'lan')).toMatchObject({ mode: 'track6' });
        expect(named(result, 'lan')).not.toHaveProperty('addresses');
        expect(result.unavailable).toEqual([expect.objectContaining({ what: 'live addresses', hint: expect.stringContaining('Status: Interfaces') })]);
      },
    },
    {
      says: 'tells as much from the live addresses when the configuration may not be read',
      between: failing(/core\/backup/, 403),
      then: result => {
        expect(named(result, 'lan')).toMatchObject({ mode: 'track6', prefix_from: 'wan', addresses: expect.any(Array) });
        expect(result.ipv6_allowed).toBeUndefined();
        expect(result.unavailable).toEqual([expect.objectContaining({ what: 'saved configuration' })]);
      },
    },
    {
      says: 'says that the live addresses are missing when the back end is silent',
      releases: ['24.7', '26.7'],
      fake: { actions: { 'interfaces/overview/interfaces_info': () => ({ json: { rows: [], total: 0, rowCount: 0, current: 1 } }) } },
      then: result => {
        expect(named(result, 'lan')).toMatchObject({ mode: 'track6' });
        expect(result.unavailable).toEqual([{ what: 'live addresses', why: expect.stringMatching(/^OPN_FIREWALL_FAULT: .*configd/), hint: expect.any(String) }]);
      },
    },
    {
      says: 'tells that IPv6 is blocked altogether',
      given: ({ firewall }) => {
        const { document, release } = firewall;
        if (['26.1', '26.7'].includes(release)) document.ensure('OPNsense/Interfaces/settings/disableipv6').text = '1';
        else document.ensure('system').children = document.find('system')!.children.filter(({ name }) => name !== 'ipv6allow');
        firewall.save({ ...SAVE, caller: { user: 'root', key: '', address: '192.0.2.1' } });
      },
      then: result => expect(result.ipv6_allowed).toBe(false),
    },
  ],
  refuses: [
    { args: { interface: 'lan' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'when neither part may be read', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Status: Interfaces/ },
  ],
});

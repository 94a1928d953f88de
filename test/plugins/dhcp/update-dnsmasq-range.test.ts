import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, rangeOf, UNKNOWN } from './setup';

const GUESTS = { interface: 'opt2', start_addr: '10.9.9.20', end_addr: '10.9.9.40', lease_time: '3600', description: 'Guests' };

/** A range to change, and the arguments that name it. */
const given = async (kit: Parameters<typeof post>[0]): Promise<void> => void (await post(kit, 'dnsmasq/settings/add_range', { range: GUESTS }));
const naming = (args: Readonly<Record<string, unknown>>) => async (kit: Parameters<typeof post>[0]) => ({ uuid: await rangeOf(kit, '10.9.9.'), ...args });

const stored = ({ firewall }: Parameters<typeof post>[0], uuid: string): Readonly<Record<string, string>> =>
  Object.fromEntries((firewall.document.find('dnsmasq')?.children.find(each => each.attributes['uuid'] === uuid)?.children ?? []).map(({ name, text }) => [name, text]));

toolTest('opn_update_dnsmasq_range', DhcpPlugin, {
  works: [
    {
      says: 'changes what was given and nothing else',
      given,
      args: naming({ end_addr: '10.9.9.60', lease_time: '2h' }),
      then: (result, kit) => {
        expect(result).toMatchObject({ changed: ['end_addr', 'lease_time'], service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(stored(kit, result.uuid)).toMatchObject({ ...GUESTS, end_addr: '10.9.9.60', lease_time: '7200' });
        expect(kit.firewall.running.applied('dnsmasq').toXml()).toContain('10.9.9.60');
      },
    },
    {
      says: 'sends nothing when all is so already',
      given,
      args: naming({ lease_time: '1h', interface: 'opt2', enabled: true }),
      then: (result, kit) => {
        expect(result.changed).toEqual([]);
        expect(kit.requests.filter(line => /set_range|reconfigure/.test(line))).toEqual([]);
      },
    },
    {
      says: 'empties what is given empty, and moves a range to IPv6',
      releases: ['25.1', '26.7'],
      given,
      args: naming({ start_addr: '::1000', end_addr: '::2000', prefix_interface: 'lan', interface: 'lan', lease_time: '', description: '' }),
      then: (result, kit) => expect(stored(kit, result.uuid)).toMatchObject({ start_addr: '::1000', constructor: 'lan', lease_time: '', description: '' }),
    },
    {
      says: 'can be undone',
      releases: ['25.1', '26.7'],
      given,
      args: naming({ end_addr: '10.9.9.60', dry_run: true }),
      then: (result, kit) => {
        expect(JSON.stringify(result)).toContain('10.9.9.40');
        expect(kit.firewall.document.toXml()).not.toContain('10.9.9.60');
      },
    },
  ],
  refuses: [
    { says: 'an unknown range, which OPNsense would make', args: { uuid: UNKNOWN, description: 'x' }, code: 'OPN_NOT_FOUND', text: new RegExp(`no Dnsmasq range ${UNKNOWN}`) },
    { says: 'to switch a range off', given, args: naming({ enabled: false }), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /cannot switch a range off[^]*opn_delete_dnsmasq_range/ },
    { says: 'nothing to change', given, args: naming({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'an end before the start', given, args: naming({ start_addr: '10.9.9.50' }), code: 'OPN_INVALID_INPUT', text: /10\.9\.9\.40 comes before/ },
    { says: 'what OPNsense refuses, field by field', given, args: naming({ prefix_len: '64' }), code: 'OPN_REJECTED', text: /prefix_len/ },
    { says: 'an interface that is none, naming those that there are', given, args: naming({ interface: 'opt9' }), releases: ['26.7'], code: 'OPN_REJECTED', text: /The interfaces are .*lan \(LAN\)/ },
    { args: { uuid: 'lan', description: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
  ],
});

import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failing } from '../failing-wire';
import { savedForward } from './sample-items';

const NAS = {
  enabled: true, interfaces: ['WAN'], ip_protocol: 'inet', protocol: 'TCP', source: 'any', destination_port: '8443', target: '192.168.1.10', target_port: '443', filter: 'pass', description: 'NAS from outside',
};

toolTest('opn_list_nat_rules', FirewallPlugin, {
  works: [
    {
      says: 'lists them without the anti-lockout rules',
      releases: ['26.1', '26.7'],
      then: (result, kit) => {
        expect(result).toEqual({ total: 1, port_forwards: [{ ...NAS, uuid: savedForward(kit, 'NAS from outside')?.uuid, destination: 'WAN address', sequence: 100 }] });
        expect(kit.requests.filter(line => line.includes('firewall/'))).toEqual(['POST firewall/d_nat/search_rule']);
      },
    },
    {
      says: 'reads them from the configuration where the API does not list them',
      releases: ['24.7', '25.1', '25.7'],
      then: result => expect(result).toEqual({ total: 1, port_forwards: [{ ...NAS, destination: 'wanip' }], note: expect.stringMatching(/only in the web GUI/) }),
    },
    {
      says: 'notices an older release by its API when it does not tell its version',
      releases: ['24.7', '25.1', '25.7'],
      between: failing(/system_?information|firmware\/(info|status)|core\/menu/i, 403),
      then: result => expect(result).toMatchObject({ total: 1, note: expect.stringMatching(/only in the web GUI/) }),
    },
    { says: 'searches', args: { search: 'outside nas' }, then: result => expect(result.total).toBe(1) },
    { says: 'says so when nothing matches', args: { search: 'no such thing' }, then: result => expect(result).toMatchObject({ total: 0, port_forwards: [] }) },
  ],
  refuses: [
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { says: 'when the configuration cannot be read', between: failing(/backup\/download/, 403), releases: ['24.7', '25.7'], code: 'OPN_FORBIDDEN' },
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});

import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { switchOff } from './saved';

toolTest('opn_update_dnsbl', DnsPlugin, {
  works: [
    {
      says: 'the lists are built, and Unbound runs on',
      then: (result, kit) => {
        expect(result).toEqual({ built: true, service: 'running' });
        expect(kit.requests.filter(line => line.startsWith('POST') && line.includes('unbound'))).toEqual(['POST unbound/service/dnsbl']);
      },
    },
    {
      says: 'that Unbound is off',
      given: switchOff,
      then: ({ service }) => {
        expect(service).toBe('off');
      },
    },
  ],
  refuses: [
    { says: 'a key without the privilege', between: failing(/service\/dnsbl/, 403), code: 'OPN_FORBIDDEN' },
    { says: 'while changes are not allowed', writes: false, code: 'OPN_WRITES_OFF' },
  ],
});

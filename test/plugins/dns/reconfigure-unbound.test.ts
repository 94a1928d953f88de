import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { post, switchOff } from './saved';

toolTest('opn_reconfigure_unbound', DnsPlugin, {
  works: [
    {
      says: 'what is saved runs',
      given: kit => post(kit, 'unbound/settings/add_host_override', { host: { hostname: 'new', domain: 'example.org', rr: 'A', server: '192.0.2.7' } }),
      then: (result, kit) => {
        expect(result).toEqual({ service: 'running' });
        expect(kit.firewall.running.applied('unbound').toXml()).toContain('192.0.2.7');
      },
    },
    {
      says: 'a stopped one starts',
      given: kit => post(kit, 'unbound/service/stop'),
      then: ({ service }) => {
        expect(service).toBe('running');
      },
    },
    {
      says: 'that it is off',
      given: switchOff,
      then: ({ service }) => {
        expect(service).toBe('off');
      },
    },
  ],
  refuses: [
    {
      says: 'a configuration that it does not start with, although OPNsense says ok',
      given: kit => post(kit, 'unbound/settings/add_host_override', { host: { hostname: 'wrong', domain: 'example.org', rr: 'A', server: '2001:db8::1' } }),
      code: 'OPN_REFUSED', text: /does not start/,
    },
    { says: 'a key without the privilege', between: failing(/service\/reconfigure/, 403), code: 'OPN_FORBIDDEN' },
    { says: 'while changes are not allowed', writes: false, code: 'OPN_WRITES_OFF' },
  ],
});

import { startTestServer, toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { forwardField, savedForward, writesOf } from './sample-items';

toolTest('opn_add_nat_rule', FirewallPlugin, {
  works: [
    {
      says: 'saves a forward that lets its traffic in, and loads it',
      args: { destination_port: '2222', target_ip: '192.168.1.10', target_port: '22', description: 'SSH to the NAS' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), forwards: 'TCP wanip port 2222 to 192.168.1.10 port 22' });
        expect(savedForward(kit, result.uuid)?.fields).toMatchObject({ disabled: '0', interface: 'wan', ipprotocol: 'inet', protocol: 'tcp', target: '192.168.1.10', 'local-port': '22', pass: 'pass', descr: 'SSH to the NAS' });
        expect(['source/network', 'destination/network', 'destination/port'].map(path => forwardField(kit, result.uuid, path))).toEqual(['any', 'wanip', '2222']);
        expect(writesOf(kit)).toEqual(['POST firewall/d_nat/add_rule', expect.stringMatching(/^POST firewall\/d_nat\/apply/)]);
      },
    },
    {
      says: 'takes the inside port from outside, also of a range, and the family from the target',
      args: { destination_port: '5000-5010', target_ip: '2001:db8:100::10', protocol: 'UDP', interface: 'LTE', filter: 'manual', source_net: '2001:db8:77::/48' },
      then: (result, kit) => {
        expect(savedForward(kit, result.uuid)?.fields).toMatchObject({ interface: 'opt3', ipprotocol: 'inet6', protocol: 'udp', 'local-port': '5000', pass: '' });
        expect(forwardField(kit, result.uuid, 'destination/network')).toBe('opt3ip');
      },
    },
  ],
  refuses: [
    { says: 'one without port and target', args: {}, code: 'OPN_INVALID_INPUT', text: /destination_port: is needed; target_ip: is needed/ },
    { says: 'what is no address, port or interface, all of it at once', args: { destination_port: '0', target_ip: '192.168.1.999', interface: 'DMZ' }, code: 'OPN_INVALID_INPUT', text: /interface: [^]*destination_port: [^]*target_ip: '192\.168\.1\.999'/ },
    { says: 'a network as target', args: { destination_port: '80', target_ip: '192.168.1.0/24' }, code: 'OPN_INVALID_INPUT', text: /target_ip: is one address/ },
    { says: "what the firewall refuses, in its words", args: { destination_port: '80', target_ip: 'no_such_alias' }, code: 'OPN_REJECTED', text: /target: / },
    { says: 'and takes it back when it cannot be loaded', args: { destination_port: '80', target_ip: '192.168.1.10' }, between: failingOnce(/d_nat\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'while writes are off', writes: false, args: {}, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});

describe.each(['24.7', '25.1', '25.7'] as const)('port forwards on %s', release => {
  it.each([
    ['opn_add_nat_rule', { destination_port: '80', target_ip: '192.168.1.10' }],
    ['opn_update_nat_rule', { uuid: '99999999-0000-4000-8000-000000000001', destination_port: '80' }],
    ['opn_delete_nat_rule', { uuid: '99999999-0000-4000-8000-000000000001' }],
  ])('%s says where they can be changed', async (name, args) => {
    const kit = await startTestServer({ plugins: [FirewallPlugin], release });
    try {
      const before = kit.firewall.history.list().length;
      const { content, isError } = await kit.call(name, args);
      expect(isError).toBe(true);
      expect(content[0]).toMatchObject({ text: expect.stringMatching(/^OPN_NEEDS_RELEASE: The API changes port forwards since OPNsense 26\.1[^]*web GUI/) });
      expect(kit.firewall.history.list().length).toBe(before);
    } finally {
      await kit.close();
    }
  });
});

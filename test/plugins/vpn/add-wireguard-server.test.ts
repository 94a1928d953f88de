import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { saved, switchWireguard } from './setup';

const SERVER = { name: 'lab', tunnel_addresses: ['10.20.0.1/24', '2001:db8:20::1/64'], port: 51821 };

toolTest('opn_add_wireguard_server', VpnPlugin, {
  works: [
    {
      says: 'makes the keys on the firewall, starts the instance, and keeps the private key there',
      args: { ...SERVER, mtu: 1400, endpoint: 'vpn.example.net:51821', disable_routes: true },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), device: 'wg1', public_key: expect.any(String), wireguard: 'on' });
        const stored = saved(kit, 'server', result.uuid);
        expect(stored).toMatchObject({ name: 'lab', instance: '1', port: '51821', mtu: '1400', tunneladdress: '10.20.0.1/24,2001:db8:20::1/64', disableroutes: '1', endpoint: 'vpn.example.net:51821', pubkey: result.public_key, enabled: '1' });
        expect(stored?.['privkey']).toHaveLength(44);
        expect(JSON.stringify(result)).not.toContain(stored?.['privkey']);
        expect(kit.logged.join('')).not.toContain(stored?.['privkey']);
        expect(kit.firewall.running.applied('wireguard').toXml()).toContain(result.uuid);
      },
    },
    { says: 'takes the port of another as long as it is off', releases: ['26.7'], args: { ...SERVER, port: 51820, enabled: false }, then: (result, kit) => expect(saved(kit, 'server', result.uuid)).toMatchObject({ port: '51820', enabled: '0' }) },
    { says: 'says when WireGuard is off as a whole', given: kit => switchWireguard(kit, false), args: SERVER, then: result => expect(result.wireguard).toBe('off') },
    {
      says: 'only shows what would be sent, without the key',
      releases: ['26.7'],
      args: { ...SERVER, dry_run: true },
      then: (result, kit) => {
        expect(JSON.stringify(result)).toMatch(/wireguard\/server\/add_server[^]*REDACTED/);
        expect(kit.requests.filter(line => /add_server|reconfigure/.test(line))).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'when changes are off', writes: ['firewall'], releases: ['26.7'], args: SERVER, code: 'OPN_WRITES_OFF' },
    { says: 'without the privilege', user: 'monitor', args: SERVER, code: 'OPN_FORBIDDEN' },
    { says: 'for a user who may not write', user: 'auditor', args: SERVER, code: 'OPN_FORBIDDEN' },
    { says: 'what OPNsense refuses, field by field', args: { ...SERVER, tunnel_addresses: ['10.20.0.1/99'] }, code: 'OPN_REJECTED', text: /tunneladdress/ },
    { args: { ...SERVER, name: 'two words' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /name/ },
    { args: { ...SERVER, port: 70_000 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /port/ },
    { says: 'an address without its prefix length', args: { ...SERVER, tunnel_addresses: ['10.20.0.1'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /10\.20\.0\.1 has no prefix length/ },
    { says: 'a port that another instance has, naming it', args: { ...SERVER, port: 51820 }, releases: ['24.7', '26.7'], code: 'OPN_INVALID_INPUT', text: /51820 is that of the instance staff \(wg0/ },
    { says: 'a network where its own address is to be', args: { ...SERVER, tunnel_addresses: ['10.20.0.0/24'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /10\.20\.0\.0\/24 is a network/ },
    { says: 'what peers cannot dial, which OPNsense takes', args: { ...SERVER, endpoint: 'not valid!' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /host:port/ },
    { args: { name: 'lab' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /tunnel_addresses/ },
  ],
});

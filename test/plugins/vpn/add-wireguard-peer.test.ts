import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { type SecretFiles } from '../../../src/ports';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { KEY, saved, UNKNOWN, uuidOf } from './setup';

const onStaff = (more: Readonly<Record<string, unknown>>) => async (kit: TestServer) => ({ name: 'dora', server: await uuidOf(kit, 'server', 'staff'), ...more });

const written = new Map<string, string>();
/** A folder of which a test can see what was written to it. */
const files: SecretFiles = {
  isWanted: () => true,
  place: name => `/vpn/${name}`,
  write: async (name, text) => {
    written.set(`/vpn/${name}`, text);
    return `/vpn/${name}`;
  },
};

toolTest('opn_add_wireguard_peer', VpnPlugin, {
  works: [
    {
      says: 'lets in a peer with its own key, on the next free address',
      args: onStaff({ public_key: KEY, keepalive: 25 }),
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), public_key: KEY, allowed_ips: ['10.10.10.5/32'], client_config: expect.any(String), wireguard: 'on' });
        expect(saved(kit, 'client', result.uuid)).toMatchObject({ name: 'dora', pubkey: KEY, psk: '', tunneladdress: '10.10.10.5/32', keepalive: '25', enabled: '1' });
        const server = saved(kit, 'server', await uuidOf(kit, 'server', 'staff'));
        expect(server?.['peers']).toContain(result.uuid);
        expect(result.client_config.split('\n')).toEqual([
          '[Interface]', "# Here comes the peer's own private key.", 'Address = 10.10.10.5/32', '', '[Peer]', `PublicKey = ${String(server?.['pubkey'])}`, 'Endpoint = vpn.example.net', 'AllowedIPs = 0.0.0.0/0,::/0', 'PersistentKeepalive = 25', '',
        ]);
        expect(kit.firewall.running.applied('wireguard').toXml()).toContain(result.uuid);
      },
    },
    {
      says: 'makes keys on the firewall and shows them once',
      secrets: true,
      args: onStaff({ include_sensitive: true, client_routes: ['192.168.1.0/24'] }),
      then: (result, kit) => {
        const stored = saved(kit, 'client', result.uuid);
        const privateKey = /^PrivateKey = (\S{44})$/m.exec(result.client_config)?.[1] ?? '';
        expect(privateKey).not.toBe('');
        expect(result.client_config).toContain(`PresharedKey = ${String(stored?.['psk'])}\n`);
        expect(result.client_config).toContain('AllowedIPs = 192.168.1.0/24\n');
        expect(kit.firewall.document.toXml()).not.toContain(privateKey);
        expect(kit.logged.join('')).not.toContain(privateKey);
      },
    },
    {
      says: 'writes them to a file of the operator instead, which no result shows',
      secretFiles: files,
      args: onStaff({}),
      then: (result, kit) => {
        expect(result).toMatchObject({ client_config_file: '/vpn/dora.conf', public_key: expect.any(String) });
        expect(result).not.toHaveProperty('client_config');
        expect(written.get('/vpn/dora.conf')).toContain(`PresharedKey = ${String(saved(kit, 'client', result.uuid)?.['psk'])}\n`);
        const privateKey = /^PrivateKey = (\S{44})$/m.exec(written.get('/vpn/dora.conf') ?? '')?.[1] ?? '';
        expect(privateKey).not.toBe('');
        expect(`${JSON.stringify(result)}${kit.logged.join('')}${kit.firewall.document.toXml()}`).not.toContain(privateKey);
      },
    },
    {
      says: 'writes no file in a dry run',
      secretFiles: files,
      releases: ['26.7'],
      given: () => written.clear(),
      args: onStaff({ dry_run: true }),
      then: result => {
        expect(JSON.stringify(result)).toContain('wireguard/client/add_client');
        expect(written.size).toBe(0);
      },
    },
    {
      says: 'adds another site that is dialled',
      args: onStaff({ public_key: KEY, allowed_ips: ['10.10.10.9/32', '10.90.0.0/24'], endpoint_address: 'site.example.org', endpoint_port: 51821, enabled: false }),
      then: (result, kit) => {
        expect(result).not.toHaveProperty('client_config');
        expect(saved(kit, 'client', result.uuid)).toMatchObject({ tunneladdress: '10.10.10.9/32,10.90.0.0/24', serveraddress: 'site.example.org', serverport: '51821', enabled: '0' });
      },
    },
  ],
  refuses: [
    { says: 'keys that nobody may see', args: onStaff({}), code: 'OPN_INVALID_INPUT', text: /public_key is missing[^]*include_sensitive=true/ },
    { says: 'to show keys without the operator', args: onStaff({ include_sensitive: true }), releases: ['26.7'], code: 'OPN_SENSITIVE_OFF' },
    { says: 'an unknown instance', args: { name: 'dora', server: UNKNOWN, public_key: KEY }, code: 'OPN_NOT_FOUND', text: /no WireGuard instance/ },
    { says: 'what OPNsense refuses, field by field', args: onStaff({ public_key: 'c2VydmVyLXB1YmxpYy1rZXktZm9yLXRlc3RzLTAwMDE=', allowed_ips: ['10.10.10.300/32'] }), code: 'OPN_REJECTED', text: /tunneladdress/ },
    { args: { name: 'dora', public_key: KEY }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /server/ },
    { args: onStaff({ public_key: 'short' }), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /public_key/ },
    { says: 'an address without its prefix length', args: onStaff({ public_key: KEY, allowed_ips: ['10.10.10.9'] }), code: 'OPN_REJECTED', text: /tunneladdress/ },
    { says: 'routes that would be commands', args: onStaff({ public_key: KEY, client_routes: ['0.0.0.0/0\nPostUp = id'] }), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /client_routes must be networks/ },
    { says: 'for a user who may not write', user: 'auditor', args: onStaff({ public_key: KEY }), code: 'OPN_FORBIDDEN' },
  ],
});

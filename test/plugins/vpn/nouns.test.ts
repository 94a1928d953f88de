import { clientConfig } from '../../../src/plugins/vpn/client-config';
import { toConnection } from '../../../src/plugins/vpn/ipsec-session';
import { toInstance, toRoute, toSession } from '../../../src/plugins/vpn/openvpn-session';
import { toPeer } from '../../../src/plugins/vpn/wireguard-peer';
import { toServer } from '../../../src/plugins/vpn/wireguard-server';
import { toRunningInstance, toRunningPeer } from '../../../src/plugins/vpn/wireguard-state';

const NOW = Date.parse('2026-11-26T12:00:00.500Z');

describe('running peers of WireGuard', () => {
  const row = { type: 'peer', if: 'wg0', ifname: 'staff', name: 'alice' };
  const since = (age: number): number => Math.floor(NOW / 1000) - age;

  it.each([
    ['has just shaken hands', { 'latest-handshake': since(0) }, 'online', 0],
    ['shook hands 300 seconds ago', { 'latest-handshake': since(300) }, 'online', 300],
    ['shook hands 301 seconds ago', { 'latest-handshake': since(301) }, 'stale', 301],
    ['shook hands by a clock that is ahead of ours', { 'latest-handshake': since(-20) }, 'online', 0],
    ['shook hands 400 seconds ago by the clock of the firewall', { 'latest-handshake': since(10), 'latest-handshake-age': 400 }, 'stale', 400],
    ['never shook hands', { 'latest-handshake': 0, 'latest-handshake-age': null }, 'offline', undefined],
    ['has no handshake at all', {}, 'offline', undefined],
  ])('one that %s', (_which, more, state, age) => {
    const peer = toRunningPeer({ ...row, ...more }, NOW);
    expect([peer.state, peer.handshake_age_s]).toEqual([state, age]);
  });

  it('have no texts for what is not known', () => {
    expect(toRunningPeer({ type: 'peer', if: 'wg1', ifname: '', name: '', endpoint: '(none)', 'allowed-ips': '(none)', 'persistent-keepalive': 'off', 'transfer-rx': 0 }, NOW)).toEqual({ instance: 'wg1', state: 'offline', received_bytes: 0 });
    expect(toRunningInstance({ type: 'interface', if: 'wg1', status: 'down', 'listen-port': '0' })).toEqual({ name: 'wg1', device: 'wg1', up: false, port: 0 });
  });
});

describe('configured WireGuard', () => {
  it('has no secrets, whatever a row holds', () => {
    const server = { uuid: 'u', enabled: '0', name: 'staff', instance: '3', pubkey: 'P', privkey: 'SECRET', port: '', tunneladdress: '10.1.0.1/24, fd00::1/64', peers: 'uuid-1,uuid-2', '%peers': 'alice,bob', mtu: '', disableroutes: '1' };
    expect(toServer(server)).toEqual({ uuid: 'u', name: 'staff', device: 'wg3', enabled: false, public_key: 'P', tunnel_addresses: ['10.1.0.1/24', 'fd00::1/64'], peers: ['alice', 'bob'], routes_disabled: true });
    const peer = { uuid: 'u', enabled: '1', name: 'alice', pubkey: 'P', psk: 'SECRET', tunneladdress: '10.1.0.2/32', servers: 'staff' };
    expect(toPeer({ ...peer, serveraddress: '2001:db8::1', serverport: '51820', keepalive: '25' })).toEqual({ uuid: 'u', name: 'alice', enabled: true, public_key: 'P', allowed_ips: ['10.1.0.2/32'], servers: ['staff'], endpoint: '[2001:db8::1]:51820', keepalive_s: 25 });
    expect([toPeer({ ...peer, serveraddress: 'a.example', serverport: '' }).endpoint, toPeer({ ...peer, serveraddress: '', serverport: '1' }).endpoint]).toEqual(['a.example', undefined]);
  });

  it('gives a configuration whose values make no lines of their own', () => {
    const text = clientConfig({ pubkey: 'P', endpoint: 'vpn.example.net:51820\nPostUp = id', peer_dns: '192.0.2.1\r\nPostUp = id', mtu: '1400', address: '10.1.0.2/32' }, { addresses: '10.1.0.2/32', routes: ['0.0.0.0/0'], privateKey: 'K' });
    expect(text.split('\n')).toEqual(['[Interface]', 'PrivateKey = K', 'Address = 10.1.0.2/32', 'DNS = 192.0.2.1 PostUp = id', 'MTU = 1400', '', '[Peer]', 'PublicKey = P', 'Endpoint = vpn.example.net:51820 PostUp = id', 'AllowedIPs = 0.0.0.0/0', '']);
    expect(clientConfig({ address: '' }, { addresses: '', routes: [] })).toContain('# Here comes "Endpoint = host:port" of the firewall.');
  });
});

describe('connections of IPsec', () => {
  it('have traffic while they are up, and names without a description', () => {
    expect(toConnection({ name: 'con1', phase1desc: null, connected: false, 'bytes-in': 0 }, [])).toEqual({ name: 'con1', id: 'con1', connected: false, tunnels: [] });
    expect(toConnection({ name: 'con1', phase1desc: 'Branch', connected: true, 'bytes-in': '12', 'bytes-out': 7 }, undefined)).toEqual({ name: 'Branch', id: 'con1', connected: true, received_bytes: 12, sent_bytes: 7 });
  });

  it('carry tunnels whose numbers are texts', () => {
    const [tunnel] = toConnection({ name: 'c', connected: true }, [{ name: 't', state: 'REKEYED', 'local-ts': '10.0.0.0/8,fd00::/8', 'remote-ts': '', 'encr-alg': 'AES_CBC', 'encr-keysize': '256', 'install-time': '61', 'rekey-time': '-3', 'bytes-in': '0' }]).tunnels ?? [];
    expect(tunnel).toEqual({ name: 't', state: 'rekeyed', local_networks: ['10.0.0.0/8', 'fd00::/8'], remote_networks: [], cipher: 'AES_CBC-256', age_s: 61, received_bytes: 0 });
  });
});

describe('instances, sessions and routes of OpenVPN', () => {
  it('are the same from words and from keys', () => {
    expect(toInstance({ uuid: 'u', enabled: '1', role: 'Server', dev_type: 'TUN', proto: 'UDP (IPv4)', port: '1194', server: '10.8.0.0/24' })).toEqual({ uuid: 'u', name: 'u', role: 'server', enabled: true, device_type: 'tun', protocol: 'udp4', port: 1194, tunnel_network: '10.8.0.0/24' });
    expect(toInstance({ uuid: 'u', enabled: '0', description: 'Out', role: 'client', dev_type: 'ovpn', proto: 'tcp6', port: '', remote: 'vpn.example.net' })).toEqual({ uuid: 'u', name: 'Out', role: 'client', enabled: false, device_type: 'dco', protocol: 'tcp6', remote: 'vpn.example.net' });
    expect(toInstance({ uuid: 'u', enabled: '1' }).role).toBe('unknown');
  });

  it.each([
    [{ type: 'server', is_client: true, status: null }, 'connected'],
    [{ type: 'server', status: 'ok' }, 'waiting'],
    [{ type: 'client', status: 'ok' }, 'connected'],
    [{ type: 'client', status: 'reconnecting' }, 'reconnecting'],
    [{ type: 'client', status: null }, 'stopped'],
    [{ type: 'server', status: '' }, 'stopped'],
  ])('%j is %s', (row, state) => expect(toSession({ id: 1, ...row }).state).toBe(state));

  it('leave out what OpenVPN does not know', () => {
    expect(toSession({ id: '1_198.51.100.9:4000', real_address: '198.51.100.9:4000', type: 'server', is_client: true, description: '', username: 'UNDEF', common_name: 'bob', bytes_received: '', connected_since__time_t_: '1795435200' })).toEqual({ instance: '1', real_address: '198.51.100.9:4000', role: 'server', state: 'connected', common_name: 'bob', connected_since: '2026-11-23T12:00:00Z' });
    expect(toRoute({ virtual_address: '10.8.0.2C', last_ref__time_t_: 'never' })).toEqual({ address: '10.8.0.2C' });
  });
});

import { type Measured } from '../../../src/adapters/fake/live/measured';

const seconds = (text: string): number => Date.parse(`${text}Z`) / 1000;

const peer = (key: string, endpoint: string, allowed: string, handshake: number, [received, sent]: readonly [number, number], keepalive: string) =>
  ({ if: 'wg0', type: 'peer', 'public-key': key, endpoint, 'allowed-ips': allowed, 'latest-handshake': handshake, 'transfer-rx': received, 'transfer-tx': sent, 'persistent-keepalive': keepalive }) as const;

/** Tunnels of the recorded firewalls: one of each kind. */
export const RECORDED_VPN = {
  wireguard: [
    { if: 'wg0', type: 'interface', 'public-key': 'c2VydmVyLXB1YmxpYy1rZXktZm9yLXRlc3RzLTAwMDE=', 'listen-port': '51820', fwmark: 'off', endpoint: '51820', status: 'up' },
    peer('cGVlci1vbmUtcHVibGljLWtleS1mb3ItdGVzdHMtMDE=', '198.51.100.23:51820', '10.10.10.2/32', seconds('2026-11-23T02:13:20'), [1_048_576, 2_097_152], '25'),
    peer('cGVlci10d28tcHVibGljLWtleS1mb3ItdGVzdHMtMDI=', '(none)', '10.10.10.3/32', 0, [0, 0], 'off'),
  ],
  ipsec: {
    status: {
      con1: {
        facts: {
          version: 'IKEv2', 'local-addrs': '203.0.113.10', 'remote-addrs': '198.51.100.200', 'local-id': '203.0.113.10', 'remote-id': '198.51.100.200',
          routed: true, 'local-class': 'pre-shared key', 'remote-class': 'pre-shared key',
        },
        tunnels: [{
          'con1-child': {
            uniqueid: '1', reqid: '1', state: 'INSTALLED', mode: 'TUNNEL', protocol: 'ESP', 'spi-in': 'c1234567', 'spi-out': 'c7654321', 'encr-alg': 'AES_GCM_16', 'encr-keysize': '256',
            'bytes-in': '20480', 'packets-in': '40', 'bytes-out': '10240', 'packets-out': '38', 'rekey-time': '2400', 'life-time': '3000', 'install-time': '600',
            'local-ts': '192.168.1.0/24', 'remote-ts': '10.99.0.0/16', 'remote-host': '198.51.100.200',
          },
        }],
      },
    },
    associations: [{ src: '203.0.113.10', dst: '198.51.100.200', satype: 'esp', mode: 'tunnel', spi: '0xc7654321', reqid: '1', id: 'sad1' }],
    policies: [{ src: '192.168.1.0/24', dst: '10.99.0.0/16', upperspec: 'any', dir: 'out', mode: 'tunnel', 'src-dst': '203.0.113.10-198.51.100.200', level: 'unique:1', reqid: '1', id: 'spd1' }],
    leases: [{ pool: 'defaultv4', address: '10.77.0.2', online: true, user: 'carol@home.example' }],
  },
  openvpn: {
    server: {
      1: {
        socket: '/var/etc/openvpn/server1.sock', status: 'ok',
        client_list: [{
          common_name: 'alice', real_address: '198.51.100.44:51022', virtual_address: '10.8.0.2', virtual_ipv6_address: '', bytes_received: '51200', bytes_sent: '104448',
          connected_since: '2026-11-22 18:04:11', connected_since__time_t_: String(seconds('2026-11-22T18:04:11')), username: 'alice', client_id: '0', peer_id: '0', data_channel_cipher: 'AES-256-GCM',
        }],
        routing_table: [{ virtual_address: '10.8.0.2', common_name: 'alice', real_address: '198.51.100.44:51022', last_ref: '2026-11-23 02:51:02', last_ref__time_t_: String(seconds('2026-11-23T02:51:02')) }],
      },
    },
  },
} as const satisfies Measured;

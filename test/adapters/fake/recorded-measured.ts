import { type Measured, type Neighbour } from '../../../src/adapters/fake/live/measured';
import { RECORDED_MAKERS } from './recorded-leases';
import { RECORDED_RESOLVER } from './recorded-resolver';
import { RECORDED_VPN } from './recorded-vpn';

const TRAFFIC = {
  vtnet0: { received: 1_204_233, sent: 884_122, addresses: { '203.0.113.10': { received: 1_100_200, sent: 880_000 }, '2001:db8:1::10': { received: 4021, sent: 3999 } } },
  vtnet1: { received: 901_442, sent: 1_189_045, addresses: { '192.168.1.1': { received: 20_144, sent: 30_127 } } },
  vtnet2: { received: 0, sent: 0 },
  lo0: { received: 8812, sent: 8812, addresses: { '127.0.0.1': { received: 8800, sent: 8800 } } },
  enc0: { received: 0, sent: 0 },
  pflog0: { received: 0, sent: 0 },
  'vlan0.20': { received: 40_211, sent: 39_002, addresses: { '192.168.20.1': { received: 1200, sent: 1301 } } },
  wg0: { received: 501, sent: 498, addresses: {} },
};

const PROCESSES = [
  { C: '0', PID: '11', THR: '100004', USERNAME: 'root', PRI: '187', NICE: 'ki31', SIZE: '0B', RES: '64K', STATE: 'CPU0', TIME: '291.1H', WCPU: '98.11%', COMMAND: '[idle{idle: cpu0}]' },
  { C: '1', PID: '61022', THR: '100301', USERNAME: 'www', PRI: '20', NICE: '0', SIZE: '41M', RES: '22M', STATE: 'kqread', TIME: '2:11', WCPU: '0.10%', COMMAND: '/usr/local/sbin/haproxy' },
];

const OWN = [['vtnet1', '192.168.1.1', '52:54:00:aa:00:02', 'fw1.home.example'], ['vlan0.20', '192.168.20.1', '52:54:00:aa:00:02', ''], ['vtnet0', '203.0.113.10', '52:54:00:aa:00:01', '']] as const;

const own = (index: number): Neighbour => {
  const [device, address, mac, name] = OWN[index] ?? ['', '', '', ''];
  return { device, address, mac, name };
};

const NEIGHBOURS: Neighbour[] = [
  own(0),
  { device: 'vtnet1', address: '192.168.1.10', mac: '00:11:32:4a:10:01', maker: 'Synology Incorporated', expires: 1162, name: 'nas.home.example' },
  { device: 'vtnet1', address: '192.168.1.11', mac: '00:25:90:4a:10:02', maker: 'Super Micro Computer, Inc.', expires: 1125, name: 'pve.home.example' },
  { device: 'vtnet1', address: '192.168.1.20', mac: '3c:97:0e:4a:10:03', maker: 'Wistron InfoComm(Kunshan)Co.,Ltd.', expires: 1088, name: 'desk.home.example' },
  { device: 'vtnet1', address: '192.168.1.30', mac: '00:1e:0b:4a:10:04', maker: 'Hewlett Packard', expires: 1051 },
  { device: 'vtnet1', address: '192.168.1.101', mac: 'f0:18:98:4a:10:05', maker: 'Apple, Inc.', expires: 1014, leasedName: 'phone' },
  { device: 'vtnet1', address: '192.168.1.102', mac: 'a4:83:e7:4a:10:06', maker: 'Apple, Inc.', expires: 977, leasedName: 'tablet' },
  { device: 'vtnet1', address: '192.168.1.103', mac: '9a:2b:11:4a:10:07', expires: 940 },
  own(1),
  { device: 'vlan0.20', address: '192.168.20.50', mac: 'b8:27:eb:4a:20:01', maker: 'Raspberry Pi Foundation', expires: 866, name: 'camera.home.example' },
  { device: 'vlan0.20', address: '192.168.20.51', mac: '5c:cf:7f:4a:20:02', maker: 'Espressif Inc.', expires: 829 },
  { device: 'vlan0.20', address: '192.168.20.52', mac: 'd8:28:c9:4a:20:03', maker: 'General Electric Consumer and Industrial', expires: 792 },
  own(2),
  { device: 'vtnet0', address: '203.0.113.1', mac: '00:1b:17:00:01:01', maker: 'Palo Alto Networks', expires: 718 },
  { device: 'vtnet0', address: '2001:db8:1::10', mac: '52:54:00:aa:00:01' },
  { device: 'vtnet0', address: '2001:db8:1::1', mac: '00:1b:17:00:01:01', maker: 'Palo Alto Networks' },
  { device: 'vtnet0', address: 'fe80::1%vtnet0', mac: '00:1b:17:00:01:01', maker: 'Palo Alto Networks' },
  { device: 'vtnet1', address: '2001:db8:1:1::1', mac: '52:54:00:aa:00:02' },
  { device: 'vtnet1', address: '2001:db8:1:1::20', mac: '3c:97:0e:4a:10:03', maker: 'Wistron InfoComm(Kunshan)Co.,Ltd.' },
  { device: 'vtnet1', address: 'fe80::3e97:eff:fe4a:1003%vtnet1', mac: '3c:97:0e:4a:10:03', maker: 'Wistron InfoComm(Kunshan)Co.,Ltd.' },
];

const ROUTES = [
  'default 203.0.113.1 UGS 6 vtnet0',
  '10.10.10.0/24 link#9 U 9 wg0',
  '10.10.10.1 link#4 UHS 10 lo0',
  '127.0.0.1 link#4 UH 1 lo0',
  '192.168.1.0/24 link#2 U 2 vtnet1',
  '192.168.1.1 link#4 UHS 3 lo0',
  '192.168.20.0/24 link#8 U 7 vlan0.20',
  '192.168.20.1 link#4 UHS 8 lo0',
  '203.0.113.0/24 link#1 U 4 vtnet0',
  '203.0.113.10 link#4 UHS 5 lo0',
  'default 2001:db8:1::1 UGS 12 vtnet0',
  '::1 link#4 UHS 1 lo0',
  '2001:db8:1::/64 link#1 U 2 vtnet0',
  '2001:db8:1::10 link#4 UHS 3 lo0',
  '2001:db8:1:1::/64 link#2 U 4 vtnet1',
  '2001:db8:1:1::1 link#4 UHS 5 lo0',
  'fe80::%vtnet0/64 link#1 U 6 vtnet0',
];

const MTU: Readonly<Record<string, string>> = { lo0: '16384', wg0: '1420' };

const TALKERS = {
  vtnet1: [{
    address: '192.168.1.20', rate_bits_in: 120_012, rate_bits_out: 9001, rate_bits: 129_013, cumulative_bytes_in: 51_200, cumulative_bytes_out: 4096, cumulative_bytes: 55_296, tags: [], rname: 'desk.home.example',
    details: [{ address: '198.51.100.20', rate: '126Kb', rate_bits: 129_013, cumulative: '54.0KB', cumulative_bytes: 55_296, tags: [], rname: '' }],
  }],
};

const plain = {};

const RECORDED_INTRUSIONS = {
  rulesets: [
    { filename: 'abuse.ch.feodotracker.rules', description: 'abuse.ch/Feodo Tracker', documentation: '', downloaded: Date.UTC(2026, 10, 21, 22, 26) },
    { filename: 'emerging-scan.rules', description: 'ET open/emerging-scan', documentation: '' },
  ],
  rules: [{ sid: 2_000_001, msg: 'TEST rule one', classtype: 'attempted-recon', rev: '3', gid: '1', source: 'emerging-scan.rules', enabled: true, reference: null, action: 'alert' }],
  alerts: [{
    timestamp: '2026-11-23T02:40:01.101010+0000', event_type: 'alert', src_ip: '198.51.100.66', src_port: 40_211, dest_ip: '203.0.113.10', dest_port: 22, proto: 'TCP',
    alert: 'TEST rule one', alert_sid: 2_000_001, alert_action: 'allowed', filepos: 0, fileid: 'none',
  }],
  logs: [{ size: 10_240, modified: Date.UTC(2026, 10, 23, 2, 13), filename: '/var/log/suricata/eve.json', sequence: null }],
};

/** What the recorded firewalls of a release measured. */
export function recordedMeasured(series: string, version: string): Measured {
  return {
    traffic: TRAFFIC,
    counters: { flags: '8843', mtu: '1500', 'link state': '2' },
    devices: [{ name: 'wg0', kind: 'tunnel', mac: '00:00:00:00:00:00', mtu: 1420, ipv4: [{ address: '10.10.10.1', bits: 24 }], ipv6: [], up: true, isTrunk: false }],
    groups: { vtnet0: ['WAN_GROUP'] },
    neighbours: NEIGHBOURS,
    routes: ROUTES.map(line => {
      const [destination = '', gateway = '', flags = '', hop = '', device = ''] = line.split(' ');
      return { destination, gateway, flags, hop, device, mtu: MTU[device] ?? '1500' };
    }),
    processes: PROCESSES,
    makers: RECORDED_MAKERS,
    talkers: TALKERS,
    resolver: RECORDED_RESOLVER,
    intrusions: RECORDED_INTRUSIONS,
    syslogCounters: ['dst.file;d_local_system#0;/var/log/system/system_20261123.log;a;processed;211', 'center;;received;a;processed;10221'],
    ...RECORDED_VPN,
    updates: {
      plugins: { 'os-acme-client': plain, 'os-crowdsec': { license: 'MIT' }, 'os-ddclient': plain, 'os-haproxy': plain, 'os-mdns-repeater': plain, 'os-wol': { installed: '0' } },
      changelog: [{ series, version, date: '2026-11-11' }, { series: '24.7', version: '24.7.1', date: '2024-08-01' }],
    },
    shells: ['/bin/bash', '/bin/dash', '/bin/rbash', '/bin/sh', '/usr/bin/bash', '/usr/bin/dash', '/usr/bin/rbash', '/usr/bin/sh', '/usr/bin/tmux'],
    pingDelays: [11, 11.9, 11.45, 11.45],
  };
}

import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type Lease } from '../../../src/adapters/fake/live/lease-memory';

const at = (time: string): number => Date.parse(`${time}Z`) / 1000;

const lease = (address: string, mac: string, hostname: string, clientId: string, starts: string, ends: string, more: Partial<Lease> = {}): Lease => ({
  address, mac, hostname, clientId, starts: at(starts), lifetime: at(ends) - at(starts), ...more,
});

const ISC = [
  lease('192.168.1.101', 'f0:18:98:4a:10:05', 'phone', '01:f0:18:98:4a:10:05', '2026-11-23T01:10:11', '2036-11-23T13:10:11'),
  lease('192.168.1.102', 'a4:83:e7:4a:10:06', 'tablet', '', '2026-11-22T20:10:11', '2036-11-23T08:10:11'),
  lease('192.168.1.150', '00:1e:0b:4a:10:99', '', '', '2026-11-15T20:10:11', '2026-11-16T08:10:11'),
];

const [from, to] = ['2026-11-23T00:00:00', '2036-11-23T00:00:00'];

const DNSMASQ = [
  lease('192.168.1.101', 'f0:18:98:4a:10:05', 'phone', '01:f0:18:98:4a:10:05', from, to),
  lease('192.168.1.102', 'a4:83:e7:4a:10:06', 'tablet', '01:a4:83:e7:4a:10:06', from, to),
  lease('192.168.1.103', '9a:2b:11:4a:10:07', '', '', from, to),
  lease('2001:db8:1:1::1101', '', 'desk', '00:01:00:01:2d:aa:bb:cc:3c:97:0e:4a:10:03', from, to, { iaid: 19_531_261 }),
];

const kea = (address: string, mac: string, hostname: string, clientId: string, more: Partial<Lease> = {}): Lease => ({ address, mac, hostname, clientId, starts: at('2026-11-23T11:30:00'), lifetime: 4000, subnet: 1, ...more });

const KEA4 = [kea('192.168.20.51', '5c:cf:7f:4a:20:02', 'thermostat', '01:5c:cf:7f:4a:20:02'), kea('192.168.20.52', 'd8:28:c9:4a:20:03', 'tv', '', { reserved: ['hwaddr'] })];
const KEA6 = [kea('2001:db8:1:1::1001', '3c:97:0e:4a:10:03', 'desk', '00:01:00:01:2d:aa:bb:cc:3c:97:0e:4a:10:03', { iaid: 1_234_567 })];

/** Makers of network cards that the recorded firewalls knew. */
export const RECORDED_MAKERS = { F01898: 'Apple, Inc.', '5CCF7F': 'Espressif Inc.', '3C970E': 'Wistron InfoComm(Kunshan)Co.,Ltd.' };

/** Puts into a fake firewall the leases of the recorded ones. */
export function leaseAsRecorded({ running: { leases } }: FakeFirewall): void {
  leases.give('isc4', ISC);
  leases.give('isc6', []);
  leases.give('dnsmasq', DNSMASQ);
  leases.give('kea4', KEA4);
  leases.give('kea6', KEA6);
}

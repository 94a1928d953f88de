import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type FilterLogLine } from '../../../src/adapters/fake/live/filter-log';
import { type PfState } from '../../../src/adapters/fake/live/pf-state';
import { leaseAsRecorded } from './recorded-leases';
import { recordedMeasured } from './recorded-measured';

/** Puts into a fake firewall what ran on the recorded ones: pf's rules and states, the packet filter's log, and what is measured. */
export function runAsRecorded(firewall: FakeFirewall, now: number): void {
  const { running } = firewall;
  leaseAsRecorded(firewall);
  running.pf = { rules: RULES.map((description, number) => ({ id: idOf(String(number)), description })), states: states(now) };
  running.filterLog = filterLog();
  running.switch('mdns-repeater', true);
  running.crowdsec = {
    alerts: [{ id: 11, time: Date.UTC(2026, 10, 22, 21, 10, 11), scenario: 'crowdsecurity/ssh-bf', address: '198.51.100.66', events: 6, uuid: '11111111-2222-4333-8444-555555555555', decision: { id: 101, hours: 20, left: '3h21m' } }],
    registered: Date.UTC(2026, 10, 2, 8, 14, 3), seen: Date.UTC(2026, 10, 23, 2, 50, 1),
  };
  running.measured = recordedMeasured(firewall.release, firewall.version);
}

const RULES = ['Default deny rule', 'Default deny rule, IPv6', 'pass loopback', 'Allow LAN to any rule', 'Let out anything', 'IOT to internet'];

const idOf = (rule: string): string => `a1b2c3d4e5f60718293a4b5c6d7e000${rule}`;

const FLOWS = [
  ['vtnet1', 'tcp', 'in', '192.168.1.20 51514', '198.51.100.20 443', 'ESTABLISHED:ESTABLISHED', 3],
  ['vtnet0', 'tcp', 'out', '203.0.113.10 29831', '198.51.100.20 443', 'ESTABLISHED:ESTABLISHED', 4, '192.168.1.20 51514'],
  ['vtnet1', 'udp', 'in', '192.168.1.101 60123', '192.168.1.1 53', 'SINGLE:MULTIPLE', 3],
  ['vlan0.20', 'tcp', 'in', '192.168.20.51 49999', '198.51.100.77 8883', 'ESTABLISHED:ESTABLISHED', 5],
  ['vtnet0', 'tcp', 'in', '198.51.100.9 40211', '203.0.113.10 443', 'SYN_SENT:CLOSED', 0],
  ['vtnet1', 'icmp', 'in', '192.168.1.10 4711', '192.168.1.1 8', '0:0', 3],
  ['vtnet0', 'ipv6-icmp', 'out', '2001:db8:1::10 3', '2001:db8:1::1 128', 'NO_TRAFFIC:NO_TRAFFIC', 4],
] as const;

function states(now: number): PfState[] {
  const end = (text: string): PfState['source'] => ({ address: text.split(' ')[0] ?? '', port: text.split(' ')[1] ?? '' });
  return FLOWS.map(([device, protocol, direction, source, destination, state, rule, nat], index) => ({
    id: `000000000000000${String(index + 1)}`, creator: '5a5a5a5a', device, protocol, direction, source: end(source), destination: end(destination), state, rule: idOf(String(rule)),
    ...(nat === undefined ? {} : { nat: end(nat) }),
    since: now - (621 + 60 * index) * 1000, idle: 85_810 - 60 * index, packets: [120 + index, 100 + index], bytes: [14_000 + index, 9000 + index],
  }));
}

// One of four lines a second, oldest first in the log.
function filterLog(): FilterLogLine[] {
  const first = Date.UTC(2026, 10, 23, 2, 50);
  const head = (rule: string, device: string, action: string, version: string): string[] => [rule, '', '', idOf(rule), device, 'match', action, 'in', version];
  const tail = (n: number, sequence: number, window: string): string[] => ['0', 'S', String(sequence + n), '', window, ''];
  const scanned = ['22', '23', '3389', '8080'];
  const line = (n: number): string[] =>
    [
      [...head('0', 'vtnet0', 'block', '4'), '0x0', '', '241', String(5400 + n), '0', 'none', '6', 'tcp', '44', `198.51.100.${String(60 + n)}`, '203.0.113.10', String(40_000 + n), scanned[(n / 4) % 4] ?? '', ...tail(n, 1000, '1024')],
      [...head('3', 'vtnet1', 'pass', '4'), '0x0', '', '64', String(6400 + n), '0', 'DF', '6', 'tcp', '60', '192.168.1.20', '198.51.100.20', String(51_500 + n), '443', ...tail(n, 2000, '64240')],
      [...head('3', 'vtnet1', 'pass', '4'), '0x0', '', '64', String(7400 + n), '0', 'none', '17', 'udp', '61', '192.168.1.101', '192.168.1.1', String(60_000 + n), '53', '41'],
      [...head('1', 'vtnet0', 'block', '6'), '0x00', '0x00000', '255', 'ICMPv6', '58', '32', 'fe80::1', 'ff02::1'],
    ][n % 4] ?? [];
  return Array.from({ length: 24 }, (_, n) => ({ time: first + n * 1000, fields: line(n) })).reverse();
}

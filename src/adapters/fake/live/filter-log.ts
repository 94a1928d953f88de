import { type Machine } from '../machine';
import { type Device, networkDevices } from '../network-devices';
import { Random } from '../random';
import { HOSTS } from '../sample';
import { type PfLabel } from './pf-state';
import { pfRules } from './pf-memory';

/** A line of the packet filter's log: when it was written (milliseconds since 1970), and its comma separated fields. */
export interface FilterLogLine {
  readonly time: number;
  readonly fields: readonly string[];
}

const STEP = 5000;
const KEPT = 1500;
const SCANNED = ['22', '23', '445', '3389', '8080', '5060', '1433'];

/** The log, newest first, `count` lines at most: made up from the sample's machines, a line every five seconds of the fake's clock. */
export function filterLog(machine: Machine, count: number): readonly FilterLogLine[] {
  const { filterLog: given } = machine.running;
  if (given !== undefined) return given.slice(0, count);
  const writers = writersOf(machine);
  if (writers.length === 0) return [];
  const newest = Math.floor(machine.now() / STEP);
  return Array.from({ length: Math.min(count, KEPT) }, (_, back) => {
    const random = new Random(`log ${String(newest - back)}`);
    const write = writers[random.below(writers.length)];
    return { time: (newest - back) * STEP, fields: write?.(random) ?? [] };
  });
}

type Writer = (random: Random) => string[];

function writersOf(machine: Machine): Writer[] {
  const devices = networkDevices(machine.document).filter(({ up }) => up);
  const on = (key: string): Device | undefined => devices.find(({ assigned }) => assigned?.key === key);
  const rules = pfRules(machine);
  const wan = on('wan');
  const outside = wan?.ipv4[0]?.address;
  const things = on('opt1');
  const nas = HOSTS[0];
  const chance = (): Writer[] => (wan === undefined || outside === undefined ? [] : [scan(wan, outside, rules), scan(wan, outside, rules), advertisement(wan, rules), leaving(wan, outside, rules)]);
  return [...chance(), ...(things === undefined || nas === undefined ? [] : [intruder(things, nas.ipv4, rules)])];
}

function head(rules: readonly PfLabel[], description: string, device: Device, action: 'pass' | 'block', direction: 'in' | 'out', version: '4' | '6'): string[] {
  const number = Math.max(0, rules.findIndex(rule => rule.description === description));
  return [String(number), '', '', rules[number]?.id ?? '0', device.name, 'match', action, direction, version];
}

function scan(wan: Device, outside: string, rules: readonly PfLabel[]): Writer {
  return random => {
    const source = `192.0.2.${String(130 + random.below(60))}`;
    return [...head(rules, 'Default deny / state violation rule', wan, 'block', 'in', '4'), ...ipv4(random, '241', 'tcp'), '44', source, outside, ...ports(random, SCANNED[random.below(SCANNED.length)] ?? '23'), '0', ...syn(random, '1024')];
  };
}

function advertisement(wan: Device, rules: readonly PfLabel[]): Writer {
  return () => [...head(rules, 'Default deny / state violation rule', wan, 'block', 'in', '6'), '0x00', '0x00000', '255', 'ICMPv6', '58', '32', 'fe80::1', 'ff02::1'];
}

function leaving(wan: Device, outside: string, rules: readonly PfLabel[]): Writer {
  return random => [...head(rules, 'let out anything from firewall host itself', wan, 'pass', 'out', '4'), ...ipv4(random, '64', 'udp'), '76', outside, '192.0.2.123', '123', '123', '56'];
}

function intruder(things: Device, target: string, rules: readonly PfLabel[]): Writer {
  return random => {
    const source = random.below(2) === 0 ? '192.168.20.50' : '192.168.20.52';
    return [...head(rules, 'Things must not reach the LAN', things, 'block', 'in', '4'), ...ipv4(random, '64', 'tcp'), '60', source, target, ...ports(random, '445'), '0', ...syn(random, '64240')];
  };
}

function ipv4(random: Random, ttl: string, protocol: 'tcp' | 'udp'): string[] {
  return ['0x0', '', ttl, String(random.below(65_536)), '0', protocol === 'tcp' ? 'DF' : 'none', protocol === 'tcp' ? '6' : '17', protocol];
}

function ports(random: Random, to: string): string[] {
  return [String(32_768 + random.below(28_000)), to];
}

function syn(random: Random, window: string): string[] {
  return ['S', String(random.below(2_000_000_000)), '', window, ''];
}

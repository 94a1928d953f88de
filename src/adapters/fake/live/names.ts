import { type Machine } from '../machine';
import { addressFamily } from '../model/network';
import { networkDevices } from '../network-devices';
import { overrideRecords } from './dns-zone';

/** A record that DNS answers: `value` as it is written in a zone file. */
export interface DnsRecord {
  readonly type: 'A' | 'AAAA' | 'MX' | 'TXT' | 'CNAME';
  readonly value: string;
}

/** What the internet's name servers know. */
const INTERNET: Readonly<Record<string, readonly DnsRecord[]>> = {
  'www.example.org': [{ type: 'A', value: '192.0.2.80' }, { type: 'AAAA', value: '2001:db8:80::80' }],
  'example.org': [
    { type: 'A', value: '192.0.2.80' }, { type: 'AAAA', value: '2001:db8:80::80' }, { type: 'MX', value: '10 mail.example.org.' }, { type: 'TXT', value: '"v=spf1 mx -all"' },
  ],
  'mail.example.org': [{ type: 'A', value: '192.0.2.25' }],
  'www.example.com': [{ type: 'CNAME', value: 'cdn.example.net.' }, { type: 'A', value: '198.51.100.20' }],
  'cdn.example.net': [{ type: 'A', value: '198.51.100.20' }],
  'ads.example.com': [{ type: 'A', value: '198.51.100.66' }],
  'ads.example.net': [{ type: 'A', value: '198.51.100.67' }],
  'metrics.example.net': [{ type: 'A', value: '198.51.100.68' }],
  'telemetry.example.com': [{ type: 'A', value: '198.51.100.69' }],
  'satellite.example.org': [{ type: 'A', value: '198.51.100.250' }],
  'gw.isp.example': [{ type: 'A', value: '203.0.113.1' }],
};

/** The records of a name: the firewall's own, host overrides, then the internet's; none when nobody knows it. */
export function recordsOf(machine: Machine, name: string): readonly DnsRecord[] {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const own = ownRecords(machine).filter(([each]) => each === wanted).map(([, record]) => record);
  return own.length > 0 ? own : (INTERNET[wanted] ?? []);
}

/** The address that a name stands for, or the address itself; undefined when it has none of the family. */
export function addressOf(machine: Machine, nameOrAddress: string, family: 4 | 6): string | undefined {
  const literal = addressFamily(nameOrAddress);
  if (literal !== undefined) return literal === family ? nameOrAddress : undefined;
  return recordsOf(machine, nameOrAddress).find(({ type }) => type === (family === 4 ? 'A' : 'AAAA'))?.value;
}

/** The name that a reverse lookup finds for an address; undefined when there is none. */
export function nameOf(machine: Machine, address: string): string | undefined {
  const everything = [...ownRecords(machine), ...Object.entries(INTERNET).flatMap(([name, records]) => records.map(record => [name, record] as const))];
  return everything.find(([, { type, value }]) => type !== 'MX' && type !== 'TXT' && value === address)?.[0];
}

function ownRecords(machine: Machine): (readonly [name: string, DnsRecord])[] {
  const { document } = machine;
  const self = `${document.text('system/hostname')}.${document.text('system/domain')}`.toLowerCase();
  const lan = networkDevices(document).find(device => device.assigned?.key === 'lan');
  const addresses = [...(lan?.ipv4 ?? []), ...(lan?.ipv6 ?? [])].filter(({ address }) => !address.startsWith('fe80:'));
  const overrides = overrideRecords(document).flatMap(({ name, type, value }): [string, DnsRecord][] => (type === 'PTR' ? [] : [[name.slice(0, -1), { type, value }]]));
  return [...addresses.map(({ address }) => [self, toRecord(address)] as const), ...overrides];
}

function toRecord(address: string): DnsRecord {
  return { type: addressFamily(address) === 6 ? 'AAAA' : 'A', value: address };
}

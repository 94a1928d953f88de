import { type FilterConfiguration, type Packet } from '../../../src/core/packet-filter';
import { type Random } from '../../../src/adapters/fake/random';
import { type Item, type SmallFirewall, type TestPacket } from './brute-force';
import { type TestTranslations } from './brute-force-path';

const INTERFACES = { wan: ['203.0.113.2/24', '2001:db8:ffff::2/64'], lan: ['192.168.1.1/24', '2001:db8:1::1/64'], opt1: ['192.168.2.1/25'], opt2: ['10.0.0.1/8'] };
const GROUPS = { inside: ['lan', 'opt1'] };
const ALIASES = {
  hosts: { type: 'host', content: ['192.168.1.10', '192.168.1.20-192.168.1.29', '2001:db8:1::10'] },
  nets: { type: 'network', content: ['192.168.0.0/16', '!192.168.2.0/24', '192.168.2.64/26', '2001:db8::/32'] },
  nested: { type: 'networkgroup', content: ['hosts', 'nets'] },
  web: { type: 'port', content: ['80', '443', '8000:8010'] },
  ports: { type: 'port', content: ['web', '22'] },
};
const SCHEDULES = ['day', 'night'];
const NETS = ['any', 'any', 'any', 'lan', 'opt1', 'wan', 'lanip', '(self)', 'hosts', 'nets', 'nested', '192.168.1.0/25', '192.168.1.10', '0.0.0.0/0', '2001:db8:1::/64', '10.0.0.0/9', 'lan,hosts', '192.168.2.0/24,10.0.0.0/8'];
const PORTS = ['', '', '80', '443', '1-1024', '8000-8005', 'web', 'ports'];

/** A firewall with that many rules, made at random. */
export function randomFirewall(random: Random, count: number): SmallFirewall {
  return { interfaces: INTERFACES, groups: GROUPS, aliases: ALIASES, rules: Array.from({ length: count }, (_, index) => randomRule(random, index)) };
}

/** The same with rules that are mostly about the same packets, so that some take everything from others. */
export function crowdedFirewall(random: Random, count: number): SmallFirewall {
  const pick = (values: readonly string[]): string => values[random.below(values.length)]!;
  const nets = ['any', 'lan', 'hosts', '192.168.1.0/25', '192.168.0.0/16'];
  const rules = randomFirewall(random, count).rules.map((rule): Item => {
    const protocol = pick(['any', 'TCP']);
    return {
      ...rule, interface: pick(['lan', 'lan', 'inside', '']), direction: 'in', ipprotocol: 'inet', protocol, icmptype: '', icmp6type: '', source_net: pick(nets), destination_net: pick(['any', 'any', 'nets']), destination_not: '0', source_port: '',
      destination_port: protocol === 'any' ? '' : pick(['', '80', 'web', '1-1024']),
    };
  });
  return { ...randomFirewall(random, 0), rules };
}

/** Translations made at random, mostly of addresses that random packets have. */
export function randomTranslations(random: Random): TestTranslations {
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const some = <T>(most: number, make: (id: string) => T): T[] => Array.from({ length: random.below(most + 1) }, (_, index) => make(`00000000-0000-4000-9000-${String(random.below(1_000_000)).padStart(9, '0')}${String(index).padStart(3, '0')}`));
  const on = (): string => pick(['wan', 'wan', 'lan', 'opt1', 'opt2']);
  return {
    forwards: some(3, id => ({ id, interface: on(), destination: pick(['203.0.113.2', '192.168.1.1', '192.168.2.64']), port: pick([22, 80, 443]), target: pick(['192.168.1.10', '192.168.1.30', '10.0.0.1', '192.168.2.127']), localPort: pick([80, 443, 8005]), passes: random.below(3) === 0 })),
    prefixes: some(2, id => ({ id, interface: on(), inside: pick(['2001:db8:1::', '2001:db8:2::']), outside: pick(['2001:db8:ffff::', '2001:db8:7::']), bits: 64 })),
    oneToOne: some(2, id => (random.below(2) === 0 ? { id, interface: on(), inside: '192.168.1.0', outside: pick(['203.0.113.0', '192.168.3.0']), bits: 24 } : { id, interface: on(), inside: pick(['192.168.1.30', '10.127.255.255']), outside: pick(['203.0.113.99', '8.8.8.8']), bits: 32 })),
  };
}

function randomRule(random: Random, index: number): Item {
  const pick = (values: readonly string[]): string => values[random.below(values.length)]!;
  const protocol = pick(['any', 'any', 'TCP', 'UDP', 'TCP/UDP', 'ICMP', 'ESP']);
  const hasPorts = ['TCP', 'UDP', 'TCP/UDP'].includes(protocol);
  const types = protocol === 'ICMP' && random.below(2) === 0;
  return {
    '@uuid': `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, enabled: pick(['1', '1', '1', '1', '1', '0']), sequence: String(10 + index), action: pick(['pass', 'pass', 'block', 'reject']), quick: pick(['1', '1', '1', '0']),
    interface: pick(['lan', 'lan', 'opt1', 'wan', 'inside', 'lan,opt2', '']), interfacenot: '0', direction: pick(['in', 'in', 'in', 'out', 'any']), ipprotocol: pick(['inet', 'inet', 'inet6', 'inet46']), protocol,
    icmptype: types ? pick(['echoreq', 'echoreq,unreach']) : '', icmp6type: types ? pick(['128', '128,1']) : '', source_net: pick(NETS), source_not: pick(['0', '0', '0', '1']), source_port: hasPorts && random.below(8) === 0 ? '1024-65535' : '',
    destination_net: pick(NETS), destination_not: pick(['0', '0', '0', '1']), destination_port: hasPorts ? pick(PORTS) : '', sched: random.below(12) === 0 ? pick(SCHEDULES) : '', gateway: '', log: pick(['0', '0', '0', '1']), tagged: '', description: `rule ${String(index)}`,
  };
}

/** The same firewall as the configuration holds it. */
export function configurationOf({ interfaces, groups, aliases, rules }: SmallFirewall, { forwards, prefixes, oneToOne }: TestTranslations = { forwards: [], prefixes: [], oneToOne: [] }): FilterConfiguration {
  return {
    // Nothing is protected, and nothing else is translated.
    system: { disablenatreflection: 'yes', webgui: { noantilockout: '1' } },
    nat: {
      outbound: { mode: 'disabled' },
      rule: forwards.map((each, index) => ({
        '@uuid': each.id, sequence: String(index), interface: each.interface, ipprotocol: 'inet', protocol: 'tcp', source: { network: 'any' }, destination: { address: each.destination, port: String(each.port) }, target: each.target,
        'local-port': String(each.localPort), ...(each.passes ? { pass: 'pass' } : {}),
      })),
    },
    interfaces: Object.fromEntries(
      Object.entries(interfaces).map(([name, addresses], index) => {
        const [v4 = '', v6 = ''] = addresses;
        const [[address = '', bits = ''], [address6 = '', bits6 = '']] = [v4.split('/'), v6.split('/')];
        return [name, { enable: '1', if: `em${String(index)}`, ipaddr: address, subnet: bits, ipaddrv6: address6, subnetv6: bits6 }];
      }),
    ),
    ifgroups: { ifgroupentry: Object.entries(groups).map(([ifname, members]) => ({ ifname, members: members.join(' ') })) },
    schedules: { schedule: SCHEDULES.map(name => ({ name, timerange: [{ hour: name === 'day' ? '8:00-18:00' : '20:00-23:59', position: '1,2,3,4,5,6,7' }] })) },
    models: { Alias: { aliases: { alias: Object.entries(aliases).map(([name, { type, content }]) => ({ name, type, enabled: '1', content: content.join('\n') })) } }, Filter: { rules: { rule: rules.map(rule => ({ ...rule })) }, npt: mapped(prefixes, 'destination_net'), onetoone: mapped(oneToOne, 'external') } },
  };
}

const mapped = (mappings: TestTranslations['prefixes'], outside: string): { readonly rule: Record<string, string>[] } => ({
  rule: mappings.map((each, index) => ({ '@uuid': each.id, enabled: '1', sequence: String(index), interface: each.interface, type: 'binat', source_net: `${each.inside}/${String(each.bits)}`, [outside]: `${each.outside}/${String(each.bits)}` })),
});

const ADDRESSES = [
  '192.168.1.1', '192.168.1.10', '192.168.1.20', '192.168.1.29', '192.168.1.30', '192.168.1.127', '192.168.1.128', '192.168.2.1', '192.168.2.64', '192.168.2.127', '192.168.2.128', '192.168.3.9', '203.0.113.2', '203.0.113.99', '10.0.0.1',
  '10.127.255.255', '10.128.0.0', '8.8.8.8', '0.0.0.0', '255.255.255.255',
];
const ADDRESSES_V6 = ['2001:db8:1::1', '2001:db8:1::10', '2001:db8:1::ffff', '2001:db8:2::1', '2001:db8:ffff::2', 'fe80::1', '::', 'ff02::1'];
const PORT_EDGES = [0, 1, 22, 79, 80, 81, 443, 1024, 1025, 7999, 8000, 8005, 8006, 8010, 8011, 65_535];

/** A packet made at random, mostly at the edges of what rules name. */
export function randomPacket(random: Random): TestPacket {
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const isV6 = random.below(4) === 0;
  const address = (): string => (isV6 ? pick(ADDRESSES_V6) : random.below(4) === 0 ? [0, 0, 0, 0].map(() => random.below(256)).join('.') : pick(ADDRESSES));
  const protocol = pick(['tcp', 'tcp', 'tcp', 'udp', 'udp', 'icmp', 'esp', 'gre']);
  return {
    interface: pick(['lan', 'lan', 'opt1', 'wan', 'opt2']), direction: pick(['in', 'in', 'in', 'out'] as const), protocol, source: address(), sourcePort: pick([...PORT_EDGES, random.below(65_536)]), destination: address(),
    destinationPort: pick([...PORT_EDGES, random.below(65_536)]), icmpType: isV6 ? pick(['128', '1', '3']) : pick(['echoreq', 'unreach', 'timex']),
  };
}

/** The packet as the judge of packets takes it. */
export function judged({ protocol, icmpType, sourcePort, destinationPort, destination, ...rest }: TestPacket): Packet {
  const own = Object.values(INTERFACES).flat().some(each => each.split('/')[0] === destination);
  return { ...rest, destination, protocol, toFirewall: own, ...(protocol === 'tcp' || protocol === 'udp' ? { sourcePort, destinationPort } : {}), ...(protocol === 'icmp' ? { icmpType } : {}) };
}

/** How many packets to try in all: a few hundred, or as many as PACKETS says. */
export const PACKETS = Number(process.env['PACKETS'] ?? 400);

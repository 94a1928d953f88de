import { Random } from '../../../../src/adapters/fake/random';
import { parseXml } from '../../../../src/adapters/xml';
import { sectionValue } from '../../../../src/adapters/config/config-value';
import { sampleDocument } from '../../../../src/adapters/fake/sample';
import { FILTER_SECTIONS, type FilterConfiguration } from '../../../../src/core/packet-filter';
import { type Item } from '../../../core/packet-filter/brute-force';
import { configurationOf } from '../../../core/packet-filter/random-firewall';

const INTERFACES = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [index === 0 ? 'lan' : `opt${String(index)}`, [`10.${String(index)}.0.1/16`, `2001:db8:${String(index)}::1/64`]]));
const NAMES = Object.keys(INTERFACES);

/** Makes a configuration with so many rules. */
export type Shape = (count: number) => FilterConfiguration;

function shape(makeRule: (random: Random, index: number, count: number) => Item): Shape {
  return count => {
    const random = new Random('overlapping');
    const plain: Item = { enabled: '1', quick: '1', interfacenot: '0', direction: 'in', ipprotocol: 'inet', icmptype: '', icmp6type: '', source_not: '0', source_port: '', destination_not: '0', destination_port: '', sched: '', gateway: '', log: '0', tagged: '' };
    const rules = Array.from({ length: count }, (_, index): Item => ({ ...plain, '@uuid': `rule ${String(index)}`, sequence: String(index + 1), description: String(index), ...makeRule(random, index, count) }));
    return configurationOf({ interfaces: INTERFACES, groups: { inside: ['lan', 'opt1'] }, aliases: {}, rules });
  };
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)]!;
const actionOf = (random: Random): Item => ({ action: pick(random, ['pass', 'pass', 'block', 'reject']), log: pick(random, ['0', '0', '0', '1']) });

/** A network around one address or another: the fewer bits, the more of the others it holds. */
function network(random: Random, isV6: boolean, fewestBits: number): string {
  if (isV6) return `2001:db8:${String(random.below(4))}:${random.hex(4)}::${random.hex(4)}/${String(32 + random.below(97))}`;
  return `10.${[0, 0, 0].map(() => random.below(256)).join('.')}/${String(fewestBits + random.below(33 - fewestBits))}`;
}

function ports(random: Random): string {
  const from = 1 + random.below(65_000);
  return pick(random, ['', String(from), `${String(from)}-${String(Math.min(65_535, from + random.below(20_000)))}`]);
}

/** Rules that overlap in many ways, by what overlaps. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  'networks that nest, of both families, in rules of every kind': shape(random => {
    const isV6 = random.below(4) === 0;
    const protocol = pick(random, ['any', 'TCP', 'TCP', 'UDP', 'TCP/UDP', 'ICMP', 'ESP']);
    const hasPorts = ['TCP', 'UDP', 'TCP/UDP'].includes(protocol);
    const end = (): string => (random.below(4) === 0 ? 'any' : network(random, isV6, 8));
    return {
      ...actionOf(random), quick: random.below(6) === 0 ? '0' : '1', interface: pick(random, [...NAMES, 'inside', '', 'lan,opt3', 'opt1,opt2']), direction: pick(random, ['in', 'in', 'in', 'out', 'any']), ipprotocol: isV6 ? 'inet6' : 'inet', protocol,
      source_net: end(), destination_net: end(), destination_port: hasPorts ? ports(random) : '', source_port: hasPorts && random.below(10) === 0 ? '1024-65535' : '',
    };
  }),
  'networks that nest, none of which holds all': shape(random => ({ ...actionOf(random), interface: pick(random, NAMES), protocol: pick(random, ['TCP', 'UDP']), source_net: network(random, false, 12), destination_net: network(random, false, 12), destination_port: ports(random) || '443' })),
  'ranges of ports': shape(random => ({ ...actionOf(random), interface: 'lan', protocol: 'TCP', source_net: 'any', destination_net: 'any', destination_port: ports(random) || '1-65535' })),
  'what a last rule passes anyway': shape((random, index, count) => {
    const isLast = index >= count - NAMES.length;
    const net = (): string => (isLast ? 'any' : network(random, false, 24));
    return { action: !isLast && random.below(4) === 0 ? 'block' : 'pass', interface: isLast ? NAMES[index - count + NAMES.length]! : pick(random, NAMES), protocol: isLast ? 'any' : 'TCP', source_net: net(), destination_net: net(), destination_port: isLast ? '' : String(1 + random.below(1000)) };
  }),
  'the rules of the sample network': count => {
    const root = parseXml(sampleDocument('26.7', 1, { rules: count }).toXml());
    return Object.fromEntries(Object.entries(FILTER_SECTIONS).map(([field, section]) => [field, sectionValue(root, section)]));
  },
};

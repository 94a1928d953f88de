import { Random } from '../../../../src/adapters/fake/random';
import { PacketFilter } from '../../../../src/core/packet-filter';
import { Effort } from '../../../../src/plugins/security/hygiene/effort';
import { idleRules } from '../../../../src/plugins/security/hygiene/idle-rules';
import { withoutBox } from '../../../../src/plugins/security/hygiene/packet-box';
import { RuleSpace } from '../../../../src/plugins/security/hygiene/rule-space';
import { BruteForce, type Item, type SmallFirewall } from '../../../core/packet-filter/brute-force';
import { configurationOf, crowdedFirewall, PACKETS, randomFirewall, randomPacket } from '../../../core/packet-filter/random-firewall';
import { SHAPES } from './overlapping-rules';

const SCHEDULES = [[], ['day'], ['night'], ['day', 'night']].map(names => new Set(names));
const base = randomFirewall(new Random('base'), 0);

/** A firewall with rules on the LAN that differ from one another as given. */
function firewallOf(...rules: readonly Item[]): SmallFirewall {
  const plain: Item = {
    enabled: '1', action: 'pass', quick: '1', interface: 'lan', interfacenot: '0', direction: 'in', ipprotocol: 'inet', protocol: 'any', icmptype: '', icmp6type: '', source_net: 'any', source_not: '0', source_port: '', destination_net: 'any',
    destination_not: '0', destination_port: '', sched: '', gateway: '', log: '0', tagged: '',
  };
  return { ...base, rules: rules.map((rule, index) => ({ ...plain, '@uuid': `${String(index)}`, sequence: String(index + 1), description: String(index), ...rule })) };
}

const idle = (...rules: readonly Item[]): string[] =>
  idleRules(new PacketFilter(configurationOf(firewallOf(...rules)))).idle.map(({ rule, verdict, by, because }) => `${rule.description} ${verdict} by ${by.map(each => each.description).join()}: ${because}`);

const tcp = (port: string, more: Item = {}): Item => ({ protocol: 'TCP', destination_port: port, ...more });

it('finds a rule that one before it takes everything of, and says whether it does the same', () => {
  expect(idle({ action: 'block' }, tcp('443'))).toEqual(['1 shadowed by 0: earlier rules take all of it']);
  expect(idle(tcp('1-1024'), tcp('443'))).toEqual(['1 redundant by 0: earlier rules take all of it']);
  expect(idle(tcp('443'), { ...tcp('443'), log: '1' })).toEqual(['1 shadowed by 0: earlier rules take all of it']);
});

it('finds a rule that several before it take everything of together', () => {
  expect(idle(tcp('1-442'), tcp('443', { action: 'block' }), tcp('444-1024'), tcp('1-1000'))).toEqual(['3 shadowed by 0,1,2: earlier rules take all of it']);
  expect(idle({ source_net: '192.168.1.0/25' }, { source_net: '192.168.1.128/25' }, { source_net: 'lan' })).toEqual(['2 redundant by 0,1: earlier rules take all of it']);
});

it('finds what a later rule makes unnecessary, unless one between them does something else', () => {
  expect(idle(tcp('443'), {})).toEqual(['0 redundant by 1: later rules do the same']);
  expect(idle(tcp('443'), tcp('', { action: 'block' }), {})).toEqual([]);
  expect(idle(tcp('443'), tcp('80', { action: 'block' }), {})).toEqual(['0 redundant by 2: later rules do the same']);
});

it('proves of each network or family of a rule by a later one of its own that it is unnecessary', () => {
  const both = { ipprotocol: 'inet46', ...tcp('443') };
  expect(idle(both, { ipprotocol: 'inet6' }, {})).toEqual(['0 redundant by 1,2: later rules do the same']);
  expect(idle(both, { ipprotocol: 'inet6' }, tcp('443-444', { action: 'block' }), {})).toEqual([]);
});

it('takes lists of networks for what they hold together', () => {
  expect(idle({ source_net: '192.168.1.0/25,192.168.1.128/25' }, { source_net: '192.168.1.64/26,192.168.1.128/26' })).toEqual(['1 redundant by 0: earlier rules take all of it']);
  expect(idle({ source_net: '192.168.1.0/25,nobody_knows' }, { source_net: '192.168.1.0/24' })).toEqual([]);
  expect(idle({ source_net: '192.168.1.0/25,nobody_knows' }, {})).toEqual(['0 redundant by 1: later rules do the same']);
  expect(idle({ source_net: '192.168.1.0/24,192.168.2.0/24', source_not: '1', action: 'block' }, { source_net: 'lan' })).toEqual(['1 shadowed by 0: earlier rules take all of it']);
});

it('knows that a rule which is not quick loses to later ones', () => {
  expect(idle({ quick: '0' }, { action: 'block' })).toEqual(['0 shadowed by 1: later rules take all of it']);
  expect(idle({ quick: '0', action: 'block' }, tcp('443'))).toEqual([]);
});

it('takes nothing for certain that is not', () => {
  expect(idle({ action: 'block', sched: 'day' }, tcp('443'))).toEqual([]);
  expect(idle({ action: 'block', sched: 'day' }, tcp('443', { sched: 'day' }))).toEqual(['1 shadowed by 0: earlier rules take all of it']);
  expect(idle({ action: 'block', tagged: 'x' }, tcp('443'))).toEqual([]);
  expect(idle({ action: 'block', source_net: 'nobody_knows' }, { source_net: 'lan' })).toEqual([]);
  expect(idle({ action: 'block', source_net: 'nobody_knows' }, tcp('443', { source_net: 'nobody_knows' }))).toEqual(['1 shadowed by 0: earlier rules take all of it']);
  expect(idle({ action: 'block', direction: 'out' }, tcp('443'))).toEqual([]);
  expect(idle({ action: 'block', interface: 'inside' }, tcp('443'))).toEqual(['1 shadowed by 0: earlier rules take all of it']);
  expect(idle({ action: 'block', enabled: '0' }, tcp('443'))).toEqual([]);
});

/** What a decision does: all that a redundant rule has in common with what takes its place. */
const effect = (rule: Item | undefined): string => (['action', 'gateway', 'log'] as const).map(field => rule?.[field]).join();

it('gives no verdict that trying random packets contradicts', () => {
  const random = new Random('idle');
  const wrong: string[] = [];
  let [shadowed, redundant, packets] = [0, 0, 0];
  while (packets < PACKETS * 20) {
    const firewall = (random.below(2) === 0 ? randomFirewall : crowdedFirewall)(random, 6 + random.below(20));
    // What is given up must not lead to wrong verdicts either.
    const effort = random.below(3) === 0 ? new Effort(random.below(200)) : new Effort();
    const { idle: found } = idleRules(new PacketFilter(configurationOf(firewall)), false, effort);
    const idleIds = new Set(found.map(({ rule }) => rule.id));
    const without = (isGone: (id: string) => boolean): SmallFirewall => ({ ...firewall, rules: firewall.rules.filter(each => !isGone(each['@uuid']!)) });
    for (const active of SCHEDULES) {
      const [all, cleaned] = [new BruteForce(firewall, active), new BruteForce(without(id => idleIds.has(id)), active)];
      const single = new Map(found.map(({ rule }) => [rule.id, new BruteForce(without(id => id === rule.id), active)]));
      for (let index = 0; index < 60; index++, packets++) {
        const packet = randomPacket(random);
        const decided = all.decide(packet);
        if (effect(cleaned.decide(packet)) !== effect(decided)) wrong.push(`without ${[...idleIds].join()}: ${JSON.stringify(packet)}`);
        const verdict = found.find(({ rule }) => rule.id === decided?.['@uuid']);
        if (verdict === undefined) continue;
        const isSame = verdict.because === 'later rules do the same' && effect(single.get(verdict.rule.id)?.decide(packet)) === effect(decided);
        if (!isSame) wrong.push(`${verdict.verdict} ${JSON.stringify(decided)} by ${verdict.by.map(each => each.description).join()} takes ${JSON.stringify(packet)}`);
      }
    }
    shadowed += found.filter(({ verdict }) => verdict === 'shadowed').length;
    redundant += found.length - found.filter(({ verdict }) => verdict === 'shadowed').length;
  }
  expect(wrong.slice(0, 2)).toEqual([]);
  expect(Math.min(shadowed, redundant)).toBeGreaterThan(5);
});

it('sees most of what trying many packets shows never to decide', () => {
  const random = new Random('complete');
  let [silent, seen] = [0, 0];
  for (let round = 0; round < 10; round++) {
    const firewall = crowdedFirewall(random, 14);
    const always: SmallFirewall = { ...firewall, rules: firewall.rules.map((rule): Item => ({ ...rule, sched: '' })) };
    const packets = Array.from({ length: 600 }, () => randomPacket(random));
    const brute = new BruteForce(always, new Set());
    const deciders = new Set(packets.map(packet => brute.decide(packet)?.['@uuid']));
    const found = new Set(idleRules(new PacketFilter(configurationOf(always))).idle.map(({ rule }) => rule.id));
    // Those that packets would come to, were they alone.
    const isMet = (rule: Item): boolean => {
      const alone = new BruteForce({ ...always, rules: [rule] }, new Set());
      return packets.filter(packet => alone.decide(packet) !== undefined).length > 20;
    };
    const quiet = always.rules.filter(rule => !deciders.has(rule['@uuid']) && isMet(rule));
    silent += quiet.length;
    seen += quiet.filter(rule => found.has(rule['@uuid']!)).length;
  }
  expect(silent).toBeGreaterThan(5);
  expect(seen).toBeGreaterThan(silent * 0.7);
});

const filterOf = (shape: string, count: number): PacketFilter => new PacketFilter(SHAPES[shape]!(count));

it.each(Object.keys(SHAPES))('compares no more than n log n for %s', shape => {
  const [some, twice] = [400, 800].map(count => idleRules(filterOf(shape, count)));
  expect(twice!.comparisons).toBeLessThan(some!.comparisons * 2.5);
  expect([some!.undecided, twice!.undecided]).toEqual([[], []]);
});

it.each(Object.keys(SHAPES))('finds every rule that one before it, or one after it, takes all of, for %s', shape => {
  const filter = filterOf(shape, 200);
  const rules = filter.rules.filter(({ origin }) => origin !== 'automatic');
  const space = new RuleSpace(filter, rules, false);
  const placed = rules.map(rule => ({ rule, boxes: space.boxes(rule) }));
  const found = new Map(idleRules(filter).idle.map(({ rule, because }) => [rule, because]));
  const missed = placed.filter(({ rule, boxes }, place) => {
    const usable = placed.filter((other, index) => (index < place ? other.rule.quick : index > place && !rule.quick));
    const isTaken = boxes.every(box => usable.some(other => other.boxes.some(each => withoutBox(box, each).length === 0)));
    return boxes.length > 0 && isTaken && found.get(rule) !== 'earlier rules take all of it' && found.get(rule) !== 'later rules take all of it';
  });
  expect(missed.map(({ rule }) => rule.description)).toEqual([]);
});

it('says of which rules it did not find out', () => {
  const blocks = Array.from({ length: 70 }, (_, index) => tcp(String(index + 1), { action: 'block' }));
  const { idle: found, undecided } = idleRules(new PacketFilter(configurationOf(firewallOf(...blocks, tcp('1-70'), tcp('80')))));
  expect([found, undecided.map(({ description }) => description)]).toEqual([[], ['70']]);

  const filter = filterOf('networks that nest, of both families, in rules of every kind', 250);
  const all = idleRules(filter).idle.map(({ rule }) => rule);
  const limited = idleRules(filter, false, new Effort(100));
  const known = new Set([...limited.idle.map(({ rule }) => rule), ...limited.undecided]);
  expect(limited.undecided.length).toBeGreaterThan(5);
  expect(all.filter(rule => !known.has(rule))).toEqual([]);
});

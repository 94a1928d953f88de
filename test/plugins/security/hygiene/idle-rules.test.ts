import { Random } from '../../../../src/adapters/fake/random';
import { PacketFilter } from '../../../../src/core/packet-filter';
import { idleRules } from '../../../../src/plugins/security/hygiene/idle-rules';
import { BruteForce, type Item, type SmallFirewall } from '../../../core/packet-filter/brute-force';
import { configurationOf, crowdedFirewall, PACKETS, randomFirewall, randomPacket } from '../../../core/packet-filter/random-firewall';

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
  idleRules(new PacketFilter(configurationOf(firewallOf(...rules)))).map(({ rule, verdict, by, because }) => `${rule.description} ${verdict} by ${by.map(each => each.description).join()}: ${because}`);

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
  expect(idle(tcp('443'), {})).toEqual(['0 redundant by 1: a later rule does the same']);
  expect(idle(tcp('443'), tcp('', { action: 'block' }), {})).toEqual([]);
  expect(idle(tcp('443'), tcp('80', { action: 'block' }), {})).toEqual(['0 redundant by 2: a later rule does the same']);
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
    const found = idleRules(new PacketFilter(configurationOf(firewall)));
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
        const isSame = verdict.because === 'a later rule does the same' && effect(single.get(verdict.rule.id)?.decide(packet)) === effect(decided);
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
    const found = new Set(idleRules(new PacketFilter(configurationOf(always))).map(({ rule }) => rule.id));
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

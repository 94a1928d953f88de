import { Random } from '../../../src/adapters/fake/random';
import { localTime, PacketFilter } from '../../../src/core/packet-filter';
import { BruteForce } from './brute-force';
import { configurationOf, judged, PACKETS, randomFirewall, randomPacket } from './random-firewall';

const NOON = Date.UTC(2026, 2, 4, 12);

it('decides about random packets by random rules as trying every line of pf does', () => {
  const random = new Random('packets');
  const wrong: string[] = [];
  const decided = new Map<string, number>();
  for (let round = 0; round < PACKETS / 40; round++) {
    const firewall = randomFirewall(random, 2 + random.below(25));
    const filter = new PacketFilter(configurationOf(firewall), { time: localTime(NOON, 'UTC') });
    const brute = new BruteForce(firewall, new Set(['day']));
    for (let index = 0; index < 40; index++) {
      const packet = randomPacket(random);
      const { rule } = filter.decide(judged(packet));
      const wanted = brute.decide(packet);
      decided.set(wanted?.['action'] ?? 'none', (decided.get(wanted?.['action'] ?? 'none') ?? 0) + 1);
      if (rule?.id !== wanted?.['@uuid']) wrong.push(`${JSON.stringify(packet)}: ${rule?.description ?? 'none'}, wanted ${JSON.stringify(wanted)}`);
    }
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(Math.min(...['pass', 'block', 'reject', 'none'].map(action => decided.get(action) ?? 0))).toBeGreaterThan(PACKETS / 50);
});

it('is certain wherever rules name nothing that only the firewall knows', () => {
  const random = new Random('certainty');
  const firewall = randomFirewall(random, 30);
  const filter = new PacketFilter(configurationOf(firewall), { time: localTime(NOON, 'UTC') });
  for (let index = 0; index < 100; index++) expect(filter.decide(judged(randomPacket(random))).candidates.map(({ matches }) => matches)).not.toContain('maybe');
});

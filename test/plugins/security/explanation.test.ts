import { Random } from '../../../src/adapters/fake/random';
import { localTime, type Packet, PacketFilter } from '../../../src/core/packet-filter';
import { explain } from '../../../src/plugins/security/traffic/explanation';
import { type TestPacket } from '../../core/packet-filter/brute-force';
import { BruteForcePath, type TestTranslations } from '../../core/packet-filter/brute-force-path';
import { configurationOf, judged, PACKETS, randomFirewall, randomPacket, randomTranslations } from '../../core/packet-filter/random-firewall';

const NOON = { time: localTime(Date.UTC(2026, 2, 4, 12), 'UTC') };

it('explains of random packets, by random rules and translations, what following them by hand gives', () => {
  const random = new Random('explanations');
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  for (let round = 0; round < PACKETS / 20; round++) {
    const firewall = randomFirewall(random, 2 + random.below(25));
    // With little in their way, some packets get through.
    const rules = random.below(2) === 0 ? firewall.rules : firewall.rules.map(rule => ({ ...rule, action: random.below(4) === 0 ? rule['action']! : 'pass' }));
    const nat = randomTranslations(random);
    const filter = new PacketFilter(configurationOf({ ...firewall, rules }, nat), NOON);
    const path = new BruteForcePath({ ...firewall, rules }, nat, new Set(['day']));
    for (let index = 0; index < 40; index++) {
      const packet = { ...randomPacket(random), direction: 'in' as const, ...(random.below(2) === 0 ? towards(nat, random) : {}) };
      const { verdict, rule, packet: after, steps } = explain({ filter, isOff: false, states: [] }, judged(packet));
      const wanted = path.follow(packet);
      count(verdict);
      for (const { stage } of steps) count(stage);
      const said = [verdict, rule?.id, after.source, after.destination];
      if (JSON.stringify(said) !== JSON.stringify([wanted.verdict, wanted.rule?.['@uuid'], wanted.source, wanted.destination])) wrong.push(`${JSON.stringify(packet)} with ${JSON.stringify(nat)}: ${said.join()}, wanted ${JSON.stringify(wanted)}; ${JSON.stringify(steps)}`);
    }
  }
  expect(wrong.slice(0, 2)).toEqual([]);
  for (const what of ['pass', 'block', 'reject', 'destination NAT', 'source NAT', 'rules out']) expect([what, (seen.get(what) ?? 0) >= PACKETS / 200]).toEqual([what, true]);
});

/** A host behind each interface. */
const BEHIND: Readonly<Record<string, string>> = { wan: '203.0.113.99', lan: '192.168.1.128', opt1: '192.168.2.64', opt2: '10.0.0.1' };

/** What makes a packet one for a translation. */
function towards({ forwards, prefixes, oneToOne }: TestTranslations, random: Random): Partial<TestPacket> {
  const found = [
    ...forwards.map(each => ({ interface: each.interface, protocol: 'tcp', destination: each.destination, destinationPort: each.port })),
    ...oneToOne.map(each => ({ interface: each.interface, destination: each.bits === 32 ? each.outside : each.outside.replace(/0$/, '30') })),
  ];
  const byIpv6 = prefixes.map(each => ({ interface: each.interface, source: '2001:db8:2::1', destination: `${each.outside}10` }));
  const outward = oneToOne.map(each => ({ interface: 'lan', source: each.bits === 32 ? each.inside : each.inside.replace(/0$/, '30'), destination: BEHIND[each.interface]! }));
  const all = [...found.map(each => ({ source: '192.168.1.30', ...each })), ...byIpv6, ...outward, ...outward];
  return all[random.below(all.length)] ?? {};
}

describe('prefix translation', () => {
  const one = { id: '00000000-0000-4000-9000-000000000001', interface: 'wan', inside: '2001:db8:1::', outside: '2001:db8:7::', bits: 64 };
  const inward: Packet = { interface: 'wan', direction: 'in', protocol: 'tcp', source: '2001:db8:ffff::9', sourcePort: 4000, destination: '2001:db8:7::10', destinationPort: 443, toFirewall: false };
  const of = (nat: Partial<TestTranslations>): ReturnType<typeof configurationOf> => configurationOf(randomFirewall(new Random('npt'), 0), { forwards: [], prefixes: [], oneToOne: [], ...nat });

  it('comes before one-to-one rules, and counts both ways', () => {
    const { nat } = new PacketFilter(of({ prefixes: [one], oneToOne: [{ ...one, inside: '2001:db8:2::' }] }), NOON);
    expect(nat.redirects(inward)).toMatchObject([{ kind: 'prefix translation', matches: 'yes', address: '2001:db8:1::10', port: 443 }]);
    expect(nat.sources({ ...inward, direction: 'out', source: '2001:db8:1::10', destination: '2001:db8:9::1' })).toMatchObject([{ kind: 'prefix translation', address: '2001:db8:7::10' }]);
    expect(nat.redirects({ ...inward, interface: 'lan' })).toEqual([]);
  });

  it('takes the prefix of an interface where none is written, and is unsure where only the firewall knows that', () => {
    const configuration = of({});
    const rule = { '@uuid': one.id, enabled: '1', interface: 'wan', source_net: '2001:db8:1::/64', destination_net: '', trackif: 'wan' };
    const tracking = (wan: Record<string, string>): PacketFilter =>
      new PacketFilter({ ...configuration, interfaces: { ...(configuration.interfaces as object), wan: { enable: '1', if: 'em0', ...wan } }, models: { ...(configuration.models as object), Filter: { npt: { rule: [rule] } } } }, NOON);
    const known = tracking({ ipaddrv6: '2001:db8:7::2', subnetv6: '64' });
    expect(known.nat.redirects(inward)).toMatchObject([{ matches: 'yes', address: '2001:db8:1::10' }]);
    const learnt = tracking({ ipaddrv6: 'dhcp6' });
    expect(learnt.nat.redirects(inward)).toMatchObject([{ matches: 'maybe', address: undefined }]);
    expect(learnt.nat.redirects({ ...inward, source: '198.51.100.1', destination: '203.0.113.9' })).toEqual([]);
    expect(explain({ filter: learnt, isOff: false, states: [] }, inward)).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('prefix translation') });
  });
});

import { BlockList } from 'node:net';
import { BruteForce, type Item, type SmallFirewall, type TestPacket } from './brute-force';

/** A port forward that takes TCP to one address and port from an interface. */
export interface TestForward {
  readonly id: string;
  readonly interface: string;
  readonly destination: string;
  readonly port: number;
  readonly target: string;
  readonly localPort: number;
  /** True when rules are not asked. */
  readonly passes: boolean;
}

/** Addresses that differ in their first bits only, inside and outside; `bits` is 24 or 32 for IPv4, 64 for IPv6. */
export interface TestMapping {
  readonly id: string;
  readonly interface: string;
  readonly inside: string;
  readonly outside: string;
  readonly bits: number;
}

/** Translations of a small firewall, each list in pf's order. */
export interface TestTranslations {
  readonly forwards: readonly TestForward[];
  readonly prefixes: readonly TestMapping[];
  readonly oneToOne: readonly TestMapping[];
}

/** What becomes of a packet that comes in. */
export interface Fate {
  readonly verdict: 'pass' | 'block' | 'reject';
  /** The rule that let it in or threw it away; undefined when none was asked, or none matched. */
  readonly rule: Item | undefined;
  /** As it leaves, or as it stays. */
  readonly source: string;
  readonly destination: string;
}

const NOT_ROUTED = ['224.0.0.0/4', '255.255.255.255/32', 'ff00::/8', '169.254.0.0/16', 'fe80::/10'];

/** Follows packets that come in through translation, rules, the connected networks and the rules for what goes out; shares no code with what it judges. */
export class BruteForcePath {
  private readonly rules: BruteForce;

  constructor(
    private readonly firewall: SmallFirewall,
    private readonly nat: TestTranslations,
    activeSchedules: ReadonlySet<string>,
  ) {
    this.rules = new BruteForce(firewall, activeSchedules);
  }

  follow(packet: TestPacket): Fate {
    const mappings = [...this.nat.prefixes, ...this.nat.oneToOne];
    const forward = this.nat.forwards.find(each => each.interface === packet.interface && packet.protocol === 'tcp' && same(each.destination, packet.destination) && each.port === packet.destinationPort);
    const mapped = forward === undefined ? mappings.find(each => each.interface === packet.interface && isIn(packet.destination, `${each.outside}/${String(each.bits)}`)) : undefined;
    let current: TestPacket = packet;
    if (forward !== undefined) current = { ...packet, destination: forward.target, destinationPort: forward.localPort };
    if (mapped !== undefined) current = { ...packet, destination: moved(packet.destination, mapped.outside, mapped.inside, mapped.bits) };
    const inward = forward?.passes === true ? undefined : this.rules.decide(current);
    if (forward?.passes !== true && inward?.['action'] !== 'pass') return { verdict: thrownAway(inward), rule: inward, source: current.source, destination: current.destination };
    const leaving = this.isOwn(current.destination) || NOT_ROUTED.some(net => isIn(current.destination, net)) ? undefined : this.towards(current.destination);
    if (leaving === undefined) return { verdict: 'pass', rule: inward, source: current.source, destination: current.destination };
    const outMapping = mappings.find(each => each.interface === leaving && isIn(current.source, `${each.inside}/${String(each.bits)}`));
    const source = outMapping === undefined ? current.source : moved(current.source, outMapping.inside, outMapping.outside, outMapping.bits);
    const outward = this.rules.decide({ ...current, source, interface: leaving, direction: 'out' });
    const isOut = outward?.['action'] === 'pass';
    return { verdict: isOut ? 'pass' : thrownAway(outward), rule: isOut ? inward : outward, source, destination: current.destination };
  }

  private isOwn(address: string): boolean {
    return Object.values(this.firewall.interfaces).flat().some(each => same(each.split('/')[0]!, address));
  }

  /** The interface with the smallest network that holds the address. */
  private towards(address: string): string | undefined {
    const found = Object.entries(this.firewall.interfaces).flatMap(([name, nets]) => nets.filter(net => isIn(address, net)).map(net => [name, Number(net.split('/')[1])] as const));
    return found.sort((left, right) => right[1] - left[1])[0]?.[0];
  }
}

const thrownAway = (rule: Item | undefined): 'block' | 'reject' => (rule?.['action'] === 'reject' ? 'reject' : 'block');
const same = (left: string, right: string): boolean => left.includes(':') === right.includes(':') && isIn(left, `${right}/${right.includes(':') ? '128' : '32'}`);

function isIn(address: string, network: string): boolean {
  const [net = '', bits] = network.split('/');
  const kind = net.includes(':') ? 'ipv6' : 'ipv4';
  if ((kind === 'ipv6') !== address.includes(':')) return false;
  const list = new BlockList();
  list.addSubnet(net, Number(bits), kind);
  return list.check(address, kind);
}

/** By hand: the networks that tests use end at a dot, or at the fourth colon. */
function moved(address: string, from: string, to: string, bits: number): string {
  if (bits === 32) return to;
  if (bits === 24) return `${to.split('.').slice(0, 3).join('.')}.${address.split('.')[3]!}`;
  return `${to.replace(/::.*$/, '')}::${address.replace(`${from.replace(/::.*$/, '')}::`, '')}`;
}

import { BlockList, isIPv6 } from 'node:net';

/** A rule, an alias or an interface as the configuration holds it. */
export type Item = Readonly<Record<string, string>>;

/** A small firewall: what the rules of it may name. */
export interface SmallFirewall {
  /** By name: addresses with prefix length. */
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly aliases: Readonly<Record<string, { readonly type: string; readonly content: readonly string[] }>>;
  /** Rules of the newer kind, in the order of their sequences. */
  readonly rules: readonly Item[];
}

/** A packet that opens a connection. */
export interface TestPacket {
  readonly interface: string;
  readonly direction: 'in' | 'out';
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly icmpType: string;
}

/**
 * What pf would make of a packet, the long way: every rule is written out as OPNsense writes it into pf's file, one line for each combination of interface,
 * source, destination and address family, and the lines are tried one after the other. Shares no code with what it judges.
 */
export class BruteForce {
  private readonly lines: readonly { readonly rule: Item; readonly quick: boolean; readonly matches: (packet: TestPacket) => boolean }[];
  private readonly lists = new Map<string, BlockList>();

  constructor(
    private readonly firewall: SmallFirewall,
    private readonly activeSchedules: ReadonlySet<string>,
  ) {
    const priority = (rule: Item): number => {
      const names = split(rule['interface']);
      if (names.length !== 1 || rule['interfacenot'] === '1') return 2;
      return names[0]! in firewall.groups ? 3 : 4;
    };
    const ordered = [2, 3, 4].flatMap(wanted => firewall.rules.filter(rule => rule['enabled'] === '1' && priority(rule) === wanted));
    this.lines = ordered.flatMap(rule => this.linesOf(rule));
  }

  /** The rule that decides; undefined when none matches. */
  decide(packet: TestPacket): Item | undefined {
    let last: Item | undefined;
    for (const line of this.lines) {
      if (!line.matches(packet)) continue;
      last = line.rule;
      if (line.quick) break;
    }
    return last;
  }

  private linesOf(rule: Item): { rule: Item; quick: boolean; matches: (packet: TestPacket) => boolean }[] {
    if (rule['sched'] !== '' && !this.activeSchedules.has(rule['sched']!)) return [];
    const lines = [];
    for (const on of rule['interface'] === '' ? [undefined] : split(rule['interface'])) {
      for (const from of split(rule['source_net'])) {
        for (const to of split(rule['destination_net'])) {
          for (const family of rule['ipprotocol'] === 'inet46' ? ['inet', 'inet6'] : [rule['ipprotocol']!]) {
            lines.push({ rule, quick: rule['quick'] === '1', matches: (packet: TestPacket) => this.lineMatches(rule, on, from, to, family, packet) });
          }
        }
      }
    }
    return lines;
  }

  private lineMatches(rule: Item, on: string | undefined, from: string, to: string, family: string, packet: TestPacket): boolean {
    if (isIPv6(packet.destination) !== (family === 'inet6')) return false;
    if (on !== undefined && (on === packet.interface || this.firewall.groups[on]?.includes(packet.interface) === true) === (rule['interfacenot'] === '1')) return false;
    if (rule['direction'] !== 'any' && rule['direction'] !== packet.direction) return false;
    const protocol = rule['protocol']!.toLowerCase();
    if (protocol !== 'any' && !protocol.split('/').includes(packet.protocol)) return false;
    if (protocol === 'icmp') {
      const types = split(rule[family === 'inet' ? 'icmptype' : 'icmp6type']);
      if (types.length > 0 && !types.includes(packet.icmpType)) return false;
    }
    if (protocol === 'tcp' || protocol === 'udp' || protocol === 'tcp/udp') {
      if (!this.portIs(rule['source_port']!, packet.sourcePort) || !this.portIs(rule['destination_port']!, packet.destinationPort)) return false;
    }
    return this.isEnd(from, rule['source_not'] === '1', packet.source, family) && this.isEnd(to, rule['destination_not'] === '1', packet.destination, family);
  }

  private isEnd(name: string, negated: boolean, address: string, family: string): boolean {
    return name === 'any' || this.isNamed(name, address, family) !== negated;
  }

  private isNamed(name: string, address: string, family: string): boolean {
    const { interfaces, aliases } = this.firewall;
    const plain = (texts: readonly string[]): string[] => texts.map(text => text.split('/')[0]!);
    if (name === '(self)') return this.isIn(plain(Object.values(interfaces).flat()), address);
    const ip = /^(wan|lan|opt\d+)ip$/.exec(name)?.[1];
    if (ip !== undefined) return this.isIn(plain(interfaces[ip]!), address);
    if (name in interfaces) return this.isIn([...interfaces[name]!, ...(family === 'inet6' ? ['fe80::/10'] : [])], address);
    if (name in aliases) return this.isInTable(name, address);
    return this.isIn([name], address);
  }

  private isInTable(name: string, address: string): boolean {
    const entries = this.entriesOf(name).map(entry => ({ text: entry.replace('!', ''), isIn: !entry.startsWith('!') })).filter(({ text }) => this.isIn([text], address));
    const length = (text: string): number => Number(text.split('/')[1] ?? 128);
    return entries.sort((a, b) => length(b.text) - length(a.text))[0]?.isIn ?? false;
  }

  private entriesOf(name: string): string[] {
    return this.firewall.aliases[name]!.content.flatMap(entry => (entry in this.firewall.aliases ? this.entriesOf(entry) : [entry]));
  }

  private portIs(wanted: string, port: number): boolean {
    if (wanted === '') return true;
    if (wanted in this.firewall.aliases) return this.entriesOf(wanted).some(entry => this.portIs(entry, port));
    const [from, to = from] = wanted.split(/[:-]/);
    return port >= Number(from) && port <= Number(to);
  }

  private isIn(texts: readonly string[], address: string): boolean {
    return texts.some(text => {
      const list = this.lists.get(text) ?? listOf(text);
      this.lists.set(text, list);
      // A list of IPv6 networks takes an IPv4 address for a mapped one.
      return text.includes(':') === address.includes(':') && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
    });
  }
}

function listOf(text: string): BlockList {
  const list = new BlockList();
  const [first = '', last] = text.split('-');
  const [net = '', bits] = text.split('/');
  const kind = text.includes(':') ? 'ipv6' : 'ipv4';
  if (last !== undefined) list.addRange(first, last, kind);
  else if (bits === undefined) list.addAddress(net, kind);
  else list.addSubnet(net, Number(bits), kind);
  return list;
}

function split(text = ''): string[] {
  return text.split(',').filter(part => part !== '');
}

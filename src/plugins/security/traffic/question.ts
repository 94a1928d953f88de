import { type LogEntry } from '../../../core/firewall-log';
import { isIpv6, normalAddress, type Packet, type PacketFilter } from '../../../core/packet-filter';
import { OpnError } from '../../../ports';
import { type ExplainTrafficInput } from './traffic-input';

/** What is asked about, with ends that are known. */
export type Question = Omit<ExplainTrafficInput, 'log' | 'source' | 'destination'> & { readonly source: string; readonly destination: string; readonly isLogged?: boolean };

/** A usual port of clients, for what does not say another. */
const CLIENT_PORT = 50_000;

/** The question with its ends in their normal form; throws OPN_INVALID_INPUT when they are missing or do not go together. */
export function questionOf(input: Omit<ExplainTrafficInput, 'log'>): Question {
  const [source, destination] = [input.source, input.destination].map(text => (text === undefined ? undefined : normalAddress(text)));
  if (source === undefined || destination === undefined) {
    throw new OpnError('OPN_INVALID_INPUT', 'A packet needs a source and a destination, each an IPv4 or IPv6 address.', "Give both, or log='newest_blocked' with what is known to take one from the log.");
  }
  if (isIpv6(source) !== isIpv6(destination)) throw new OpnError('OPN_INVALID_INPUT', `${source} and ${destination} are of different versions of IP.`, 'Both have to be IPv4, or both IPv6.');
  return { ...input, source, destination };
}

/** What the log tells of a packet, as a question; what was asked for otherwise stays. */
export function questionFromLog(entry: LogEntry, input: ExplainTrafficInput): Question {
  const { source_port: sourcePort, destination_port: port, direction } = entry;
  const question = questionOf({
    ...(input.icmp_type === undefined ? {} : { icmp_type: input.icmp_type }),
    source: entry.source ?? '', destination: entry.destination ?? '',
    ...(entry.protocol === undefined ? {} : { protocol: entry.protocol }),
    ...(port === undefined ? {} : { port }), ...(sourcePort === undefined ? {} : { source_port: sourcePort }),
    ...(entry.interface === undefined ? {} : { interface: entry.interface }),
    ...(direction === 'in' || direction === 'out' ? { direction } : {}),
  });
  return { ...question, isLogged: true };
}

/** The packet that a question means on that firewall; throws OPN_INVALID_INPUT when its interface is not known. */
export function packetOf(question: Question, filter: PacketFilter): Packet {
  const { source, destination, port, source_port: sourcePort } = question;
  const protocol = protocolName(question.protocol ?? 'tcp');
  const isIcmp = protocol === 'icmp' || protocol === 'ipv6-icmp';
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const direction = question.direction ?? (filter.interfaces.isOwn(source) && !filter.interfaces.isOwn(destination) ? 'out' : 'in');
  return {
    source, destination, protocol, direction, interface: interfaceOf(question, direction, filter), toFirewall: filter.interfaces.isOwn(destination),
    ...(hasPorts ? { sourcePort: sourcePort ?? CLIENT_PORT, ...(port === undefined ? {} : { destinationPort: port }) } : {}),
    ...(isIcmp ? typeOfIcmp(question) : {}),
  };
}

/** An echo request unless something else is asked about; the log does not tell. */
function typeOfIcmp({ icmp_type: given, destination, isLogged }: Question): Pick<Packet, 'icmpType'> {
  if (given !== undefined) return { icmpType: given };
  return isLogged === true ? {} : { icmpType: isIpv6(destination) ? '128' : 'echoreq' };
}

/** A protocol as packets name it, whatever somebody calls it. */
export function protocolName(text: string): string {
  const lower = text.toLowerCase();
  return ['icmp6', 'icmpv6', 'ipv6-icmp'].includes(lower) ? 'ipv6-icmp' : lower;
}

function interfaceOf({ interface: given, source, destination }: Question, direction: 'in' | 'out', filter: PacketFilter): string {
  const { interfaces, routes } = filter;
  if (given !== undefined) {
    const found = interfaces.find(given);
    if (found !== undefined) return found.name;
    throw new OpnError('OPN_INVALID_INPUT', `There is no interface '${given}'.`, `The firewall has ${interfaces.list.map(({ name, label }) => `${label} (${name})`).join(', ')}.`);
  }
  const found = routes.to(direction === 'in' ? source : destination)?.interface;
  if (found !== undefined) return found.name;
  throw new OpnError('OPN_INVALID_INPUT', `No route tells on which interface packets ${direction === 'in' ? `from ${source} come in` : `to ${destination} go out`}.`, `Name it: ${interfaces.list.map(({ name, label }) => `${label} (${name})`).join(', ')}.`);
}

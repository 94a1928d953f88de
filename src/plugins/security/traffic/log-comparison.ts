import { IsBoolean, IsInt, IsString } from 'class-validator';
import { Nested, Optional, type Part, present, type Unavailable } from '../../../core';
import { LogEntry, searchFirewallLog } from '../../../core/firewall-log';
import { type Packet } from '../../../core/packet-filter';
import { type FirewallApi, OpnError } from '../../../ports';
import { type Explanation } from './explanation';
import { protocolName } from './question';
import { type ExplainTrafficInput } from './traffic-input';

const SCANNED = 5000;

/** What the log says of the same traffic. */
export class LogComparison {
  /** The newest line about it. */
  @Optional() @Nested(() => LogEntry) newest?: LogEntry;
  /** Lines about it among those looked through. */
  @Optional() @IsInt() lines?: number;
  @Optional() @IsInt() scanned?: number;
  /** Whether the firewall decided what is worked out here; absent without a line, or when nothing certain was worked out. */
  @Optional() @IsBoolean() agrees?: boolean;
  @Optional() @IsString() note?: string;
}

/** What was found in the log, and what of it could not be read. */
interface FromLog<T> extends Part<T> {
  readonly value: T;
}

const fromLog = <T>(value: T, problem: Unavailable | undefined): FromLog<T> => (problem === undefined ? { value } : { value, problem });

/** The newest packet that the log says was blocked and that fits what is asked; throws OPN_NOT_FOUND when there is none. */
export async function newestBlocked(firewall: FirewallApi, input: ExplainTrafficInput): Promise<FromLog<LogEntry>> {
  const { entries, scanned, oldest, problem } = await searchFirewallLog(firewall, {
    source_ip: input.source ?? '', destination_ip: input.destination ?? '', action: 'block', interface: input.interface ?? '', limit: 1, scan: SCANNED,
    ...optional('port', input.port ?? input.source_port), ...optional('protocol', input.protocol?.toLowerCase()), ...optional('direction', input.direction),
  });
  const found = entries.find(({ source, destination, destination_port: port, source_port: sourcePort }) => isGiven(input.source, source) && isGiven(input.destination, destination) && isGiven(input.port, port) && isGiven(input.source_port, sourcePort));
  if (found !== undefined) return fromLog(found, problem);
  throw new OpnError('OPN_NOT_FOUND', `The log holds no blocked packet that fits (${String(scanned)} lines looked through${oldest === undefined ? '' : `, back to ${oldest}`}).`, 'Only rules with logging write lines. Give source, destination and port without `log` to have the packet worked out.');
}

/** Looks for the same traffic in the log, and compares what the firewall decided with what was worked out. */
export async function compareWithLog(firewall: FirewallApi, asked: Packet, explained: Explanation): Promise<FromLog<LogComparison>> {
  const { entries, scanned, problem } = await searchFirewallLog(firewall, { source_ip: asked.source, destination_ip: '', action: '', interface: '', limit: SCANNED, scan: SCANNED });
  // The log shows addresses as they are after destination NAT.
  const [destinations, ports] = [[asked.destination, explained.packet.destination], [asked.destinationPort, explained.packet.destinationPort]];
  const same = entries.filter(({ source, destination = '', destination_port: port, protocol = '', action }) =>
    source === asked.source && destinations.includes(destination) && ports.includes(port) && protocolName(protocol) === asked.protocol && ['pass', 'block', 'reject'].includes(action));
  const [newest] = same;
  if (newest === undefined) return fromLog({ lines: 0, scanned, note: 'The log has no line about it; only rules with logging write some.' }, problem);
  return fromLog({ lines: same.length, scanned, ...compared(newest, explained) }, problem);
}

/** A line of the log beside what was worked out of the same packet. */
export function compared(newest: LogEntry, { verdict, rule }: Explanation): LogComparison {
  const agrees = verdict === 'unknown' ? undefined : (verdict === 'pass') === (newest.action === 'pass');
  const opening = openingNote(newest);
  const note = agrees === undefined ? undefined : agrees ? ruleNote(newest, rule) : opening === undefined ? DISAGREEMENT : undefined;
  return present<LogComparison>({ newest, agrees, note: [opening, note].filter(each => each !== undefined).join(' ') || undefined });
}

/** What a logged packet that opens no connection means; undefined for one that does. */
function openingNote({ tcp_flags: flags, action }: LogEntry): string | undefined {
  if (flags === undefined || flags === '' || (flags.includes('S') && !flags.includes('A')) || action === 'pass') return undefined;
  return `The logged packet has the TCP flags ${flags}: it opens no connection, but belongs to one that pf does not know (any more), which is blocked whatever the rules say. Usual causes: it came after the connection was over, or packets take different ways there and back.`;
}

const DISAGREEMENT = 'The firewall decided otherwise. Rules may be saved but not applied, may have changed since, or the packet differed in something that was not given.';

function ruleNote(newest: LogEntry, rule: Explanation['rule']): string | undefined {
  if (rule === undefined || newest.rule_id === rule.id || (newest.rule ?? '') === rule.description) return undefined;
  return `The log names another rule of the same effect: ${newest.rule ?? newest.rule_id ?? 'none'}.`;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

function isGiven<T>(wanted: T | undefined, actual: T | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

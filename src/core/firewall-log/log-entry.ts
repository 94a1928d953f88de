import { IsInt, IsString } from 'class-validator';
import { Optional } from '../fields';
import { present } from '../present';
import { shape } from '../shape';

/** A line of the packet filter's log as `diagnostics/firewall/log` decodes it. */
export interface LogRow {
  readonly __timestamp__: string;
  readonly action: string;
  readonly [field: string]: unknown;
}

/** What the log answers: its lines, newest first. */
export const logAnswer = (value: unknown): string | undefined => (Array.isArray(value) ? lines(value) : 'it is no list');

const lines = shape.table(shape.object({ action: shape.text, __timestamp__: shape.text }));

/** A packet that a rule with logging decided about. */
export class LogEntry {
  /** As the firewall wrote it, in its own time zone. */
  @IsString() time!: string;
  @IsString() action!: string;
  @Optional() @IsString() direction?: string;
  /** The interface's name, or its device when it has none. */
  @Optional() @IsString() interface?: string;
  @Optional() @IsString() protocol?: string;
  @Optional() @IsString() source?: string;
  @Optional() @IsInt() source_port?: number;
  @Optional() @IsString() destination?: string;
  @Optional() @IsInt() destination_port?: number;
  @Optional() @IsString() tcp_flags?: string;
  /** Description of the rule. */
  @Optional() @IsString() rule?: string;
  /** The uuid of a rule that can be changed, or the label of another. */
  @Optional() @IsString() rule_id?: string;
}

/** One line as an entry; `names` tells what devices are called. */
export function toLogEntry(row: LogRow, names: Readonly<Record<string, string>>): LogEntry {
  const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
  const port = (name: string): number | undefined => (/^\d+$/.test(text(name)) ? Number(text(name)) : undefined);
  return present<LogEntry>({
    time: row.__timestamp__,
    action: row.action,
    direction: text('dir'),
    interface: names[text('interface')] ?? text('interface'),
    protocol: text('protoname').toLowerCase(),
    source: text('src'),
    source_port: port('srcport'),
    destination: text('dst'),
    destination_port: port('dstport'),
    tcp_flags: text('tcpflags'),
    rule: text('label'),
    rule_id: text('rid') === '0' ? undefined : text('rid'),
  });
}

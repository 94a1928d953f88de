import { shape } from '../shape';
import { type LogRow } from './log-entry';

/** A line of the packet filter's log as it stands in the file. */
export interface LogLine {
  readonly timestamp?: string | null;
  readonly line: string;
}

/** What every line of a log has. */
export const logLine = shape.object({ timestamp: shape.optional(shape.text), line: shape.text });

/** The rules that pf has loaded. */
export interface RuleIdsAnswer {
  readonly items: readonly { readonly id: string; readonly descr: string }[];
}

/** What the rules that pf has loaded look like. */
export const ruleIdsAnswer = shape.object({ items: shape.table(shape.object({ id: shape.text, descr: shape.text })) });

const GENERAL = 'rulenr subrulenr anchorname rid interface reason action dir ipversion'.split(' ');
const NETWORK: Readonly<Record<string, readonly string[]>> = {
  '4': 'tos ecn ttl id offset ipflags protonum protoname length src dst'.split(' '),
  '6': 'class flow hoplimit protoname protonum length src dst'.split(' '),
};
const TRANSPORT: Readonly<Record<string, readonly string[]>> = { '6': 'srcport dstport datalen tcpflags'.split(' '), '17': 'srcport dstport datalen'.split(' ') };

/** Reads the values, with commas between them, that pf logs of a packet; undefined for a line that is something else. */
export function decodeLine({ timestamp, line }: LogLine, descriptions: ReadonlyMap<string, string>): LogRow | undefined {
  const values = line.trim().split(',');
  const network = NETWORK[values[GENERAL.indexOf('ipversion')] ?? ''];
  if (network === undefined) return undefined;
  const protocol = values[GENERAL.length + network.indexOf('protonum')] ?? '';
  const names = [...GENERAL, ...network, ...(TRANSPORT[protocol] ?? [])];
  const fields = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  return { ...fields, action: fields['action'] ?? '', label: descriptions.get(fields['rid'] ?? '') ?? '', __timestamp__: timestamp ?? '' };
}

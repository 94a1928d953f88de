import { IsInt, IsString } from 'class-validator';
import { ListOf, Optional, shape } from '../../core';

/** A capture as OPNsense lists it. */
export interface CaptureJobRow {
  readonly id: string;
  readonly status: string;
}
/** What every one of them has. */
export const captureJobRow = shape.object({ id: shape.name, status: shape.name });

/** A packet as tcpdump prints it. */
interface CapturedRow {
  readonly timestamp: string;
  readonly raw: string;
}

/** The packets of a capture by device; PHP writes none as a list. */
export interface CaptureView {
  readonly status: string;
  readonly interfaces?: Readonly<Record<string, { readonly rows: readonly CapturedRow[] }>> | null;
}
/** What it has at least. */
export const captureView = shape.object({
  status: shape.name, interfaces: shape.optional(shape.table(shape.object({ rows: shape.table(shape.object({ timestamp: shape.text, raw: shape.text })) }))),
});

/** A packet that passed by. */
export class CapturedPacket {
  /** As the firewall wrote it, in its own time zone. */
  @IsString() time!: string;
  /** As tcpdump prints it. */
  @IsString() text!: string;
}

/** What passed by, and where all of it is read. */
export class Capture {
  @IsString() interface!: string;
  /** How many packets it has. */
  @IsInt() packets!: number;
  /** The first of them. */
  @ListOf(() => CapturedPacket) first!: CapturedPacket[];
  /** Bytes of each packet that were recorded. */
  @IsInt() bytes_each!: number;
  /** Where clients read the archive with the file for Wireshark; kept while this server runs, the newest ones. */
  @Optional() @IsString() document?: string;
  @Optional() @IsString() note?: string;
}

const LONGEST_LINE = 200;

/** The packets in the order of their time. */
export function packetsIn({ interfaces }: CaptureView): CapturedPacket[] {
  const rows = Object.values(interfaces ?? {}).flatMap(each => Object.values(each.rows));
  return rows.map(({ timestamp, raw }) => ({ time: timestamp, text: raw.trim().slice(0, LONGEST_LINE) })).sort((a, b) => (a.time < b.time ? -1 : 1));
}

import { IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present, shape, TextList } from '../../core';

/** One line of netstat: a device itself (its network is `<Link#1>`) or one of its addresses. */
export interface CounterRow {
  readonly name: string;
  /** Hexadecimal interface flags, `0x8843`. */
  readonly flags?: string;
  readonly mtu?: number;
  readonly network: string;
  readonly address?: string;
  readonly 'received-packets'?: number;
  readonly 'received-bytes'?: number;
  readonly 'received-errors'?: number;
  readonly 'dropped-packets'?: number;
  readonly 'sent-packets'?: number;
  readonly 'sent-bytes'?: number;
  readonly 'send-errors'?: number;
  readonly collisions?: number;
}

/** What `get_interface_statistics` answers: lines by `[LAN] (vtnet1) / 192.168.1.1`, or `[vtnet2] / …` when not assigned. */
export interface InterfaceStatisticsAnswer {
  readonly statistics: Readonly<Record<string, CounterRow>> | readonly never[];
}

const optionalInteger = shape.optional(shape.integer);

/** What the answer has. */
export const interfaceStatisticsAnswer = shape.object({
  statistics: shape.table(
    shape.object({
      name: shape.name, flags: shape.optional(shape.scalar), mtu: optionalInteger, network: shape.text, address: shape.optional(shape.text),
      'received-packets': optionalInteger, 'received-bytes': optionalInteger, 'received-errors': optionalInteger, 'dropped-packets': optionalInteger,
      'sent-packets': optionalInteger, 'sent-bytes': optionalInteger, 'send-errors': optionalInteger, collisions: optionalInteger,
    }),
  ),
});

/** What one interface received and sent since it came up. */
export class InterfaceStatistics {
  @IsString() device!: string;
  /** The interface's name as people gave it; absent when the device is not assigned. */
  @Optional() @IsString() interface?: string;
  @Optional() @IsBoolean() up?: boolean;
  @Optional() @IsString() mac?: string;
  @Optional() @IsInt() mtu?: number;
  /** With prefix length. */
  @Optional() @TextList() addresses?: string[];
  @Optional() @IsInt() received_packets?: number;
  @Optional() @IsInt() received_bytes?: number;
  @Optional() @IsInt() received_errors?: number;
  @Optional() @IsInt() dropped_packets?: number;
  @Optional() @IsInt() sent_packets?: number;
  @Optional() @IsInt() sent_bytes?: number;
  @Optional() @IsInt() send_errors?: number;
  @Optional() @IsInt() collisions?: number;
}

/** One entry per device, in the firewall's order. Only the device's own line counts: the lines of its addresses count the same packets again. */
export function toInterfaceStatistics(answer: InterfaceStatisticsAnswer): InterfaceStatistics[] {
  const lines = new Map<string, { key: string; row: CounterRow }[]>();
  for (const [key, row] of Object.entries(answer.statistics) as [string, CounterRow][]) {
    lines.set(row.name, [...(lines.get(row.name) ?? []), { key, row }]);
  }
  return [...lines].map(([device, rows]) => toStatistics(device, rows));
}

const UP = 0x1;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;
const NO_MAC = '00:00:00:00:00:00';

function toStatistics(device: string, lines: readonly { key: string; row: CounterRow }[]): InterfaceStatistics {
  const link = lines.find(({ row }) => isLink(row))?.row;
  const flags = Number(link?.flags ?? lines[0]?.row.flags);
  return present<InterfaceStatistics>({
    device,
    interface: description(device, lines[0]?.key ?? ''),
    up: Number.isNaN(flags) ? undefined : (flags & UP) === UP,
    mac: link?.address !== undefined && MAC.test(link.address) && link.address !== NO_MAC ? link.address : undefined,
    mtu: link?.mtu,
    addresses: lines.filter(({ row }) => !isLink(row)).flatMap(({ row }) => addressOf(row) ?? []),
    received_packets: link?.['received-packets'],
    received_bytes: link?.['received-bytes'],
    received_errors: link?.['received-errors'],
    dropped_packets: link?.['dropped-packets'],
    sent_packets: link?.['sent-packets'],
    sent_bytes: link?.['sent-bytes'],
    send_errors: link?.['send-errors'],
    collisions: link?.collisions,
  });
}

const isLink = (row: CounterRow): boolean => row.network.startsWith('<Link');

function addressOf({ name, network, address }: CounterRow): string | undefined {
  if (address === undefined) return undefined;
  const prefix = network.split('/')[1];
  const plain = address.endsWith(`%${name}`) ? address.slice(0, -name.length - 1) : address;
  return prefix === undefined ? plain : `${plain}/${prefix}`;
}

// The description may hold anything, so it is cut out from the end of what is known to follow it.
function description(device: string, key: string): string | undefined {
  const end = key.lastIndexOf(`] (${device}) / `);
  return key.startsWith('[') && end > 0 ? key.slice(1, end) : undefined;
}

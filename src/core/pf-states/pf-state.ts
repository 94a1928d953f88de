import { IsIn, IsInt, IsString } from 'class-validator';
import { Optional } from '../fields';
import { present } from '../present';
import { shape } from '../shape';

/** A state as `diagnostics/firewall/query_states` lists it. */
export interface PfStateRow {
  /** State and creator in hex: `00…01/5a5a5a5a`. */
  readonly id: string;
  /** Device, and what people call its interface. */
  readonly iface: string;
  readonly interface?: string;
  readonly proto: string;
  readonly direction: 'in' | 'out';
  readonly src_addr: string;
  readonly src_port: string | null;
  readonly dst_addr: string;
  readonly dst_port: string | null;
  /** The address in the packet before NAT. */
  readonly nat_addr: string | null;
  readonly nat_port: string | null;
  readonly gateway?: string | null;
  readonly state: string;
  /** `00:10:21` */
  readonly age?: string;
  readonly expires?: string;
  /** In the state's direction, and back. */
  readonly pkts?: readonly number[];
  readonly bytes?: readonly number[];
  /** Id of the rule that let it in, and its description. */
  readonly label?: string;
  readonly descr?: string | null;
}

const optionalText = shape.optional(shape.text);
const counts = shape.optional(shape.table(shape.integer));

/** The shape of a state's row. */
export const pfStateRow = shape.object({
  id: shape.name, iface: shape.name, interface: optionalText, proto: shape.text, direction: shape.text, src_addr: shape.text, src_port: optionalText, dst_addr: shape.text, dst_port: optionalText,
  nat_addr: optionalText, nat_port: optionalText, gateway: optionalText, state: shape.text, age: optionalText, expires: optionalText, pkts: counts, bytes: counts, label: optionalText, descr: optionalText,
});

/** A connection that the firewall knows, seen on one interface. */
export class PfState {
  @IsString() protocol!: string;
  @IsIn(['in', 'out']) direction!: 'in' | 'out';
  @IsString() interface!: string;
  @IsString() source!: string;
  @Optional() @IsInt() source_port?: number;
  @IsString() destination!: string;
  @Optional() @IsInt() destination_port?: number;
  /** What stood in its place before NAT: of a state going out the source, of one coming in the destination. */
  @Optional() @IsString() before_nat?: string;
  @Optional() @IsString() gateway?: string;
  /** Both ends, as pf words them. */
  @IsString() state!: string;
  @Optional() @IsInt() age_s?: number;
  @Optional() @IsInt() expires_s?: number;
  @Optional() @IsInt() packets_sent?: number;
  @Optional() @IsInt() packets_returned?: number;
  @Optional() @IsInt() bytes_sent?: number;
  @Optional() @IsInt() bytes_returned?: number;
  /** Description of the rule that let it in. */
  @Optional() @IsString() rule?: string;
  @Optional() @IsString() rule_id?: string;
  @Optional() @IsString() id?: string;
}

/** One row as a state; its ids only when asked for. */
export function toPfState(row: PfStateRow, withIds: boolean): PfState {
  return present<PfState>({
    protocol: row.proto,
    direction: row.direction === 'out' ? 'out' : 'in',
    interface: row.interface ?? row.iface,
    source: row.src_addr,
    source_port: integer(row.src_port),
    destination: row.dst_addr,
    destination_port: integer(row.dst_port),
    before_nat: row.nat_addr === null ? undefined : joined(row.nat_addr, row.nat_port),
    gateway: row.gateway ?? undefined,
    state: row.state,
    age_s: seconds(row.age),
    expires_s: seconds(row.expires),
    packets_sent: row.pkts?.[0],
    packets_returned: row.pkts?.[1],
    bytes_sent: row.bytes?.[0],
    bytes_returned: row.bytes?.[1],
    rule: row.descr ?? undefined,
    rule_id: withIds ? row.label : undefined,
    id: withIds ? row.id : undefined,
  });
}

function integer(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function joined(address: string, port: string | null): string {
  if (port === null || port === '') return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function seconds(text: string | undefined): number | undefined {
  const [, hours, minutes, rest] = /^(\d+):(\d\d):(\d\d)$/.exec(text ?? '') ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

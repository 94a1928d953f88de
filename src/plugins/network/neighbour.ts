import { IsBoolean, IsInt, IsString } from 'class-validator';
import { Describe, ListOutput, Optional, pageOf, present, type Shape, shape, TableInput } from '../../core';
import { type FirewallApi, type ReadEndpoint, type SearchAnswer } from '../../ports';

/** An entry as `diagnostics/interface/search_ndp` lists it. */
export interface NdpRow {
  readonly ip: string;
  readonly mac: string;
  /** The device. */
  readonly intf: string;
  readonly intf_description?: string;
  readonly manufacturer?: string;
}

/** An entry as `diagnostics/interface/search_arp` lists it. */
export interface ArpRow extends NdpRow {
  readonly hostname?: string;
  readonly expired?: boolean;
  /** Seconds; -1 for an entry that does not expire. */
  readonly expires?: number;
  readonly permanent?: boolean;
}

const optionalText = shape.optional(shape.text);
const optionalFlag = shape.optional(shape.flag);

/** What each row of the NDP table has. */
export const ndpRow = shape.object({ ip: shape.name, mac: shape.name, intf: shape.name, intf_description: optionalText, manufacturer: optionalText });

const further = shape.object({ hostname: optionalText, expired: optionalFlag, expires: shape.optional(shape.integer), permanent: optionalFlag });

/** What each row of the ARP table has. */
export const arpRow: Shape = row => ndpRow(row) ?? further(row);

/** Another machine on a network of the firewall, or the firewall itself. */
export class Neighbour {
  @IsString() ip!: string;
  @IsString() mac!: string;
  /** The interface's name as people gave it; absent when the device is not assigned. */
  @Optional() @IsString() interface?: string;
  @Optional() @IsString() device?: string;
  @Optional() @IsString() manufacturer?: string;
}

/** A neighbour of the ARP table. */
export class ArpNeighbour extends Neighbour {
  @Optional() @IsString() hostname?: string;
  @Optional() @IsInt() expires_s?: number;
  @Optional() @IsBoolean() expired?: boolean;
  /** True for entries that do not expire, such as the firewall's own addresses. */
  @Optional() @IsBoolean() permanent?: boolean;
}

/** Which neighbours. */
export class NeighbourInput extends TableInput {
  @Describe('Name (LAN) or device (vtnet1)') @Optional() @IsString() interface?: string;
}

/** A page of neighbours. */
export class NeighbourOutput extends ListOutput {
  /** Which interfaces there are entries on, when the one asked for has none. */
  @Optional() @IsString() note?: string;
}

/** One row of the NDP table. The zone of a link-local address repeats the device. */
export function toNeighbour(row: NdpRow): Neighbour {
  return present<Neighbour>({
    ip: row.ip.endsWith(`%${row.intf}`) ? row.ip.slice(0, -row.intf.length - 1) : row.ip,
    mac: row.mac,
    interface: row.intf_description,
    device: row.intf,
    manufacturer: row.manufacturer,
  });
}

/** One row of the ARP table. */
export function toArpNeighbour(row: ArpRow): ArpNeighbour {
  return present<ArpNeighbour>({
    ...toNeighbour(row),
    hostname: row.hostname,
    expires_s: typeof row.expires === 'number' && row.expires >= 0 ? row.expires : undefined,
    expired: row.expired === true ? true : undefined,
    permanent: row.permanent === true ? true : undefined,
  });
}

/** A page of rows, and beside it what a list answers. */
export interface NeighbourPage<Row> {
  readonly rows: readonly Row[];
  readonly list: NeighbourOutput;
}

const ALL_ROWS = -1;

/** One page of a neighbour table. The firewall filters and pages; by interface it cannot, so then all matches are read. */
export async function neighbourPage<Row extends NdpRow>(
  firewall: FirewallApi,
  endpoint: ReadEndpoint<SearchAnswer<Row>>,
  input: NeighbourInput,
  extra: Readonly<Record<string, string>> = {},
): Promise<NeighbourPage<Row>> {
  const { search, limit, page, interface: wanted } = input;
  const paging = wanted === undefined ? { current: page, rowCount: limit } : { current: 1, rowCount: ALL_ROWS };
  const answer = await firewall.read(endpoint, { body: { ...paging, searchPhrase: search, ...extra } });
  if (wanted === undefined) return { rows: answer.rows, list: toList(answer.total) };
  const matching = answer.rows.filter(row => isOn(row, wanted));
  const note = matching.length === 0 ? otherInterfaces(answer.rows, wanted) : undefined;
  return { rows: pageOf(matching, input), list: toList(matching.length, note) };
}

function toList(total: number, note?: string): NeighbourOutput {
  return present<NeighbourOutput>({ total, note });
}

const isOn = (row: NdpRow, wanted: string): boolean =>
  [row.intf, row.intf_description].some(name => name?.toLowerCase() === wanted.toLowerCase());

function otherInterfaces(rows: readonly NdpRow[], wanted: string): string | undefined {
  const names = new Set(rows.map(({ intf, intf_description: name }) => (name === undefined || name === '' ? intf : `${name} (${intf})`)));
  return names.size === 0 ? undefined : `No match on '${wanted}'; there are some on ${[...names].slice(0, 30).join(', ')}.`;
}

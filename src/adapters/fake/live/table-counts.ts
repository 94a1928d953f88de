import { createHash } from 'node:crypto';

const DIRECTIONS = ['in_block', 'in_pass', 'out_block', 'out_pass'];
/** Tables whose rules block what comes from them. */
const BLOCKED = ['bogons', 'bogonsv6', 'virusprot', 'sshlockout'];

/** Packets and bytes that pf counted for one entry of a table; without `all` only what counted something. */
export function tableCounts(table: string, entry: string, all: boolean): Record<string, number> {
  const packets = BLOCKED.includes(table) ? 1 + (createHash('md5').update(`${table} ${entry}`).digest()[0] ?? 0) : 0;
  const counted: Record<string, number> = packets === 0 ? {} : { in_block_p: packets, in_block_b: packets * 60 };
  return all ? { ...Object.fromEntries(DIRECTIONS.flatMap(name => [[`${name}_p`, 0], [`${name}_b`, 0]])), ...counted } : counted;
}

import { type Row } from '../model/search';
import { storedZip } from './stored-zip';

const ETHERTYPES: Readonly<Record<string, number>> = { ip: 0x0800, ip6: 0x86dd };
const LARGEST = 262_144;

/** The archive of a capture: what was wanted, and a file of packets for each device, whose contents nobody made up. */
export function captureArchive(id: string, settings: Readonly<Record<string, string>>, packets: ReadonlyMap<string, readonly Row[]>): string {
  const most = Number(settings['snaplen']) || LARGEST;
  const files = [...packets].map(([device, rows]) => [`${id}_${device}.pcap`, pcap(rows, most)] as const);
  return storedZip([[`${id}.json`, Buffer.from(JSON.stringify(settings))], ...files]).toString('latin1');
}

/** A file as tcpdump writes it: little-endian, microseconds, Ethernet. */
function pcap(rows: readonly Row[], most: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(most, 16);
  header.writeUInt32LE(1, 20);
  return Buffer.concat([header, ...rows.map(row => record(row, most))]);
}

function record({ timestamp, esrc, edst, fam, raw }: Row, most: number): Buffer {
  const time = Date.parse(`${String(timestamp)}Z`);
  const length = Number(/length (\d+)/.exec(String(raw))?.[1]);
  const frame = Buffer.alloc(length);
  mac(edst).copy(frame, 0);
  mac(esrc).copy(frame, 6);
  frame.writeUInt16BE(ETHERTYPES[String(fam)] ?? 0, 12);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(Math.floor(time / 1000), 0);
  header.writeUInt32LE((time % 1000) * 1000, 4);
  header.writeUInt32LE(Math.min(length, most), 8);
  header.writeUInt32LE(length, 12);
  return Buffer.concat([header, frame.subarray(0, most)]);
}

const mac = (text: unknown): Buffer => Buffer.from(String(text).replaceAll(':', ''), 'hex');

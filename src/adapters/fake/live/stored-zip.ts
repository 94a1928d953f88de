/** A ZIP archive of files as they are, which is how OPNsense's Python packs them. */
export function storedZip(files: readonly (readonly [name: string, data: Buffer])[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of files) {
    const path = Buffer.from(name);
    const local = headerOf(0x04034b50, 30, 4, data, path);
    const entry = headerOf(0x02014b50, 46, 6, data, path);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, path, data);
    entries.push(entry, path);
    offset += local.length + path.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

/** What stands before a file, and in the directory with a few fields more: from the version needed on both are the same. */
function headerOf(signature: number, length: number, needed: number, data: Buffer, path: Buffer): Buffer {
  const header = Buffer.alloc(length);
  header.writeUInt32LE(signature, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, needed);
  header.writeUInt32LE(crc32(data), needed + 10);
  header.writeUInt32LE(data.length, needed + 14);
  header.writeUInt32LE(data.length, needed + 18);
  header.writeUInt16LE(path.length, needed + 22);
  return header;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => Array.from({ length: 8 }).reduce<number>(value => (value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1), byte));

function crc32(data: Buffer): number {
  return (data.reduce((crc, byte) => (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
}

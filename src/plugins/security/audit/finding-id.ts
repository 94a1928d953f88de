const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/** The id of a finding: the check's, `#` (what follows `password` and a colon would be taken for a secret), and 16 hexadecimal digits (FNV-1a) of what the finding is about. */
export function findingId(check: string, key: string): string {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(key)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return `${check}#${hash.toString(16).padStart(16, '0')}`;
}

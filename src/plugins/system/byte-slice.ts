/** A part of a text, counted in bytes of UTF-8. */
export interface ByteSlice {
  readonly text: string;
  /** Bytes of the whole text. */
  readonly size: number;
  /** Where the next part starts; undefined when this was the last. */
  readonly next: number | undefined;
}

/** Cuts `most` bytes out of a text, or up to three fewer so as not to cut a character in two. */
export function byteSlice(whole: string, offset: number, most: number): ByteSlice {
  const bytes = new TextEncoder().encode(whole);
  const start = characterStart(bytes, Math.min(offset, bytes.length));
  const end = characterStart(bytes, Math.min(start + most, bytes.length));
  return { text: new TextDecoder().decode(bytes.subarray(start, end)), size: bytes.length, next: end < bytes.length ? end : undefined };
}

/** Bytes of UTF-8 that a text takes. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

// Bytes 10xxxxxx continue a character.
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start < bytes.length && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

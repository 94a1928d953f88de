import { type Body } from '../ports';

/** How many bytes there are to read. */
export function sizeOf(body: Body): number {
  return 'text' in body ? Buffer.byteLength(body.text) : body.data.byteLength;
}

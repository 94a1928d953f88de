import { LineReader, type Line } from '../../../src/adapters/mcp/line-reader';

function read(limit: number, chunks: readonly Buffer[]): (Line | undefined)[] {
  const reader = new LineReader(limit);
  return [...chunks.flatMap(chunk => [...reader.read(chunk)]), reader.rest()];
}

const text = (value: string): Line => ({ kind: 'text', text: value });

describe('LineReader', () => {
  const input = Buffer.from('{"a":"é"}\r\n\n😀 two\nunfinished');
  const lines = [text('{"a":"é"}\r'), text(''), text('😀 two'), text('unfinished')];

  it('gives the same lines however the bytes are cut', () => {
    for (let size = 1; size <= input.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(input.length / size) }, (_, index) => input.subarray(index * size, (index + 1) * size));
      expect(read(100, chunks)).toEqual(lines);
    }
  });

  it('keeps a long line whole, up to the limit to the byte', () => {
    const line = 'x'.repeat(70_000);
    expect(read(70_000, [Buffer.from(`${line}\nnext\n`)])).toEqual([text(line), text('next'), undefined]);
    expect(read(69_999, [Buffer.from(`${line}\nnext\n`)])).toMatchObject([{ kind: 'oversized', bytes: 70_000 }, text('next'), undefined]);
  });

  it.each([1, 7, 600, 5000])('keeps the two ends of a line over the limit, in chunks of %d', size => {
    const line = Buffer.from(`head${'-'.repeat(3000)}tail\nnext`);
    const chunks = Array.from({ length: Math.ceil(line.length / size) }, (_, index) => line.subarray(index * size, (index + 1) * size));
    const [oversized, next] = read(1000, chunks);
    expect(next).toEqual(text('next'));
    expect(oversized).toEqual({ kind: 'oversized', bytes: 3008, head: `head${'-'.repeat(508)}`, tail: `${'-'.repeat(508)}tail` });
  });

  it('holds no more than the limit of a line without end', () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    const reader = new LineReader(1024 * 1024);
    for (let megabytes = 0; megabytes < 100; megabytes += 1) expect([...reader.read(chunk)]).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
    expect(reader.rest()).toMatchObject({ kind: 'oversized', bytes: 100 * 1024 * 1024 });
  });

  it('shows a line over the limit even when the input ends within it', () => {
    expect(read(4, [Buffer.from('12345')])).toEqual([{ kind: 'oversized', bytes: 5, head: '12345', tail: '12345' }]);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(read(100, [Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a])])).toEqual([{ kind: 'not-utf8' }, undefined]);
  });
});

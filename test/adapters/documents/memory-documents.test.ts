import { FieldRedactor } from '../../../src/adapters/redaction';
import { MemoryDocuments } from '../../../src/adapters/documents/memory-documents';

const keep = (documents: MemoryDocuments, text: string, name = 'a b.md') => documents.keep({ name, title: 'A', mediaType: 'text/markdown', text });

it('keeps documents under addresses of their own, newest first', () => {
  const documents = new MemoryDocuments(new FieldRedactor({ ownSecrets: [] }));
  const [first, second] = [keep(documents, 'one'), keep(documents, 'zwölf')];
  expect(first).toEqual({ uri: 'opnsense://documents/1/a%20b.md', name: 'a b.md', title: 'A', mediaType: 'text/markdown', bytes: 3 });
  expect(second.bytes).toBe(6);
  expect(documents.list()).toEqual([second, first]);
  expect(documents.read(first.uri)).toMatchObject({ text: 'one' });
  expect(documents.keep({ name: 'dot.png', title: 'A', mediaType: 'image/png', data: new Uint8Array(5) }).bytes).toBe(5);
  expect(documents.read('opnsense://documents/9/a.md')).toBeUndefined();
});

it('lets the oldest go when there are too many, or too large ones', () => {
  const documents = new MemoryDocuments(new FieldRedactor({ ownSecrets: [] }));
  const links = Array.from({ length: 52 }, (_, index) => keep(documents, String(index)));
  expect(documents.list()).toHaveLength(50);
  expect(documents.read(links[1]!.uri)).toBeUndefined();
  expect(documents.read(links[2]!.uri)).toBeDefined();
  const large = keep(documents, 'x'.repeat(17 * 1024 * 1024));
  expect(documents.list()).toEqual([large]);
  expect(keep(documents, 'y').bytes).toBe(1);
  expect(documents.read(large.uri)).toBeUndefined();
});

it('hides secrets in what goes into a document', () => {
  expect(JSON.stringify(new MemoryDocuments(new FieldRedactor({ ownSecrets: [] })).presentable({ evidence: { password: 'canary' } }))).not.toContain('canary');
});

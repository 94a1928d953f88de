import { appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiskJournal } from '../../../src/adapters/journal/disk-journal';
import { type JournalEntry } from '../../../src/ports';

const entry = (detail: string): JournalEntry => ({ time: '2026-01-01T00:00:00.000Z', change: 'c', event: 'save', detail });

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'journal-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps entries for the next process, readable by their owner only', async () => {
  const inner = path.join(folder, 'new');
  await Promise.all(['one', 'two', 'three'].map(detail => new DiskJournal(inner).append(entry(detail))));
  expect((await new DiskJournal(inner).latest(2)).map(({ detail }) => detail)).toHaveLength(2);
  expect(statSync(path.join(inner, 'journal.jsonl')).mode & 0o777).toBe(0o600);
  expect(statSync(inner).mode & 0o777).toBe(0o700);
});

it('gives the newest entries in their order', async () => {
  const journal = new DiskJournal(folder);
  for (const detail of ['one', 'two', 'three']) await journal.append(entry(detail));
  expect((await journal.latest(2)).map(({ detail }) => detail)).toEqual(['two', 'three']);
  expect(await journal.latest(0)).toEqual([]);
});

it('begins a new file after a mebibyte, keeps five older ones, and reads across them', async () => {
  const journal = new DiskJournal(folder);
  for (let file = 0; file < 7; file++) await journal.append(entry(`${String(file)} ${'x'.repeat(1_100_000)}`));
  await journal.append(entry('last'));
  expect(readdirSync(folder).sort()).toEqual(['journal.1.jsonl', 'journal.2.jsonl', 'journal.3.jsonl', 'journal.4.jsonl', 'journal.5.jsonl', 'journal.jsonl']);
  expect((await journal.latest(3)).map(({ detail }) => detail?.slice(0, 4))).toEqual(['5 xx', '6 xx', 'last']);
});

it('passes over a line that a crash cut off', async () => {
  const journal = new DiskJournal(folder);
  await journal.append(entry('one'));
  appendFileSync(path.join(folder, 'journal.jsonl'), '{"time":"2026');
  expect((await journal.latest(5)).map(({ detail }) => detail)).toEqual(['one']);
});

it('starts a new line after one that was cut off', async () => {
  appendFileSync(path.join(folder, 'journal.jsonl'), '{"time":"2026');
  const journal = new DiskJournal(folder);
  await journal.append(entry('two'));
  expect((await journal.latest(5)).map(({ detail }) => detail)).toEqual(['two']);
  expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8').split('\n')).toHaveLength(3);
});

(process.getuid?.() === 0 ? it.skip : it)('refuses, with what to do, where it may not write', async () => {
  chmodSync(folder, 0o500);
  await expect(new DiskJournal(folder).append(entry('one'))).rejects.toMatchObject({ code: 'OPN_CONFIG', hint: expect.stringContaining('OPNSENSE_STATE_DIR') });
  chmodSync(folder, 0o700);
});

it('refuses, with what to do, where its folder is a file', async () => {
  appendFileSync(path.join(folder, 'file'), '');
  await expect(new DiskJournal(path.join(folder, 'file')).append(entry('one'))).rejects.toMatchObject({ code: 'OPN_CONFIG', hint: expect.stringContaining('OPNSENSE_STATE_DIR') });
});

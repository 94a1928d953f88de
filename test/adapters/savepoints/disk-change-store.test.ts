import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ChangeRecord } from '../../../src/adapters/savepoints/change-record';
import { type KeptChange } from '../../../src/adapters/savepoints/change-store';
import { DiskChangeStore } from '../../../src/adapters/savepoints/disk-change-store';

const redactor = { redact: <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('hunter2-canary', '[REDACTED]')) as T };

function record(id = 'a'): ChangeRecord {
  return { id, tools: ['opn_add_alias'], opened: 0, deadline: 1, base: 'config-1.xml', steps: [], sent: ['/api/hunter2-canary'], timer: undefined, owner: process.pid };
}

function kept(id = 'a'): KeptChange {
  return { id, tools: [], opened: '', ended: '', outcome: 'undone', saved: [], before: undefined, after: undefined, record: record(id) };
}

let folder = '';
beforeEach(() => (folder = path.join(mkdtempSync(path.join(tmpdir(), 'changes-')), 'state')));
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

/** The number of a process that is not. */
const DEAD = 2 ** 22 + 1;

const store = (): DiskChangeStore => new DiskChangeStore(folder, redactor);

it('hands an open change to the next process, without its secrets', async () => {
  expect(await store().load()).toBeUndefined();
  await store().open(record());
  expect(await store().load()).toMatchObject({ id: 'a', base: 'config-1.xml', deadline: 1 });
  expect(readFileSync(path.join(folder, 'open-change.json'), 'utf8')).not.toContain('hunter2-canary');
  expect(statSync(path.join(folder, 'open-change.json')).mode & 0o777).toBe(0o600);
});

it('lets one of several processes begin a change', async () => {
  const begun = await Promise.all(['a', 'b', 'c'].map(id => store().open(record(id))));
  expect(begun.filter(Boolean)).toHaveLength(1);
  expect(await store().load()).toMatchObject({ id: ['a', 'b', 'c'][begun.indexOf(true)] });
  expect(readdirSync(folder)).toEqual(['open-change.json']);
});

it('keeps nothing more of a change that another process ends or has ended', async () => {
  await store().open(record());
  await store().keep({ ...record(), deadline: 2 }, true);
  await store().claim('a', { how: 'rollback', by: process.pid + 1 });
  await expect(store().keep({ ...record(), deadline: 3 }, true)).rejects.toMatchObject({ code: 'OPN_EXPIRED' });
  expect(await store().load()).toMatchObject({ deadline: 2 });
  await store().close(kept());
  await expect(store().keep(record(), false)).rejects.toMatchObject({ code: 'OPN_EXPIRED' });
  expect(await store().load()).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['changes.json']);
});

it('lets one end a change, and nobody once it has ended', async () => {
  await store().open(record());
  const claims = await Promise.all([store().claim('a', { how: 'confirm', by: process.pid }), store().claim('a', { how: 'rollback', by: process.pid })]);
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await store().claimed('a')).toEqual({ how: claims[0] === true ? 'confirm' : 'rollback', by: process.pid });
  await store().close(kept());
  expect(await store().claim('a', { how: 'rollback', by: process.pid })).toBe(false);
  expect(readdirSync(folder)).toEqual(['changes.json']);
});

it('lets the next end a change when the first has died over it or has given up', async () => {
  await store().open(record());
  expect(await store().claim('a', { how: 'confirm', by: DEAD })).toBe(true);
  const claims = await Promise.all([1, 2, 3].map(() => store().claim('a', { how: 'rollback', by: process.pid })));
  expect(claims.filter(Boolean)).toHaveLength(1);
  await store().release('a');
  expect(await store().claim('a', { how: 'rollback', by: process.pid })).toBe(true);
  expect(await store().claim('a', { how: 'rollback', by: process.pid })).toBe(false);
  await store().close(kept());
  expect(readdirSync(folder)).toEqual(['changes.json']);
});

it('takes a claim that is being written for one that is held', async () => {
  await store().open(record());
  writeFileSync(path.join(folder, 'ending-a.001'), '');
  expect(await store().claim('a', { how: 'rollback', by: process.pid })).toBe(false);
});

it('removes what a process left that died while it wrote, but nothing that may still be written', async () => {
  await store().open(record());
  const [old, fresh] = ['11111111-2222-4333-8444-555555555555', '66666666-2222-4333-8444-555555555555'].map(id => path.join(folder, `open-change.json.${id}`)) as [string, string];
  for (const draft of [old, fresh]) writeFileSync(draft, '{}');
  utimesSync(old, 1, 1);
  await store().close(kept());
  expect(readdirSync(folder).sort()).toEqual(['changes.json', path.basename(fresh)]);
});

it('forgets a change that wrote nothing', async () => {
  await store().open(record());
  await store().discard('a');
  expect([await store().load(), await store().closed(9)]).toEqual([undefined, []]);
});

it('keeps a hundred changes that ended, newest first, each once', async () => {
  for (let index = 0; index < 102; index++) await store().close(kept(String(index)));
  await store().close({ ...kept('50'), outcome: 'undone' });
  const closed = await store().closed(Number.MAX_SAFE_INTEGER);
  expect(closed).toHaveLength(100);
  expect(closed.slice(0, 2).map(({ id }) => id)).toEqual(['50', '101']);
});

it('does not close a change that another one has replaced', async () => {
  await store().open(record('b'));
  await store().close(kept('a'));
  expect(await store().load()).toMatchObject({ id: 'b' });
});

it('says that a damaged record hides whether a change is open', async () => {
  await store().open(record());
  writeFileSync(path.join(folder, 'open-change.json'), '{"id":');
  await expect(store().load()).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining('damaged') });
});

it('knows which processes live', () => {
  expect(store().lives(process.pid)).toBe(true);
  expect(store().lives(DEAD)).toBe(false);
});

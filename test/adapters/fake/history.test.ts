import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { lineDifference } from '../../../src/adapters/fake/line-difference';
import { compareReleases, RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Listed {
  readonly items: readonly { readonly id: string; readonly time: string; readonly description: string; readonly username: string; readonly filesize: number }[];
}

const list = (firewall: FakeFirewall): Promise<Listed> => askJson<Listed>(firewall, 'core/backup/backups/this');
const add = (firewall: FakeFirewall, name: string): Promise<unknown> => askJson(firewall, 'firewall/category/add_item', { category: { name } });

describe.each(RELEASES)('the history of a fake %s', release => {
  const clock = { now: () => Date.UTC(2026, 10, 23, 2, 41, 11, 123) };

  it('starts with the configuration that it has', async () => {
    const firewall = new FakeFirewall({ release, clock });
    const { items } = await list(firewall);
    expect(items).toHaveLength(1);
    expect((await ask(firewall, 'core/backup/download/this')).body).toBe(firewall.document.toXml());
  });

  it('gets one entry a save, newest first, named as the release names it', async () => {
    const firewall = new FakeFirewall({ release, clock });
    await add(firewall, 'one');
    await add(firewall, 'two');
    const { items } = await list(firewall);
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({ username: 'root@192.168.1.20', description: '/api/firewall/category/add_item made changes' });
    const [newest, before] = items.map(({ id }) => Number(/config-(.*)\.xml/.exec(id)?.[1]));
    expect(newest).toBeGreaterThan(before ?? Infinity);
    if (compareReleases(release, '25.7') < 0) expect(items[0]?.id).toBe(`config-${String(items[0]?.time)}.xml`);
    else expect(items[0]?.time).toMatch(/^\d+\.\d\d$/);
    const xml = (await ask(firewall, `core/backup/download/this/${String(items[0]?.id)}`)).body;
    expect(xml).toContain(`<time>${String(items[0]?.time)}</time>`);
    expect(Buffer.byteLength(xml)).toBe(items[0]?.filesize);
  });

  it('keeps 100 entries', async () => {
    const firewall = new FakeFirewall({ release });
    for (let index = 0; index < 101; index++) await add(firewall, `c${String(index)}`);
    expect((await list(firewall)).items).toHaveLength(100);
  });

  it('restores an entry as a new one, and forgets one', async () => {
    const firewall = new FakeFirewall({ release });
    await add(firewall, 'gone again');
    const [newest, first] = (await list(firewall)).items;
    expect(await askJson(firewall, `core/backup/revert_backup/${String(first?.id)}`, {})).toEqual({ status: 'reverted' });
    expect((await list(firewall)).items[0]?.description).toBe(`/api/core/backup/revert_backup/${String(first?.id)} made changes`);
    expect(firewall.document.toXml()).not.toContain('gone again');
    expect(await askJson(firewall, `core/backup/delete_backup/${String(newest?.id)}`, {})).toEqual({ status: 'deleted' });
    expect(await askJson(firewall, `core/backup/delete_backup/${String(newest?.id)}`, {})).toEqual({ status: 'not_found' });
    expect(await askJson(firewall, 'core/backup/revert_backup/config-1.xml', {})).toEqual({ status: 'not_found' });
  });

  it('is changed by a GET only up to 25.1', async () => {
    const firewall = new FakeFirewall({ release });
    const [first] = (await list(firewall)).items;
    expect(await askJson(firewall, `core/backup/revert_backup/${String(first?.id)}`)).toEqual({ status: compareReleases(release, '25.7') < 0 ? 'reverted' : 'failed' });
  });
});

it('shows what a save changed', async () => {
  const firewall = new FakeFirewall();
  await add(firewall, 'visible');
  const [newest, first] = (await list(firewall)).items;
  const { items } = await askJson<{ items: string[] }>(firewall, `core/backup/diff/this/${String(newest?.id)}/${String(first?.id)}`);
  expect(items.slice(0, 2)).toEqual([expect.stringContaining(`--- /conf/backup/${String(first?.id)}\t`), expect.stringContaining(`+++ /conf/backup/${String(newest?.id)}\t`)]);
  expect(items).toContain('+            &lt;name&gt;visible&lt;/name&gt;');
  expect((await askJson<{ items: string[] }>(firewall, `core/backup/diff/this/${String(first?.id)}/${String(first?.id)}`)).items).toEqual([]);
});

it('names a revision on 24.7 and 25.1 now and then that no file has', () => {
  for (const release of ['24.7', '25.1'] as const) {
    const { history } = new FakeFirewall({ release });
    const stamps = Array.from({ length: 40 }, (_, index) => history.stamp(1_795_400_000_000 + index * 1000));
    const unusable = stamps.filter(({ id, time }) => id !== `config-${time}.xml`);
    expect(unusable).toHaveLength(4);
  }
});

describe('a line difference', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', []],
    ['a\nb\nc', 'a\nx\nc', ['@@ -1,3 +1,3 @@', ' a', '-b', '+x', ' c']],
    ['a', 'a\nb', ['@@ -1 +1,2 @@', ' a', '+b']],
    ['a\nb', 'b', ['@@ -1,2 +1 @@', '-a', ' b']],
    ['1\n2\n3\n4\n5\n6\n7\n8\n9', '1\n2\n3\n4\nX\n5\n6\n7\n8\n9', ['@@ -2,6 +2,7 @@', ' 2', ' 3', ' 4', '+X', ' 5', ' 6', ' 7']],
  ])('from %j to %j', (before, after, expected) => {
    expect(lineDifference(before, after)).toEqual(expected);
  });

  it('keeps far changes apart', () => {
    const lines = Array.from({ length: 30 }, (_, index) => String(index));
    const changed = lines.map(line => (line === '2' || line === '25' ? `${line}!` : line));
    expect(lineDifference(lines.join('\n'), changed.join('\n')).filter(line => line.startsWith('@@'))).toEqual(['@@ -1,6 +1,6 @@', '@@ -23,7 +23,7 @@']);
  });
});

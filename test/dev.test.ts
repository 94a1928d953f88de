import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from './running-server';

const root = join(__dirname, '..');
const work = realpathSync(mkdtempSync(join(tmpdir(), 'opnsense-mcp-dev-')));
const tool = join(work, 'src/plugins/dns/tools/list-dns-overrides.tool.ts');

beforeAll(() => {
  for (const each of ['src', 'scripts/dev', 'package.json', 'package-lock.json', 'tsconfig.json']) cpSync(join(root, each), join(work, each), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
});
afterAll(() => rmSync(work, { recursive: true }));

/** Starts the sources in memory, and says what the tool is listed as and answers. */
async function started(): Promise<readonly unknown[]> {
  const server: RunningServer = await startServer(['--fake'], { XDG_CACHE_HOME: join(work, 'cache') }, work, join(work, 'scripts/dev/start.cjs'));
  try {
    const listed = (await server.tools()).find(({ name }) => name === 'opn_list_dns_overrides') as { readonly title?: string } | undefined;
    return [listed?.title, (await server.call('opn_list_dns_overrides', { limit: 1 })).structuredContent?.['total'], server.stderr];
  } finally {
    await server.end();
  }
}

it('the sources start by themselves, and what was changed shows with the next start', async () => {
  const [title, total, stderr] = await started();
  expect([typeof title, total, stderr]).toEqual(['string', 2, '']);
  writeFileSync(tool, readFileSync(tool, 'utf8').replace(`title: '${String(title)}'`, "title: 'Changed'"));
  expect(await started()).toEqual(['Changed', total, '']);
  expect(await started()).toEqual(['Changed', total, '']);
});

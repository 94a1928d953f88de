import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from './running-server';

const root = join(__dirname, '..');
const work = realpathSync(mkdtempSync(join(tmpdir(), 'opnsense-mcp-dev-')));
const tool = join(work, 'src/plugins/dns/tools/list-dns-overrides.tool.ts');

beforeAll(() => {
  // One domain is enough, and no firewall is asked.
  const isNeeded = (file: string): boolean => !/src\/plugins\/(?!dns\b)|src\/adapters\/(fake|testkit)\//.test(file);
  for (const each of ['src', 'scripts/dev', 'scripts/bundling.mjs', 'package.json', 'package-lock.json', 'tsconfig.json']) cpSync(join(root, each), join(work, each), { recursive: true, filter: isNeeded });
  symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
});
afterAll(() => rmSync(work, { recursive: true }));

/** Starts the sources, and says what the tool is listed as and whether it is called. */
async function started(): Promise<readonly unknown[]> {
  const env = { XDG_CACHE_HOME: join(work, 'cache'), OPNSENSE_URL: 'https://127.0.0.1:1', OPNSENSE_API_KEY: 'key', OPNSENSE_API_SECRET: 'secret', OPNSENSE_LOG_LEVEL: 'error' };
  const server: RunningServer = await startServer([], env, work, join(work, 'scripts/dev/start.cjs'));
  try {
    const listed = (await server.tools()).find(({ name }) => name === 'opn_list_dns_overrides') as { readonly title?: string } | undefined;
    return [listed?.title, /^OPN_\w+/.exec(await server.text('opn_list_dns_overrides'))?.[0], server.stderr];
  } finally {
    await server.end();
  }
}

it('the sources start by themselves, and what was changed shows with the next start', async () => {
  const [title, ...rest] = await started();
  expect([typeof title, ...rest]).toEqual(['string', 'OPN_UNREACHABLE', '']);
  writeFileSync(tool, readFileSync(tool, 'utf8').replace(`title: '${String(title)}'`, "title: 'Changed'"));
  expect(await started()).toEqual(['Changed', 'OPN_UNREACHABLE', '']);
  expect(await started()).toEqual(['Changed', 'OPN_UNREACHABLE', '']);
});

// Takes long.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '../running-server';
import { LocalRegistry } from './registry';

jest.setTimeout(300_000);

const HOST = join(__dirname, '../..');
const work = realpathSync(mkdtempSync(join(tmpdir(), 'opnsense-mcp-packages-')));
const registry = new LocalRegistry(realpathSync(join(HOST, 'node_modules')));
let environment: Readonly<Record<string, string>>;

async function run(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd, env: { ...environment, ...env }, maxBuffer: 1e8 })).stdout;
  } catch (problem) {
    const { stdout, stderr } = problem as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${command} ${args.join(' ')}: ${stdout}\n${stderr}`, { cause: problem });
  }
}

/** Packs a folder's package as npm publishes it, and publishes it. */
async function publish(folder: string): Promise<void> {
  const [{ filename = '' } = {}] = JSON.parse(await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], folder)) as { readonly filename?: string }[];
  await registry.publish(join(work, filename));
}

beforeAll(async () => {
  const url = await registry.listen();
  const home = join(work, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.npmrc'), `registry=${url}\ncache=${join(home, 'cache')}\naudit=false\nfund=false\nupdate-notifier=false\nloglevel=error\n`);
  environment = { PATH: process.env['PATH'] ?? '', HOME: home, NPM_CONFIG_USERCONFIG: join(home, '.npmrc') };
  if (!existsSync(join(HOST, 'dist/plugin.d.ts'))) await run(process.execPath, [join(HOST, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], HOST);
  await publish(HOST);
});

afterAll(async () => {
  await registry.close();
  rmSync(work, { recursive: true, force: true });
});

describe('the packed server', () => {
  it('serves the example plugin, both installed from their tarballs into an empty folder', async () => {
    const example = join(work, 'example');
    cpSync(join(HOST, 'examples/opnsense-mcp-plugin-tailscale'), example, { recursive: true, filter: source => !/[\\/](node_modules|dist)$/.test(source) });
    await run('npm', ['install'], example);
    await run('npm', ['run', 'build'], example);
    await run('npm', ['test'], example);
    expect(await run(join(example, 'node_modules/.bin/opnsense-mcp'), ['quality', '.', '--at-least=gold'], example)).toMatch(/^opnsense-mcp-plugin-tailscale@0\.1\.0: gold$/m);
    await publish(example);

    const empty = join(work, 'empty');
    mkdirSync(empty);
    await run('npm', ['install', 'opnsense-mcp', 'opnsense-mcp-plugin-tailscale'], empty);
    const bin = join(empty, 'node_modules/.bin/opnsense-mcp');
    expect(await run(bin, ['plugins'], empty)).toMatch(/opnsense-mcp-plugin-tailscale +0\.1\.0 +installed.*\n\n.*\n {2}OPNSENSE_PLUGINS=opnsense-mcp-plugin-tailscale\n$/);

    const server = await startServer(['--fake'], { OPNSENSE_PLUGINS: 'opnsense-mcp-plugin-tailscale', OPNSENSE_ALLOW_WRITES: 'tailscale' }, empty, join(empty, 'node_modules/opnsense-mcp/dist/main.js'));
    try {
      expect((await server.tools()).map(({ name }) => name)).toEqual(expect.arrayContaining(['opn_tailscale_status', 'opn_add_tailscale_subnet', 'opn_arp_table']));
      const { structuredContent } = await server.call('opn_add_tailscale_subnet', { subnet: '192.168.1.0/24' });
      expect(structuredContent).toMatchObject({ uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      expect(await server.call('opn_list_tailscale_subnets')).toMatchObject({ structuredContent: { total: 1, subnets: [{ subnet: '192.168.1.0/24' }] } });
      const { structuredContent: audited } = await server.call('opn_security_audit', { checks: ['tailscale.ssh-open'], evidence: true });
      expect(audited).toMatchObject({ checks: { not_applicable: 1 }, not_applicable: [{ check: 'tailscale.ssh-open', reason: 'Tailscale is not in use.' }] });
      expect(await server.call('opn_tailscale_status')).toMatchObject({ structuredContent: { service: 'disabled' } });
    } finally {
      await server.end();
    }
  });

  it('writes a plugin that builds, passes its tests, is enabled and called, as the tutorial says', async () => {
    const folder = join(work, 'author');
    mkdirSync(folder);
    await run('npm', ['install', 'opnsense-mcp'], folder);
    await run(join(folder, 'node_modules/.bin/opnsense-mcp'), ['create-plugin', 'acme-widgets'], folder);
    const plugin = join(folder, 'opnsense-mcp-plugin-acme-widgets');
    expect(readdirSync(plugin)).toEqual(expect.arrayContaining(['.github', '.gitignore', 'README.md', 'package.json', 'src', 'test']));
    await run('npm', ['install'], plugin);
    await run('npm', ['run', 'build'], plugin);
    await run('npm', ['test'], plugin);
    const own = join(plugin, 'node_modules/.bin/opnsense-mcp');
    expect(await run(own, ['quality', '.'], plugin)).toMatch(/^opnsense-mcp-plugin-acme-widgets@0\.1\.0: silver$/m);
    await expect(run(own, ['quality', '.', '--at-least=gold'], plugin)).rejects.toThrow(/✗ found/);
    await expect(run(own, ['quality', './src'], plugin)).rejects.toThrow(/OPN_PLUGIN: \.\/src cannot be judged: it has no package\.json/);
    expect(await run(own, ['plugins'], plugin, { OPNSENSE_PLUGINS: '.' })).toMatch(/^\. +0\.1\.0 +loaded +2/m);
    expect(JSON.parse(await run(own, ['call', 'opn_list_acme_widgets', '--fake'], plugin, { OPNSENSE_PLUGINS: '.' }))).toEqual({ total: 0, widgets: [] });
  });

  it('runs by npx, and installed for everybody', async () => {
    const folder = join(work, 'anywhere');
    mkdirSync(folder);
    expect(await run('npx', ['-y', 'opnsense-mcp', '--version'], folder)).toMatch(/^\d+\.\d+\.\d+\n$/);
    await run('npm', ['install', '--global', '--prefix', folder, 'opnsense-mcp'], folder);
    expect(JSON.parse(await run(join(folder, 'bin/opnsense-mcp'), ['call', 'opn_list_static_routes', '{"limit":1}', '--fake'], folder))).toMatchObject({ total: 3 });
  });

  it('refuses a plugin that would run on another copy of it', async () => {
    const folder = join(work, 'elsewhere');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(join(work, 'example'), join(folder, 'node_modules/opnsense-mcp-plugin-tailscale'));
    const bin = join(work, 'empty/node_modules/.bin/opnsense-mcp');
    const rows = JSON.parse(await run(bin, ['plugins', '--json'], folder, { OPNSENSE_PLUGINS: './node_modules/opnsense-mcp-plugin-tailscale' })) as { readonly plugin: string; readonly note: string }[];
    expect(rows[0]?.note).toMatch(/another copy of opnsense-mcp \(0\.1\.0 in .*example.*than the one that runs \(0\.1\.0 in .*empty/);
  });
});

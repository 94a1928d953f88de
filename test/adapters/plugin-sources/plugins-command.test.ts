import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOST, PluginFolder } from './plugin-folder';

const folder = new PluginFolder();
afterAll(() => folder.remove());

jest.setTimeout(60_000);

async function plugins(args: readonly string[], names: readonly string[] = []): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder.path, OPNSENSE_PLUGINS: names.join(',') };
  return promisify(execFile)(process.execPath, [join(HOST, 'dist/main.js'), ...args], { cwd: folder.path, env });
}

it('says that nothing is installed', async () => {
  expect((await plugins(['plugins'])).stdout).toMatch(/^No plugin is installed/);
});

it('lists what is loaded, refused and why, and the line that enables the rest, which runs no code of it', async () => {
  folder.plugin('opnsense-mcp-plugin-good', "require('node:fs').writeFileSync(__dirname + '/ran', ''); plugin('good', [tool({ name: 'opn_good' }, async () => ({ said: 'good' }))]);", { needs: { packages: ['os-good'] } });
  folder.plugin('opnsense-mcp-plugin-old', '', { api: 0 });
  const { stdout } = await plugins(['plugins']);
  expect(stdout).toMatch(/opnsense-mcp-plugin-good +1\.2\.3 +installed +0 +needs os-good on the firewall/);
  expect(stdout).toMatch(/opnsense-mcp-plugin-old +\? +refused +0 +it wants plugin API 0, this server has 1/);
  expect(stdout).toMatch(/\n {2}OPNSENSE_PLUGINS=opnsense-mcp-plugin-good\n$/);
  expect(existsSync(join(folder.path, 'node_modules/opnsense-mcp-plugin-good/ran'))).toBe(false);

  const enabled = await plugins(['plugins', '--json'], ['opnsense-mcp-plugin-good', 'opnsense-mcp-plugin-gone']);
  expect(JSON.parse(enabled.stdout)).toEqual([
    { plugin: 'opnsense-mcp-plugin-good', version: '1.2.3', state: 'loaded', tools: 1, note: 'needs os-good on the firewall' },
    { plugin: 'opnsense-mcp-plugin-gone', version: '?', state: 'refused', tools: 0, note: expect.stringMatching(/^it is not installed; looked for in/) },
    { plugin: 'opnsense-mcp-plugin-old', version: '?', state: 'refused', tools: 0, note: 'it wants plugin API 0, this server has 1' },
  ]);
  expect((await plugins(['call', 'opn_good', '--fake'], ['./node_modules/opnsense-mcp-plugin-good'])).stdout).toBe('{"said":"good"}\n');
});

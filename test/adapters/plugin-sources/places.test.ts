import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { find, installedNames, isPath, type PlaceSetup, placesOf } from '../../../src/adapters/plugin-sources/places';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'opnsense-mcp-places-')));
afterAll(() => rmSync(root, { recursive: true }));

function install(folder: string, name: string, manifest: object = { opnsenseMcp: {} }): string {
  const at = join(root, folder, name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, ...manifest }));
  return at;
}

const setup: PlaceSetup = { server: join(root, 'app/node_modules/opnsense-mcp'), workingDirectory: join(root, 'work'), environment: { HOME: join(root, 'home') }, executable: join(root, 'usr/bin/node'), platform: 'linux' };

beforeAll(() => {
  for (const folder of ['app/node_modules', 'usr/lib/node_modules', 'work/node_modules', 'own/lib/node_modules']) {
    install(folder, 'opnsense-mcp-plugin-everywhere');
    install(folder, `opnsense-mcp-plugin-of-${folder.split('/')[0]}`);
  }
  install('work/node_modules', '@me/opnsense-mcp-plugin-scoped');
  install('work/node_modules', 'opnsense-mcp-plugin-not-really', {});
  install('work/node_modules', 'something-else');
  install('app/node_modules', 'opnsense-mcp', {});
  mkdirSync(join(root, 'home'));
});

describe('where plugins are looked for', () => {
  it('is beside the server, in the global folder, and in the working directory, in that order', () => {
    expect(placesOf(setup).map(({ folder }) => folder.slice(root.length))).toEqual(['/app/node_modules', '/usr/lib/node_modules', '/work/node_modules']);
    expect(find('opnsense-mcp-plugin-everywhere', placesOf(setup), setup.workingDirectory)?.called).toBe('beside this server');
    expect(find('opnsense-mcp-plugin-of-usr', placesOf(setup), setup.workingDirectory)?.called).toBe('the global folder');
    expect(find('opnsense-mcp-plugin-of-work', placesOf(setup), setup.workingDirectory)?.called).toBe('the working directory');
    expect(find('opnsense-mcp-plugin-nowhere', placesOf(setup), setup.workingDirectory)).toBeUndefined();
  });

  it('is the global folder that npm was told of', () => {
    const globals = (environment: Readonly<Record<string, string>>): boolean => placesOf({ ...setup, environment: { ...setup.environment, ...environment } }).some(({ folder }) => folder === join(root, 'own/lib/node_modules'));
    expect(globals({})).toBe(false);
    expect(globals({ npm_config_prefix: join(root, 'own') })).toBe(true);
    writeFileSync(join(root, 'home/.npmrc'), 'fund=false\nprefix = ${HOME}/../own\n');
    expect(globals({})).toBe(true);
  });

  it('is a path where one is given, and nowhere else then', () => {
    expect(['.', './x', '../x', '/x', '.\\x'].map(isPath)).toEqual([true, true, true, true, true]);
    expect(['x', '@me/x', '.hidden', 'a/b'].map(isPath)).toEqual([false, false, false, false]);
    expect(find('./node_modules/something-else', [], setup.workingDirectory)?.folder).toBe(join(root, 'work/node_modules/something-else'));
    expect(find('./none', placesOf(setup), setup.workingDirectory)).toBeUndefined();
  });

  it('lists what says it is a plugin, by its name and its manifest', () => {
    const { HOME: _home, ...environment } = setup.environment;
    const names = installedNames(placesOf({ ...setup, environment: { ...environment, npm_config_prefix: join(root, 'usr') } }));
    expect(names).toEqual(['@me/opnsense-mcp-plugin-scoped', 'opnsense-mcp-plugin-everywhere', 'opnsense-mcp-plugin-of-app', 'opnsense-mcp-plugin-of-usr', 'opnsense-mcp-plugin-of-work']);
  });
});

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../../src/adapters/environment';

const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-home-'));
const standard = join(home, '.config/opnsense-mcp/config.json');

beforeAll(() => mkdirSync(join(home, '.config/opnsense-mcp'), { recursive: true }));
afterEach(() => rmSync(standard, { force: true }));
afterAll(() => rmSync(home, { recursive: true }));

const read = (environment: Readonly<Record<string, string>>) => readEnvironment({ HOME: home, ...environment }, { fake: true }).plugins;

function config(content: unknown, file = standard): string {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
  return file;
}

describe('the plugins that the operator wants', () => {
  it('are none unless they are named', () => {
    expect(read({})).toEqual({ names: [], options: {} });
  });

  it('are those of the environment and, behind them, those of the configuration file with their options', () => {
    config({ plugins: { 'opnsense-mcp-plugin-b': { maxPeers: 5 }, '@me/opnsense-mcp-plugin-c': {} } });
    expect(read({ OPNSENSE_PLUGINS: ' opnsense-mcp-plugin-a, ./here ,opnsense-mcp-plugin-b,' })).toEqual({
      names: ['opnsense-mcp-plugin-a', './here', 'opnsense-mcp-plugin-b', '@me/opnsense-mcp-plugin-c'],
      options: { 'opnsense-mcp-plugin-b': { maxPeers: 5 }, '@me/opnsense-mcp-plugin-c': {} },
    });
  });

  it('come from another file where one is given', () => {
    config({ plugins: { 'not-read': {} } });
    expect(read({ OPNSENSE_CONFIG: config({ plugins: { read: {} } }, join(home, 'other.json')) }).names).toEqual(['read']);
    expect(read({ XDG_CONFIG_HOME: join(home, 'elsewhere') }).names).toEqual([]);
  });

  it.each([
    ['names that are none', { OPNSENSE_PLUGINS: 'a; rm -rf /' }, undefined, /OPNSENSE_PLUGINS holds something that is neither/],
    ['a relative file', { OPNSENSE_CONFIG: 'config.json' }, undefined, /OPNSENSE_CONFIG is not a full path/],
    ['a file that is not there', { OPNSENSE_CONFIG: '/nowhere/config.json' }, undefined, /is not there or holds no JSON object/],
    ['a file without JSON', {}, '{plugins', /holds no JSON object/],
    ['unknown keys', {}, { plugin: {} }, /unknown key .*: plugin\. Did you mean plugins/],
    ['a list', {}, { plugins: ['a'] }, /plugins that are no object/],
    ['options that are none', {}, { plugins: { a: 7 } }, /plugins that are no object/],
    ['names in the file that are none', {}, { plugins: { 'A B': {} } }, /plugins that are no object/],
  ] as const)('are refused: %s', (_name, environment, content, says) => {
    if (content !== undefined) config(content);
    expect(() => read(environment)).toThrow(says);
  });

  it('are not taken from a file that others may write', () => {
    chmodSync(config({ plugins: {} }), 0o666);
    expect(() => read({})).toThrow(/others may write/);
  });

  it('bring variables that are no misspellings', () => {
    expect(readEnvironment({ HOME: home, OPNSENSE_PLUGIN_X_URL: 'x' }, { fake: true }).warnings).toEqual([]);
  });
});

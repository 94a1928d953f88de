import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-compiled-'));
  // What starts a built server, before a server of its own.
  copyFileSync(join(__dirname, '../../../dist/main.js'), join(folder, 'main.js'));
  // As on a Node without a cache of its own.
  writeFileSync(join(folder, 'bare-node.js'), "delete require('node:module').enableCompileCache;");
  writeFileSync(join(folder, 'late.mjs'), 'export const late = 3;');
  writeFileSync(join(folder, 'part.js'), 'exports.two = () => 2;');
  writeFileSync(join(folder, 'importing.js'), 'exports.late = async () => (await import("./late.mjs")).late;');
  serverSays('one');
});
afterEach(() => rmSync(folder, { recursive: true }));

const cache = (): string => join(folder, 'cache');

function serverSays(word: string): void {
  writeFileSync(join(folder, 'server.js'), `exports.run = async () => console.log('${word}', require('./part.js').two(), await require('./importing.js').late(), __filename === module.filename, new Error().stack.includes('server.js:1:'));`);
}

function run(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', join(folder, 'bare-node.js'), join(folder, 'main.js'), ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], XDG_CACHE_HOME: cache(), ...env } });
  return `${stdout}${stderr}`.trim();
}

/** The files that are kept, with their contents. */
function kept(): Readonly<Record<string, Buffer>> {
  const files = readdirSync(cache(), { recursive: true, encoding: 'utf8' }).filter(name => statSync(join(cache(), name)).isFile());
  return Object.fromEntries(files.map(name => [name, readFileSync(join(cache(), name))]));
}

const SAID = 'one 2 3 true true';

describe('what is compiled of a built server', () => {
  it('is kept for the next start, for its user alone, and taken from there', () => {
    expect(run()).toBe(SAID);
    const first = kept();
    expect(Object.keys(first).map(name => basename(name).replace(/-\w+$/, '')).sort()).toEqual(['part.js', 'server.js']);
    const [name = ''] = Object.keys(first);
    expect(statSync(join(cache(), name)).mode & 0o077).toBe(0);
    const { ino } = statSync(join(cache(), name));
    expect(run()).toBe(SAID);
    expect(kept()).toEqual(first);
    expect(statSync(join(cache(), name)).ino).toBe(ino);
  });

  it('is compiled anew, and kept, where what is kept is broken', () => {
    run();
    const names = Object.keys(kept());
    for (const name of names) writeFileSync(join(cache(), name), 'broken');
    expect(run()).toBe(SAID);
    expect(Object.keys(kept())).toEqual(names);
    expect(Object.values(kept()).filter(content => content.toString() === 'broken')).toEqual([]);
  });

  it('is of the file as it is now', () => {
    run();
    serverSays('two');
    expect(run()).toBe(SAID.replace('one', 'two'));
  });

  it('is not kept of commands, which call other functions', () => {
    run();
    const server = Object.keys(kept());
    rmSync(cache(), { recursive: true });
    expect([run(['--help']), run(['call', 'opn_ping'])]).toEqual([SAID, SAID]);
    expect(existsSync(cache())).toBe(false);
    run(['--fake=25.1']);
    expect(Object.keys(kept())).toEqual(server);
  });

  it('is neither kept nor taken where somebody else could write', () => {
    run();
    const names = Object.keys(kept());
    for (const name of names) writeFileSync(join(cache(), name), 'broken');
    chmodSync(join(cache(), 'opnsense-mcp'), 0o777);
    expect(run()).toBe(SAID);
    expect(Object.values(kept()).map(String)).toEqual(names.map(() => 'broken'));
  });

  it('is not missed where nothing can be kept', () => {
    expect(run([], { XDG_CACHE_HOME: join(folder, 'part.js') })).toBe(SAID);
  });
});

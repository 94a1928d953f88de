import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { addByCommand, forShell, hostChange, hostLines } from '../../../src/adapters/setup/host-entry';
import { type Host, HOSTS, type Places, type ServerEntry } from '../../../src/adapters/setup/hosts';
import { readJsonText } from '../../../src/adapters/setup/json-text';

const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-hosts-'));
afterAll(() => rmSync(home, { recursive: true }));

const places: Places = { home, platform: 'linux', environment: {} };
const entry: ServerEntry = { command: '/usr/bin/node', args: ['/opt/opnsense mcp/main.js'], env: { OPNSENSE_FIREWALL: 'office' } };
const forBranch: ServerEntry = { ...entry, env: { OPNSENSE_FIREWALL: 'branch' } };
const host = (id: string): Host => HOSTS.find(each => each.id === id) as Host;

/** What becomes of a host's file that holds a text. */
function change(id: string, text: string | undefined, { what = entry, replace = false } = {}): ReturnType<typeof hostChange> {
  const path = host(id).userFile?.(places) ?? '';
  rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  if (text !== undefined) writeFileSync(path, text);
  return hostChange(host(id), what, { places, replace });
}

function changed(id: string, text: string | undefined, options?: { what?: ServerEntry; replace?: boolean }): string {
  const result = change(id, text, options);
  if (result.kind !== 'file') throw new Error(`${result.kind}: ${JSON.stringify(result)}`);
  return result.file.text;
}

const JSON_HOSTS = HOSTS.filter(({ format, userFile }) => format === 'json' && userFile !== undefined).map(({ id }) => id);

describe("a host's JSON file", () => {
  it.each(JSON_HOSTS)('of %s is made, and names the profile and no secret', id => {
    const text = changed(id, undefined);
    const { section, also = {} } = host(id);
    expect(JSON.parse(text)).toEqual({ [section]: { opnsense: { ...also, ...entry } } });
    expect(JSON.parse(hostLines(host(id), entry))).toEqual(JSON.parse(text));
    expect(change(id, text).kind).toBe('as it is');
  });

  it('keeps comments, order, indentation, line ends, byte order mark and trailing commas', () => {
    const before = '\uFEFF// mine\r\n{\r\n\t"theme": "One", // dark\r\n\t"context_servers": {\r\n\t\t"other": { "command": "x" },\r\n\t},\r\n}\r\n';
    const after = changed('zed', before);
    expect(after.replace(/\r\n\t\t"opnsense": \{[^]*?\r\n\t\t\},/, '')).toBe(before);
    expect(after).not.toMatch(/[^\r]\n/);
    expect(readJsonText(after)).toMatchObject({ value: { theme: 'One', context_servers: { other: { command: 'x' }, opnsense: entry } } });
  });

  it.each([
    ['{}', '{\n  "mcpServers": {\n    "opnsense": ENTRY\n  }\n}'],
    ['{"a":1}', '{"a":1,\n  "mcpServers": {\n    "opnsense": ENTRY\n  }\n}'],
    ['{\n    "a": 1 // one\n}\n', '{\n    "a": 1, // one\n    "mcpServers": {\n        "opnsense": ENTRY\n    }\n}\n'],
    ['{\n  // none yet\n}', '{\n  "mcpServers": {\n    "opnsense": ENTRY\n  }\n  // none yet\n}'],
    ['{\n  "mcpServers": {},\n  "b": [1]\n}', '{\n  "mcpServers": {\n    "opnsense": ENTRY\n  },\n  "b": [1]\n}'],
    ['{ "mcpServers": { "x": {} } }', '{ "mcpServers": { "x": {},\n    "opnsense": ENTRY\n } }'],
    ['{\n  "mcpServers": {\n    "x": {} /* , */, /* y */\n    /* z */\n  }\n}', '{\n  "mcpServers": {\n    "x": {} /* , */, /* y */\n    "opnsense": ENTRY,\n    /* z */\n  }\n}'],
  ])('changes nothing else of %j', (before, after) => {
    const result = changed('cursor', before);
    expect(readJsonText(result)).toMatchObject({ value: { mcpServers: { opnsense: entry } } });
    expect(result.replace(/("opnsense": )\{[^]*?"env": \{[^}]*\}\s*\}/, '$1ENTRY')).toBe(after);
  });

  it('gets one more firewall into the entry that is there, and keeps what a person added to that', () => {
    const own = JSON.stringify({ mcpServers: { opnsense: { ...entry, timeout: 30, env: { OPNSENSE_FIREWALL: 'office', OPNSENSE_LOG_LEVEL: 'debug' } } } });
    const after = changed('cursor', own, { what: { ...forBranch, command: '/new/node' } });
    expect(JSON.parse(after)).toEqual({ mcpServers: { opnsense: { ...entry, command: '/new/node', timeout: 30, env: { OPNSENSE_FIREWALL: 'office,branch', OPNSENSE_LOG_LEVEL: 'debug' } } } });
    expect(change('cursor', after, { what: { ...forBranch, command: '/new/node' } }).kind).toBe('as it is');
  });

  it('is left alone where it is no JSON, or has another server of that name, unless that may be replaced', () => {
    expect(change('cursor', '{\n  "mcpServers": {,}\n}')).toMatchObject({ kind: 'by hand', why: expect.stringMatching(/no JSON \(\w+ in line 2\)/) });
    expect(change('cursor', '{"mcpServers": []}')).toMatchObject({ kind: 'by hand', why: expect.stringContaining('mcpServers is no object') });
    expect(change('cursor', '[]')).toMatchObject({ kind: 'by hand' });
    const theirs = '{"mcpServers": {"opnsense": {"command": "npx", "env": {"OPNSENSE_URL": "https://192.0.2.1"}}}}';
    expect(change('cursor', theirs)).toMatchObject({ kind: 'by hand', why: expect.stringContaining('--replace') });
    expect(JSON.parse(changed('cursor', theirs, { replace: true }))).toEqual({ mcpServers: { opnsense: entry } });
  });
});

describe("a host's TOML file", () => {
  const before = '# mine\nmodel = "o1"\n\n[mcp_servers.other]\ncommand = "x"\n[mcp_servers.other.env]\nA = "1"\n\n\n';

  it('gets a table at its end', () => {
    const after = changed('codex', before);
    expect(after.startsWith(before.trimEnd())).toBe(true);
    expect(parse(after)).toEqual({ model: 'o1', mcp_servers: { other: { command: 'x', env: { A: '1' } }, opnsense: entry } });
    expect(change('codex', after).kind).toBe('as it is');
    expect(parse(changed('codex', undefined))).toEqual(parse(hostLines(host('codex'), entry)));
    const more = changed('codex', `${after}\n[tui]\nnotifications = true\n`, { what: forBranch });
    expect(parse(more)).toMatchObject({ tui: { notifications: true }, mcp_servers: { opnsense: { ...entry, env: { OPNSENSE_FIREWALL: 'office,branch' } } } });
    expect(parse(changed('codex', 'a = 1\r\n'))).toMatchObject({ a: 1, mcp_servers: { opnsense: entry } });
  });

  it.each(['[mcp_servers.opnsense]\ncommand = "y"\n', '[mcp_servers."opnsense"]\n', '[ mcp_servers . opnsense . env ]\n', 'mcp_servers = { opnsense = { command = "y" } }\n', '[mcp_servers]\nopnsense = { command = "y" }\n', 'mcp_servers.opnsense.command = "y"\n'])(
    'is left alone where it may name the server already: %j',
    text => expect(change('codex', text)).toMatchObject({ kind: 'by hand' }),
  );
});

describe('a host with a command', () => {
  const bin = join(home, 'bin');
  const kept = join(home, 'claude.txt');
  const wishes = { places: { ...places, environment: { PATH: `${bin}:/usr/bin:/bin` } }, replace: false };

  /** Like the real one: refuses a name that it has, and prints an entry with its variables. */
  function install(): void {
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'claude'), `#!/bin/sh\ncase "$2" in add) [ -e "${kept}" ] && exit 1; for word; do case "$word" in *=*) echo "    $word";; esac; done > "${kept}";; get) cat "${kept}";; remove) rm "${kept}";; esac\n`);
    chmodSync(join(bin, 'claude'), 0o755);
  }
  const add = async (what: ServerEntry, replace = false): Promise<boolean> => {
    const result = hostChange(host('claude-code'), what, { ...wishes, replace });
    if (result.kind !== 'command') throw new Error(result.kind);
    return addByCommand(result, { ...wishes, replace });
  };

  it('is told to take the entry, and one more firewall into it, but not to drop an entry that is not ours', async () => {
    expect(await add(entry)).toBe(false);
    install();
    expect(await add(entry)).toBe(true);
    expect(await add(forBranch)).toBe(true);
    expect(readFileSync(kept, 'utf8')).toBe('    OPNSENSE_FIREWALL=office,branch\n');
    writeFileSync(kept, '    OPNSENSE_URL=https://192.0.2.1\n');
    expect(await add(entry)).toBe(false);
    expect(readFileSync(kept, 'utf8')).toContain('OPNSENSE_URL');
    expect(await add(entry, true)).toBe(true);
    expect(readFileSync(kept, 'utf8')).toBe('    OPNSENSE_FIREWALL=office\n');
  });

  it('has a file in a project', () => {
    const result = hostChange(host('claude-code'), entry, { ...wishes, project: home });
    expect(result).toMatchObject({ kind: 'file', file: { path: join(home, '.mcp.json') } });
    expect(existsSync(join(home, '.mcp.json'))).toBe(false);
  });

  it('is shown as a line for a shell', () => {
    expect(forShell(host('claude-code').commands?.add('opnsense', entry) ?? [])).toBe("claude mcp add --scope user opnsense -e OPNSENSE_FIREWALL=office -- /usr/bin/node '/opt/opnsense mcp/main.js'");
  });
});

describe('the hosts', () => {
  it.each<[NodeJS.Platform, string[]]>([
    ['darwin', ['Library/Application Support/Claude/claude_desktop_config.json', '.cursor/mcp.json', 'Library/Application Support/Code/User/mcp.json', '.gemini/settings.json', '.config/zed/settings.json', '.codex/config.toml', '.codeium/windsurf/mcp_config.json']],
    ['linux', ['.config/Claude/claude_desktop_config.json', '.cursor/mcp.json', '.config/Code/User/mcp.json', '.gemini/settings.json', '.config/zed/settings.json', '.codex/config.toml', '.codeium/windsurf/mcp_config.json']],
  ])('have their files on %s', (platform, files) => {
    expect(HOSTS.flatMap(({ userFile }) => userFile?.({ home: '/h', platform, environment: {} }) ?? [])).toEqual(files.map(file => join('/h', file)));
  });

  it('are those of docs/install.md, with the keys that it names', () => {
    const page = readFileSync(join(__dirname, '../../../docs/install.md'), 'utf8');
    for (const { title, section } of HOSTS) expect([title, page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0]]).toEqual([title, expect.stringContaining(section)]);
  });
});

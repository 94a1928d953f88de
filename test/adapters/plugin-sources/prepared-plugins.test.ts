import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../../src/adapters/assembly/assemble';
import { FAKE_KEY, FAKE_SECRET, FakeFirewall } from '../../../src/adapters/fake';
import { Credentials } from '../../../src/adapters/opnsense-api';
import { builtIn } from '../../../src/adapters/plugin-sources/built-in';
import { prepareAll, preparedPlugins } from '../../../src/adapters/plugin-sources/prepared-plugins';
import { connectedClient } from '../../../src/adapters/testkit/connected-client';
import { loadRegistry, type PreparedPlugin, type ToolRegistry } from '../../../src/core';
import { type PluginCandidate } from '../../../src/ports';
import { builtInTools } from '../../built-in';

const built = join(__dirname, '../../../dist/plugins.json');
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

let known: Readonly<Record<string, PluginCandidate['load']>>;
let loaded: string[];
beforeAll(async () => {
  known = Object.fromEntries((await builtIn.candidates()).map(({ from, load }) => [from, load]));
});
beforeEach(() => (loaded = []));

/** The domains as a built server finds them, noting which are loaded. */
const domains = (): Readonly<Record<string, PluginCandidate['load']>> =>
  Object.fromEntries(Object.entries(known).map(([from, load]) => [from, () => {
    loaded.push(from);
    return load();
  }]));

describe('what is written down of the domains', () => {
  it('is what their classes say', async () => {
    expect(JSON.parse(readFileSync(built, 'utf8'))).toEqual(plain(await prepareAll(builtIn)));
  });

  it('lists everything as their classes do, without loading any', async () => {
    const { registry, reports } = await loadRegistry([preparedPlugins(built, domains())]);
    const computed = await builtInTools();
    const listed = (from: ToolRegistry): unknown => plain({
      plugins: from.plugins().map(({ id, title, summary, secrets, checks = [] }) => ({ id, title, summary, secrets, checks: checks.map(check => check.id) })),
      tools: from.tools().map(({ facts, domain, inputSchema, outputSchema, external }) => ({ facts, domain, inputSchema, outputSchema, external })),
      resources: from.resources().map(({ facts, domain, template }) => ({ facts, domain, uri: template.text })),
      prompts: from.prompts().map(({ facts, schema, domain }) => ({ facts: { uses: [], ...facts }, schema, domain })),
    });
    expect(listed(registry)).toEqual(listed(computed));
    expect(registry.tools().length).toBeGreaterThan(100);
    expect(reports.map(({ id, tools }) => [id, tools])).toEqual(registry.plugins().map(({ id }) => [id, registry.tools().filter(({ domain }) => domain === id).length]));
    expect(loaded).toEqual([]);
  });

  it('leads to the code of each', async () => {
    const { registry } = await loadRegistry([preparedPlugins(built, domains())]);
    const computed = await builtInTools();
    for (const tool of registry.tools()) {
      const code = await tool.load();
      expect(plain([code.inputSchema, code.outputSchema, code.facts])).toEqual(plain([tool.inputSchema, tool.outputSchema, tool.facts]));
      expect(code.target).toBe((await computed.find(tool.facts.name)?.load())?.target);
      expect(await tool.load()).toBe(code);
    }
    for (const each of [...registry.resources(), ...registry.prompts()]) expect((await each.load()).called.target).toBeDefined();
    expect(await registry.checks()).toEqual(await computed.checks());
    expect(loaded.sort()).toEqual(Object.keys(known).sort());
  });

  it('loads a domain with the first call of it, and no other', async () => {
    const assembly = await assemble({
      wire: new FakeFirewall({ release: '26.7' }), credentials: new Credentials(FAKE_KEY, FAKE_SECRET), firewall: 'fake', version: '0.0.0', consent: { writes: false, secrets: false }, timeoutMs: 10_000,
      sources: [preparedPlugins(built, domains())],
    });
    const { client, close } = await connectedClient(assembly);
    const call = (name: string, args: Readonly<Record<string, unknown>>): Promise<object> => client.callTool({ name, arguments: { ...args } });
    try {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('opn_list_dns_overrides');
      expect(await call('opn_add_dns_override', {})).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('OPN_WRITES_OFF') }] });
      expect(loaded).toEqual([]);
      expect(await call('opn_list_dns_overrides', { limit: 'many' })).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('OPN_INVALID_INPUT') }] });
      expect(await call('opn_list_dns_overrides', { limit: 1 })).toMatchObject({ structuredContent: { total: expect.any(Number) } });
      expect(loaded).toEqual(['dns']);
      expect((await client.getPrompt({ name: 'ipv6_migration', arguments: {} })).messages).toHaveLength(1);
      expect((await client.readResource({ uri: 'opnsense://rules' })).contents).toHaveLength(1);
      expect(loaded).toEqual(['dns', 'network', 'firewall']);
      expect(await call('opn_security_audit', {})).toMatchObject({ structuredContent: { findings: expect.any(Array) } });
      expect(loaded).toEqual(['dns', 'network', 'firewall', 'security']);
    } finally {
      await close();
    }
  });
});

describe('a file that does not fit', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-prepared-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const registryOf = async (written: object): Promise<ToolRegistry> => {
    const file = join(folder, 'plugins.json');
    writeFileSync(file, JSON.stringify(written));
    return (await loadRegistry([preparedPlugins(file, { dns: domains()['dns'] as PluginCandidate['load'] })])).registry;
  };

  it('is a plugin that must be built anew where it tells of what the code does not have', async () => {
    const { dns } = JSON.parse(readFileSync(built, 'utf8')) as Record<string, PreparedPlugin>;
    const [first, ...others] = dns?.tools ?? [];
    const renamed = await registryOf({ dns: { ...dns, tools: [{ ...first, facts: { ...first?.facts, name: 'opn_renamed' } }, ...others] } });
    await expect(renamed.find('opn_renamed')?.load()).rejects.toMatchObject({ code: 'OPN_PLUGIN', message: expect.stringContaining('it has no opn_renamed') });
    const other = await registryOf({ dns: { ...dns, plugin: { ...dns?.plugin, id: 'other' } } });
    await expect(other.tools()[0]?.load()).rejects.toMatchObject({ code: 'OPN_PLUGIN', message: expect.stringContaining('it exports no such plugin') });
  });

  it('leaves the domain to be loaded at once where it tells nothing of it', async () => {
    expect((await registryOf({})).tools()).toHaveLength((await builtInTools()).tools().filter(({ domain }) => domain === 'dns').length);
    expect(loaded).toEqual(['dns']);
  });
});

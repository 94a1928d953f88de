// Takes long.
import Ajv from 'ajv/dist/2020';
import { type Class, type ToolRegistry } from '../../src/core';
import { HELP } from '../../src/adapters/cli/help';
import { CONFIG_SCHEMA, VARIABLES } from '../../src/adapters/environment';
import { FakeFirewall } from '../../src/adapters/fake';
import { type HttpsSide, serveHttps } from '../../src/adapters/fake/https-side';
import { FAKE_KEY, FAKE_SECRET } from '../../src/adapters/fake/sample';
import { CHECKS } from '../../src/plugins/security/checks';
import { ERROR_CODES, type Release, RELEASES } from '../../src/ports';
import { builtInPlugins, builtInTools } from '../built-in';
import { callIn, makeCalls, NEWEST } from './calls';
import { startedByHost } from './host-configuration';
import { type Block, codeIn, deadLinks, type Page, pages } from './pages';
import { refusals } from './refusals';
import { commandProcess, type CommandProcess, runBlocks, type Target } from './shell';

/** Blocks that are neither run nor checked here, and why. */
const ELSEWHERE: readonly (readonly [page: string, text: string, why: string])[] = [
  ['README.md', 'npm ci && npm run demo', 'continuous integration does exactly this'],
  ['docs/quick-start.md', 'npm install -g opnsense-mcp', 'needs the registry; test/packages/installed.test.ts installs the packed server from one of its own'],
  ['docs/plugins.md', 'npm install -g opnsense-mcp opnsense-mcp-plugin-tailscale', 'needs the registry; test/packages/installed.test.ts does it with one of its own'],
  ['docs/plugins.md', 'npx opnsense-mcp create-plugin acme-widgets', 'test/packages/installed.test.ts follows the tutorial'],
  ['docs/plugins.md', '"opnsenseMcp": {', 'a part of a package.json; test/packages/installed.test.ts installs one that has it'],
  ['docs/setup.md', '$ opnsense-mcp setup', 'asks in a terminal; test/adapters/setup/interview.test.ts answers'],
  ['docs/install.md', '', 'test/packages/ways-to-install.test.ts starts every line and configuration of this page'],
];
/** Pages that begin with nothing; whoever reads another has set the variables of the quick start. */
const BARE = ['docs/quick-start.md', 'docs/migration.md', 'docs/setup.md'];
/** What the server itself adds to the result of a change. */
const OF_CHANGES = ['confirm_within_seconds'];
/** The name in an error about a tool that there is not. */
const NO_TOOL = 'opn_list_rules';
/** Pages for those who write plugins name tools of plugins. */
const OF_PLUGINS = ['docs/plugins.md', 'docs/plugin-reference.md'];
/** The tools of a page that older releases lack something for, as the page says. */
const LACKING: Readonly<Record<string, Partial<Record<Release, readonly string[]>>>> = {
  'docs/best-practice.md': { '24.7': ['opn_add_nat_rule'], '25.1': ['opn_add_nat_rule'], '25.7': ['opn_add_nat_rule'] },
  'docs/ipv6.md': { '24.7': ['opn_add_dnsmasq_range', 'opn_add_kea_subnet', 'opn_add_icmpv6_rules'], '25.1': ['opn_add_icmpv6_rules'] },
};
/** What the calls of a page that ask for a verdict have to hear, in their order. */
const VERDICTS: Readonly<Record<string, readonly string[]>> = {
  'docs/best-practice.md': ['pass', 'block', 'pass'],
  'docs/ipv6.md': ['pass', 'block'],
  'docs/write-operations.md': ['pass'],
};

const all = pages();
let side: HttpsSide;
let target: Target;
let running: CommandProcess;
let registry: ToolRegistry;
let plugins: readonly Class[];

beforeAll(async () => {
  side = await serveHttps(new FakeFirewall({}));
  target = { url: side.url, fingerprint: side.fingerprint, key: FAKE_KEY, secret: FAKE_SECRET };
  [registry, plugins, running] = await Promise.all([builtInTools(), builtInPlugins(), commandProcess()]);
});
afterAll(async () => {
  running.end();
  await side.close();
});

const isElsewhere = ({ page, text }: Block): boolean => ELSEWHERE.some(([where, part]) => page === where && text.includes(part));
const blocks = all.flatMap(page => page.blocks).filter(block => !isElsewhere(block));

/** What is wrong with each page, so that one run names everything. */
function problems(of: (page: Page) => readonly string[], among: readonly Page[] = all): readonly string[] {
  return among.flatMap(page => of(page).map(problem => `${page.name}: ${problem}`));
}

const unknown = (page: Page, pattern: RegExp, isKnown: (name: string) => boolean): readonly string[] => [...new Set(page.text.match(pattern) ?? [])].filter(name => !isKnown(name));

describe('what the guides show', () => {
  it.each(ELSEWHERE)('%s shows "%s", which is tried elsewhere: %s', (page, text) => {
    expect(all.find(({ name }) => name === page)?.blocks.some(block => block.text.includes(text))).toBe(true);
  });

  it.each([...new Set(blocks.filter(block => block.language === 'sh' || block.text.includes('"mcpServers"')).map(({ page }) => page))])('%s has commands and configurations that work', async page => {
    const own = blocks.filter(block => block.page === page).flatMap(block => startedByHost(block, target) ?? (block.language === 'sh' ? [block] : []));
    // The quick start begins with nothing; whoever reads other pages has set these.
    const settings = { OPNSENSE_URL: target.url, OPNSENSE_API_KEY_FILE: 'apikey.txt', OPNSENSE_TLS_FINGERPRINT: target.fingerprint };
    const env = BARE.includes(page) ? {} : settings;
    await runBlocks(own, { target, process: running, env });
  });

  it.each([...new Set(blocks.filter(callIn).map(({ page }) => page))])('%s has calls that work on every release', async page => {
    const own = blocks.filter(block => block.page === page);
    for (const release of RELEASES) {
      const { answers, lacking } = await makeCalls(own, plugins, release);
      expect([release, ...lacking]).toEqual([release, ...(LACKING[page]?.[release] ?? [])]);
      if (release !== NEWEST) continue;
      expect(answers.map(([name]) => name)).toEqual(own.flatMap(block => callIn(block)?.name ?? []));
      expect(answers.flatMap(([name, { verdict }]) => (name === 'opn_explain_traffic' ? [verdict] : []))).toEqual(VERDICTS[page] ?? []);
    }
  });

  it('is a configuration, accepted findings, a call or what a host takes where it is JSON', () => {
    const isConfiguration = new Ajv({ strict: false }).compile(CONFIG_SCHEMA);
    const wrong = blocks.filter(({ language }) => language === 'json').filter(block => {
      if (callIn(block) !== undefined || startedByHost(block, target) !== undefined) return false;
      const value = JSON.parse(block.text.replaceAll('AA:BB:…', target.fingerprint)) as unknown;
      if (Array.isArray(value)) return !value.every(({ id, reason }: { readonly id: string; readonly reason: string }) => reason !== '' && CHECKS.some(check => check.id === id.split('#')[0]));
      return !isConfiguration(value);
    });
    expect(wrong.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  });

  it('has no language that nobody checks', () => {
    expect([...new Set(blocks.map(({ language }) => language))].sort()).toEqual(['console', 'json', 'sh', 'text', 'ts']);
  });
});

describe('what the guides name', () => {
  it('are tools, variables, codes and checks that there are', () => {
    const prompts = registry.prompts().map(({ facts }) => facts.name);
    const notPlugins = all.filter(({ name }) => !OF_PLUGINS.includes(name));
    const areas = [...new Set(CHECKS.map(({ area }) => area))].join('|');
    expect([
      ...problems(page => unknown(page, /\bopn_[a-z0-9_]+\b/g, name => name === NO_TOOL || registry.find(name) !== undefined), notPlugins),
      ...problems(page => unknown(page, /\bOPNSENSE_[A-Z_]+\b/g, name => name.startsWith('OPNSENSE_PLUGIN_') || (VARIABLES as readonly string[]).includes(name))),
      ...problems(page => unknown(page, /\bOPN_[A-Z_]+\b/g, name => name in ERROR_CODES)),
      ...problems(page => codeIn(page).filter(code => new RegExp(`^(${areas})\\.[a-z]+(-[a-z]+)+$`).test(code) && !CHECKS.some(({ id }) => id === code)), notPlugins),
    ]).toEqual([]);
    expect(prompts.filter(name => !all.some(page => codeIn(page).includes(name)))).toEqual([]);
  });

  it('are options and commands that there are', () => {
    const commands = (page: Page): readonly string[] => [...codeIn(page), ...page.blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'))].filter(line => /^(\w+=\S+ )*(opnsense-mcp|node dist\/main\.js) /.test(line));
    expect(all.flatMap(commands).length).toBeGreaterThan(20);
    expect(problems(page => commands(page).flatMap(line => {
      const [, command = ''] = /(?:opnsense-mcp|node dist\/main\.js) ([a-z][a-z-]*)\b/.exec(line) ?? [];
      const options = line.replace(/'[^']*'/g, '').match(/(?<= )--[a-z-]+/g) ?? [];
      return [...(command === '' || command === 'opnsense-mcp-plugin-tailscale' || HELP.includes(`opnsense-mcp ${command}`) ? [] : [command]), ...options.filter(option => !HELP.includes(option))];
    }))).toEqual([]);
  });

  it('are parameters, fields, settings and prompts that there are', () => {
    const known = new Set([...registry.tools().flatMap(({ inputSchema, outputSchema }) => schemaNames([inputSchema, outputSchema])), ...schemaNames(CONFIG_SCHEMA), ...registry.prompts().map(({ facts }) => facts.name), ...OF_CHANGES]);
    const guides = ['quick-start', 'security', 'write-operations', 'ipv6', 'best-practice', 'troubleshooting', 'migration', 'versions'].map(name => `docs/${name}.md`);
    const operators = all.filter(({ name }) => guides.includes(name));
    expect(operators).toHaveLength(guides.length);
    expect(problems(page => codeIn(page).filter(code => /^(?!opn_)[a-z]+(_[a-z]+)+$/.test(code) && !known.has(code)), operators)).toEqual([]);
  });

  it('are pages and headings that there are', () => {
    expect(problems(deadLinks)).toEqual([]);
  });

  it('are in the index, every page of them, and the README leads there', () => {
    const [readme, ...docs] = all;
    const index = docs.find(({ name }) => name === 'docs/README.md');
    expect(docs.map(({ name }) => name.replace('docs/', '')).filter(name => name !== 'README.md' && !index?.text.includes(`](${name})`))).toEqual([]);
    expect(readme?.text).toContain('](docs/README.md)');
  });
});

describe('the guide to troubleshooting', () => {
  const page = all.find(({ name }) => name === 'docs/troubleshooting.md');

  it('quotes what the server really says', async () => {
    const said = await refusals({ target, process: running, env: {} });
    const quoted = page?.blocks.filter(({ language }) => language === 'text') ?? [];
    expect(quoted.length).toBeGreaterThan(15);
    const pattern = (text: string): RegExp => new RegExp(text.trimEnd().split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*?'));
    expect(quoted.filter(({ text }) => !said.some(each => pattern(text).test(each))).map(({ line, text }) => `${line}: ${text}`)).toEqual([]);
  });

  it('names every code', () => {
    expect(Object.keys(ERROR_CODES).filter(code => page?.text.includes(code) !== true)).toEqual([]);
  });

  it('leads to a page that names every tool of a later release', () => {
    const versions = all.find(({ name }) => name === 'docs/versions.md')?.text ?? '';
    expect(registry.tools().filter(({ facts }) => facts.since !== undefined && !versions.includes(facts.name)).map(({ facts }) => facts.name)).toEqual([]);
  });
});

/** Names of properties and values of a schema, however deep. */
function schemaNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => [
    ...(keyword === 'properties' ? Object.keys(value as object) : []),
    ...(keyword === 'enum' ? (value as readonly unknown[]).map(String) : []),
    ...schemaNames(value),
  ]);
}

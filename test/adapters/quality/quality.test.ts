import { IsInt } from 'class-validator';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatQuality, PackageFiles, qualityOf, reaches, RULES } from '../../../src/adapters/quality';
import { Describe, type PluginFacts, type RegisteredTool, searches } from '../../../src/core';
import { RELEASES } from '../../../src/ports';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-quality-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

class Options {
  @Describe('How many') @IsInt() most = 10;
}
class Unexplained {
  @IsInt() most = 10;
}

const widgets = searches('acme/settings/search_item', { package: 'os-acme' });
const tool = (facts: Partial<RegisteredTool['facts']> = {}, parameters: readonly string[] = ['cursor']): RegisteredTool => ({
  facts: { name: 'opn_list_widgets', title: 'Widgets', description: 'Use this to see which widgets are configured.', effect: 'read', uses: [widgets], ...facts },
  inputSchema: { type: 'object', properties: Object.fromEntries(parameters.map(name => [name, { type: 'string', description: 'That' }])) },
}) as unknown as RegisteredTool;

const PACKAGE = { license: 'MIT', description: 'Widgets', keywords: ['opnsense-mcp-plugin'] };
const WIRE = { 'lists them': { [RELEASES.join(' ')]: ['POST acme/settings/search_item'] } };
/** A package that keeps every rule. */
const PERFECT: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify(PACKAGE),
  'LICENSE': 'MIT',
  'README.md': 'opn_list_widgets: OPNSENSE_PLUGINS=opnsense-mcp-plugin-acme OPNSENSE_ALLOW_WRITES=acme, os-acme, the privilege Acme',
  'CHANGELOG.md': '## 1.2.3',
  '.github/workflows/ci.yml': '- run: npm test',
  'src/odd.check.ts': "export const odd = check({ id: 'acme.odd' })",
  'test/acme.test.ts': "toolTest('opn_list_widgets', Acme, {}); checkTest(odd, {});",
  'test/__toolsnaps__/opn_list_widgets.json': '{}',
  'test/__toolsnaps__/wire/opn_list_widgets.json': JSON.stringify(WIRE),
};

interface Flaw {
  /** Files in place of those of the perfect package; undefined for none. */
  readonly files?: Readonly<Record<string, string | undefined>>;
  readonly tools?: readonly RegisteredTool[];
  readonly plugin?: Partial<PluginFacts>;
  readonly fake?: false;
}

function judged({ files = {}, tools = [tool()], plugin = {}, fake }: Flaw = {}): ReturnType<typeof qualityOf> {
  for (const [path, text] of Object.entries({ ...PERFECT, ...files })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const facts = { id: 'acme', title: 'Acme', summary: 'Widgets.', api: 1, tools: [], options: Options, checks: [{ id: 'acme.odd' }] as unknown as PluginFacts['checks'], ...plugin };
  const manifest = { name: 'opnsense-mcp-plugin-acme', version: '1.2.3', folder, entry: '', packages: ['os-acme'], ...(fake === false ? {} : { fake: 'lesson.js' }) };
  return qualityOf({ manifest, plugins: [facts as PluginFacts], tools, files: new PackageFiles(folder) });
}

/** For each rule a package that keeps all rules but this one. */
const FLAWS: Readonly<Record<string, readonly [Flaw, string]>> = {
  'snapshots': [{ files: { 'test/__toolsnaps__/opn_list_widgets.json': undefined } }, 'opn_list_widgets'],
  'both-sides': [{ files: { 'test/acme.test.ts': "toolTest('opn_list_widgets_of', Acme, {}); checkTest(odd, {})" } }, 'opn_list_widgets'],
  'described': [{ tools: [tool({ description: 'Widgets' })] }, 'opn_list_widgets'],
  'endpoints': [{ tools: [tool({ uses: [] })] }, 'opn_list_widgets'],
  'licensed': [{ files: { 'package.json': JSON.stringify({ ...PACKAGE, license: undefined }) } }, 'license'],
  'readme': [{ files: { 'README.md': PERFECT['README.md']?.replace('opn_list_widgets', 'widgets') } }, 'opn_list_widgets'],
  'taught': [{ fake: false }, 'opnsenseMcp.fake'],
  'wire-logs': [{ files: { 'test/__toolsnaps__/wire/opn_list_widgets.json': undefined } }, 'opn_list_widgets'],
  'paged': [{ tools: [tool({}, [])] }, 'opn_list_widgets'],
  'package-named': [{ tools: [tool({ uses: [searches('acme/settings/search_item')] })] }, 'acme/settings/search_item'],
  'options-described': [{ plugin: { options: Unexplained } }, 'most'],
  'short': [{ tools: [tool({ description: `Use this to see widgets. ${'And more. '.repeat(200)}` })] }, 'opn_list_widgets'],
  'changelog': [{ files: { 'CHANGELOG.md': '## 1.2.2' } }, 'CHANGELOG.md: 1.2.3'],
  'every-release': [{ files: { 'test/__toolsnaps__/wire/opn_list_widgets.json': JSON.stringify({ 'lists them': { '24.7 25.1': [], '25.7 26.1': [] } }) } }, 'opn_list_widgets on 26.7'],
  'checks-tested': [{ files: { 'test/acme.test.ts': "toolTest('opn_list_widgets', Acme, {})" } }, 'acme.odd'],
  'explained': [{ files: { 'README.md': 'opn_list_widgets OPNSENSE_PLUGINS=opnsense-mcp-plugin-acme, the privilege Acme' } }, 'os-acme'],
  'continuous': [{ files: { '.github/workflows/ci.yml': '- run: npm run lint' } }, '.github/workflows'],
  'found': [{ files: { 'LICENSE': undefined } }, 'LICENSE'],
};

describe('the quality scale', () => {
  it('gives gold to a package that keeps every rule', () => {
    expect(judged()).toMatchObject({ plugin: 'opnsense-mcp-plugin-acme', version: '1.2.3', tier: 'gold' });
  });

  it('has a flaw to try for every rule', () => {
    expect(Object.keys(FLAWS)).toEqual(RULES.map(({ id }) => id));
  });

  it.each(RULES)('$id: sees what is missing, and stops below $tier', ({ id, tier }) => {
    const [flaw, lacks] = FLAWS[id]!;
    const quality = judged(flaw);
    // A tool without a wire log is not seen at work either.
    const alsoMissed = id === 'wire-logs' ? ['every-release'] : [];
    expect(quality.rules.filter(({ kept }) => !kept).map(({ rule }) => rule)).toEqual([id, ...alsoMissed]);
    expect(quality.rules.find(({ rule }) => rule === id)?.lacks).toContain(lacks);
    expect(quality.tier).toBe({ bronze: 'none', silver: 'bronze', gold: 'silver' }[tier]);
    expect([reaches(quality.tier, 'bronze'), reaches(quality.tier, tier)]).toEqual([tier !== 'bronze', false]);
    expect(formatQuality(quality)).toMatch(new RegExp(`✗ ${id} .*; not so: .*${lacks.replaceAll('.', '\\.')}`));
  });

  it('asks a plugin that changes something how it is allowed to', () => {
    expect(judged({ tools: [tool(), tool({ effect: 'write' })], files: { 'README.md': PERFECT['README.md']?.replace('OPNSENSE_ALLOW_WRITES=acme', '') } }).rules.find(({ rule }) => rule === 'explained')?.lacks).toEqual(['OPNSENSE_ALLOW_WRITES=acme']);
  });
});

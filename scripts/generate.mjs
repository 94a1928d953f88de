// Writes the generated parts of the documentation, between markers, from the built server; with --check it only says what is stale.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { registryManifest } from './manifests.mjs';
import { releaseTables } from './release-tables.mjs';
import { reference } from './surface.mjs';

const path = file => fileURLToPath(new URL(`../${file}`, import.meta.url));
const require = createRequire(import.meta.url);
const { ERROR_CODES } = require('../dist/plugin.js');
// The bundle has no door to checks and rules, so they are read from the sources.
require('esbuild-register/dist/node').register();
const { CHECKS } = require('../src/plugins/security/checks/index.ts');
const { citations } = require('../src/core/audit/index.ts');
const { pluginFacts, ToolRegistry } = require('../src/core/index.ts');
const registry = new ToolRegistry();
for (const name of readdirSync(path('src/plugins'))) registry.add(Object.values(require(`../src/plugins/${name}/${name}.plugin.ts`)).find(pluginFacts));
const { RULES } = require('../src/adapters/quality/index.ts');
const { CONFIG_SCHEMA } = require('../src/adapters/environment/index.ts');
const { releasesOf, packageOf } = require('../src/adapters/catalogue/endpoints.ts');
const { RELEASES } = require('../src/ports/index.ts');
const profile = CONFIG_SCHEMA.properties.firewalls.additionalProperties;
const run = (...args) => execFileSync(process.execPath, [path('dist/main.js'), ...args], { encoding: 'utf8' });
const table = (heading, rows) => [`| ${heading.join(' | ')} |`, `|${heading.map(() => '---').join('|')}|`, ...rows.map(row => `| ${row.join(' | ')} |`)].join('\n');
const cell = text => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const tools = JSON.parse(run('tools', '--json'));
const contract = JSON.parse(readFileSync(path('test/fixtures/contract.json'), 'utf8'));
const { kept, ...releases } = releaseTables({ releases: RELEASES, releasesOf, packageOf, registered: registry.tools(), contract, table });
const domains = [...new Set(tools.map(tool => tool.domain))];
const firstSentence = text => cell(text.split(/(?<=\.)\s/)[0]);
const generated = {
  'README.md': {
    tools: domains
      .map(domain => {
        const rows = tools.filter(tool => tool.domain === domain);
        return `**${domain}**\n\n${table(['tool', 'effect', 'since', 'what for'], rows.map(tool => [`\`${tool.name}\``, tool.effect, tool.since, firstSentence(tool.description)]))}`;
      })
      .join('\n\n'),
    resources: table(['resource', 'what it holds'], [['`opnsense://guide`', 'Every tool by domain, those too that are not listed, and why not.'], ...registry.resources().map(({ template, facts }) => [`\`${template.text}\``, cell(facts.description)])]),
    prompts: table(['prompt', 'what for'], registry.prompts().map(({ facts }) => [`\`${facts.name}\``, cell(facts.description)])),
    help: `\`\`\`text\n${run('--help').trimEnd()}\n\`\`\``,
  },
  'docs/audit.md': {
    checks: [...new Set(CHECKS.map(({ area }) => area))]
      .map(area => {
        const rows = CHECKS.filter(check => check.area === area).map(({ id, severity, question, references }) => [`\`${id}\``, severity, cell(question), cell(citations(references).join('; '))]);
        return `**${area}**\n\n${table(['check', 'severity', 'question', 'serves'], rows)}`;
      })
      .join('\n\n'),
  },
  'docs/firewalls.md': {
    profile: table(['setting', 'meaning', 'unless set'], Object.entries(profile.properties).map(([name, { description, default: value }]) => [`\`${name}\``, cell(description), value === undefined ? (profile.required.includes(name) ? 'needed' : '') : `\`${value}\``])),
  },
  'docs/privileges.md': { privileges: run('privileges', '--table').trimEnd() },
  'docs/plugins.md': { quality: table(['tier', 'rule', 'what holds'], RULES.map(({ id, tier, says }) => [tier, `\`${id}\``, cell(says)])) },
  'docs/plugin-reference.md': { plugin: reference(path('src/plugin.ts')), testing: reference(path('src/testing.ts')) },
  'docs/versions.md': releases,
  'docs/migration.md': { kept },
  'docs/errors.md': { errors: table(['code', 'meaning'], Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, cell(meaning)])) },
};

let stale = 0;
const bring = (file, before, after) => {
  if (after === before) return;
  stale += 1;
  if (process.argv.includes('--check')) console.error(`${file} is stale: run npm run generate`);
  else writeFileSync(path(file), after);
};
for (const [file, sections] of Object.entries(generated)) {
  const before = readFileSync(path(file), 'utf8');
  let after = before;
  for (const [name, content] of Object.entries(sections)) {
    const marked = new RegExp(`(<!-- generated: ${name} -->\n)[\\s\\S]*?(\n<!-- end -->)`);
    if (!marked.test(after)) throw new Error(`${file} has no markers for '${name}'`);
    after = after.replace(marked, (_all, start, end) => `${start}${content}${end}`);
  }
  bring(file, before, after);
}
const SCHEMA = 'docs/config.schema.json';
bring(SCHEMA, existsSync(path(SCHEMA)) ? readFileSync(path(SCHEMA), 'utf8') : '', `${JSON.stringify({ $id: 'https://unpkg.com/opnsense-mcp/docs/config.schema.json', ...CONFIG_SCHEMA }, undefined, 2)}\n`);
bring('server.json', readFileSync(path('server.json'), 'utf8'), `${JSON.stringify(registryManifest(), undefined, 2)}\n`);
if (process.argv.includes('--check')) process.exitCode = stale === 0 ? 0 : 1;

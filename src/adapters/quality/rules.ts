import { schemaOf } from '../../core';
import { compareReleases, RELEASES } from '../../ports';
import { type Subject } from './subject';

/** The tiers of the quality scale, lowest first; each asks for all that those below it ask for. */
export const TIERS = ['bronze', 'silver', 'gold'] as const;

/** One tier of the quality scale. */
export type Tier = (typeof TIERS)[number];

/** True for the name of a tier. */
export const isTier = (text: string): text is Tier => (TIERS as readonly string[]).includes(text);

/** One rule of the quality scale: what is to be seen in the plugin, never what it says of itself. */
export interface Rule {
  readonly id: string;
  readonly tier: Tier;
  /** What holds for a plugin that keeps it. */
  readonly says: string;
  /** What keeps the plugin from it, in a few words each; empty for a plugin that keeps it. */
  readonly lacks: (subject: Subject) => readonly string[];
}

const SNAPSHOTS = 'test/__toolsnaps__';
/** About as many characters as a model reads as 450 tokens. */
const LONGEST = 1_900;

/** The rules, by tier. */
export const RULES: readonly Rule[] = [
  { id: 'snapshots', tier: 'bronze', says: `every tool's listing is committed below ${SNAPSHOTS}`, lacks: ({ tools, files }) => names(tools).filter(name => files.json(`${SNAPSHOTS}/${name}.json`) === undefined) },
  { id: 'both-sides', tier: 'bronze', says: 'every tool has a toolTest, which tries what works and what is refused', lacks: ({ tools, files }) => notTested(names(tools), files.texts('test', SOURCE), 'toolTest') },
  { id: 'described', tier: 'bronze', says: 'every tool says in a whole sentence when to use it', lacks: ({ tools }) => names(tools.filter(({ facts: { description } }) => !/^[A-Z].{20,}?[.!?](\s|$)/s.test(description))) },
  { id: 'endpoints', tier: 'bronze', says: 'every tool declares the endpoints it uses', lacks: ({ tools }) => names(tools.filter(({ facts: { uses } }) => uses.length === 0)) },
  { id: 'licensed', tier: 'bronze', says: 'package.json names the licence', lacks: ({ files }) => lacking(typeof files.json('package.json')?.['license'] === 'string', 'license') },
  { id: 'readme', tier: 'bronze', says: 'the README names every tool', lacks: ({ tools, files }) => names(tools).filter(name => !files.text('README.md').includes(name)) },

  { id: 'taught', tier: 'silver', says: 'the in-memory firewall is taught what the plugin talks to', lacks: ({ manifest }) => lacking(manifest.fake !== undefined, 'opnsenseMcp.fake') },
  { id: 'wire-logs', tier: 'silver', says: `the requests of every tool are committed below ${SNAPSHOTS}/wire`, lacks: ({ tools, files }) => names(tools).filter(name => files.json(`${SNAPSHOTS}/wire/${name}.json`) === undefined) },
  { id: 'paged', tier: 'silver', says: 'every list is paged', lacks: ({ tools }) => names(tools.filter(({ facts, inputSchema }) => /_list_/.test(facts.name) && inputSchema.properties['cursor'] === undefined)) },
  { id: 'package-named', tier: 'silver', says: 'endpoints of an OPNsense package name it, so that a firewall without it gets a clear answer', lacks: ({ manifest, tools }) => (manifest.packages.length === 0 ? [] : unpackaged(tools)) },
  { id: 'options-described', tier: 'silver', says: 'every option is described', lacks: ({ plugins }) => plugins.flatMap(({ options }) => (options === undefined ? [] : undescribed(options))) },
  { id: 'short', tier: 'silver', says: `no tool costs a model more than about 450 tokens (${LONGEST} characters)`, lacks: ({ tools }) => names(tools.filter(({ facts, inputSchema }) => facts.name.length + facts.description.length + JSON.stringify(inputSchema).length > LONGEST)) },
  { id: 'changelog', tier: 'silver', says: 'the CHANGELOG has this version', lacks: ({ manifest, files }) => lacking(files.text('CHANGELOG.md').includes(manifest.version), `CHANGELOG.md: ${manifest.version}`) },

  { id: 'every-release', tier: 'gold', says: 'the tests show every tool at work on each release of OPNsense that it says it serves', lacks: ({ tools, files }) => tools.flatMap(({ facts: { name, since } }) => unseenReleases(files.json(`${SNAPSHOTS}/wire/${name}.json`), since).map(release => `${name} on ${release}`)) },
  { id: 'checks-tested', tier: 'gold', says: 'every check of the audit has a checkTest, which shows it firing, silent and not applicable', lacks: ({ plugins, files }) => untestedChecks(plugins.flatMap(({ checks = [] }) => checks.map(({ id }) => id)), files.texts('test', SOURCE), files.texts('src', SOURCE)) },
  { id: 'explained', tier: 'gold', says: 'the README tells operators how to enable it, what it may change, and which OPNsense privileges and package it needs', lacks: ({ manifest, plugins, tools, files }) => explains(files.text('README.md'), wanted(manifest.name, manifest.packages, plugins.map(({ id }) => id), tools.some(({ facts: { effect } }) => effect === 'write' || effect === 'destroy'))) },
  { id: 'continuous', tier: 'gold', says: 'a workflow builds and tests it', lacks: ({ files }) => lacking(files.texts('.github/workflows', /\.ya?ml$/).some(text => /\bnpm (run )?test\b/.test(text)), '.github/workflows') },
  { id: 'found', tier: 'gold', says: 'npm finds it: description, keyword opnsense-mcp-plugin, a licence file', lacks: ({ files }) => [...lacking(files.text('LICENSE') !== '', 'LICENSE'), ...lacking(typeof files.json('package.json')?.['description'] === 'string', 'description'), ...lacking((files.json('package.json')?.['keywords'] as readonly unknown[] | undefined)?.includes('opnsense-mcp-plugin') === true, 'keywords')] },
];

const SOURCE = /\.[cm]?[jt]s$/;

const names = (tools: Subject['tools']): readonly string[] => tools.map(({ facts: { name } }) => name);
const lacking = (has: boolean, what: string): readonly string[] => (has ? [] : [what]);

function notTested(wanted: readonly string[], tests: readonly string[], by: 'toolTest' | 'checkTest'): readonly string[] {
  return wanted.filter(name => !tests.some(text => new RegExp(`\\b${by}\\(\\s*['"\`]?${name.replaceAll(/[^\w-]/g, '\\$&')}\\b`).test(text)));
}

/** A check's test names the constant that holds it, which is found where its id is. */
function untestedChecks(ids: readonly string[], tests: readonly string[], sources: readonly string[]): readonly string[] {
  return ids.filter(id => {
    const [, constant] = sources.map(text => (text.includes(`'${id}'`) ? /export const (\w+) = check\b/.exec(text) : null)).find(found => found !== null) ?? [];
    return constant === undefined || notTested([constant], tests, 'checkTest').length > 0;
  });
}

function unpackaged(tools: Subject['tools']): readonly string[] {
  return [...new Set(tools.flatMap(({ facts: { uses } }) => uses.filter(endpoint => endpoint.package === undefined).map(({ path }) => path)))];
}

function undescribed(options: Parameters<typeof schemaOf>[0]): readonly string[] {
  return Object.entries(schemaOf(options, { closed: true }).properties).filter(([, { description }]) => description === undefined).map(([name]) => name);
}

function unseenReleases(log: Readonly<Record<string, unknown>> | undefined, since: string = RELEASES[0]): readonly string[] {
  const seen = Object.values(log ?? {}).flatMap(byReleases => Object.keys(byReleases as object)).flatMap(releases => releases.split(' '));
  return RELEASES.filter(release => compareReleases(release, since as (typeof RELEASES)[number]) >= 0 && !seen.includes(release));
}

function wanted(plugin: string, packages: readonly string[], ids: readonly string[], writes: boolean): readonly string[] {
  return [`OPNSENSE_PLUGINS=${plugin}`, ...packages, ...(writes ? ids.map(id => `OPNSENSE_ALLOW_WRITES=${id}`) : []), 'privilege'];
}

const explains = (readme: string, texts: readonly string[]): readonly string[] => texts.filter(text => !readme.toLowerCase().includes(text.toLowerCase()));

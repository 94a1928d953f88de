// Makes one file of what the sources import of others, and no more of it than they name.  node scripts/dev/dependencies.mjs FILE
import { build } from 'esbuild';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromModules } from '../bundling.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts') && !name.includes('testkit'));

/** What is imported of each: the names; none of one that is only to be run. */
const wanted = new Map();
for (const file of files) {
  for (const [, named, from] of readFileSync(`${root}src/${file}`, 'utf8').matchAll(/^(?:import|export) (?!type\b)([^;']*? from )?'([^.'][^']*)'/gm)) {
    if (!Object.keys(dependencies).some(each => from === each || from.startsWith(`${each}/`))) continue;
    const names = wanted.get(from) ?? wanted.set(from, new Set()).get(from);
    if (named === undefined) continue;
    const [, alone, listed = ''] = /^(\w+)?,? ?(?:\{([^}]*)\})? from $/.exec(named) ?? [];
    if (alone !== undefined) names.add('default');
    for (const each of listed.split(',').map(text => text.trim().split(' as ')[0])) if (each !== '' && !each.startsWith('type ')) names.add(each);
  }
}
const modules = [...wanted].map(([from, names], place) => ({ from, names: [...names].map((name, index) => ({ name, local: `name_${place}_${index}` })) }));
const contents = [
  ...modules.map(({ from, names }) => `import ${names.length === 0 ? '' : `{ ${names.map(({ name, local }) => `${name} as ${local}`).join(', ')} } from `}${JSON.stringify(from)};`),
  `export const modules = { ${modules.map(({ from, names }) => `${JSON.stringify(from)}: { __esModule: true, ${names.map(({ name, local }) => `${name}: ${local}`).join(', ')} }`).join(', ')} };`,
].join('\n');

await build({ ...fromModules, stdin: { contents, resolveDir: root }, outfile: process.argv[2], format: 'cjs' });

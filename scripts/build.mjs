// Builds dist/: one bundle that holds the server and both public surfaces, thin doors to it, and the type declarations.
import { build, transform } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromModules } from './bundling.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** In the bundle there is no folder to read: the same folders are listed while building, and what is to be known of them without their code lies beside. */
const builtInPlugins = {
  name: 'built-in-plugins',
  setup(bundler) {
    bundler.onLoad({ filter: /plugin-sources[/\\]built-in\.ts$/ }, ({ path }) => {
      const folders = readdirSync(join(root, 'src/plugins'), { withFileTypes: true }).filter(entry => entry.isDirectory());
      const entries = folders.map(({ name }) => {
        const file = relative(dirname(path), join(root, `src/plugins/${name}/${name}.plugin.ts`)).replaceAll('\\', '/');
        return `${JSON.stringify(name)}: () => import('${file}')`;
      });
      const contents = `import { join } from 'node:path';
import { preparedPlugins } from './prepared-plugins';
export const builtIn = preparedPlugins(join(__dirname, 'plugins.json'), { ${entries.join(', ')} });`;
      return { contents, loader: 'js', resolveDir: dirname(path) };
    });
  },
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const result = await build({
  ...fromModules,
  entryPoints: { server: join(root, 'src/main.ts'), plugin: join(root, 'src/plugin.ts'), testing: join(root, 'src/testing.ts'), prepare: join(root, 'src/adapters/plugin-sources/prepare.ts') },
  outdir: dist,
  chunkNames: 'part-[hash]',
  write: false,
  // Only ES modules are split into what every start needs and what is loaded on demand.
  splitting: true,
  format: 'esm',
  metafile: true,
  define: { BUNDLED_VERSION: JSON.stringify(version) },
  // Only the test kit has a client; it takes the SDK's own, with its validator.
  external: ['@modelcontextprotocol/sdk/client/index.js'],
  plugins: [builtInPlugins, ...fromModules.plugins],
});
const hash = createHash('sha256');
for (const { path, text } of result.outputFiles) {
  // Plugins require() what they import of the server, so the parts have to be CommonJS.
  const required = text.replace(/\bimport\((["'](?:\.\/part-\w+\.js|node:\w+)["'])\)/g, 'Promise.resolve().then(() => require($1))');
  const { code } = await transform(required, { format: 'cjs', platform: 'node', target: 'node20', minify: true });
  writeFileSync(path, code);
  hash.update(code);
}
const buildId = hash.digest('hex').slice(0, 16);

/** Takes of the core and the ports only what is used: their modules do nothing when they are loaded. */
const onlyWhatIsUsed = {
  name: 'only-what-is-used',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.{1,2}\// }, async ({ path, ...rest }) => {
      if (rest.pluginData === onlyWhatIsUsed) return undefined;
      const resolved = await bundler.resolve(path, { ...rest, pluginData: onlyWhatIsUsed });
      return /[/\\]src[/\\](core|ports)[/\\]/.test(resolved.path) ? { ...resolved, sideEffects: false } : resolved;
    });
  },
};

/** A file that is bundled alone, for it carries nothing that it does not need. */
const alone = (outfile, contents, options = {}) => build({
  stdin: { contents, resolveDir: root, loader: 'js' },
  outfile: join(dist, outfile),
  plugins: [onlyWhatIsUsed],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  logLevel: 'warning',
  ...options,
});

// The watchdog is a process of its own, alive while a change is open.
await alone('watchdog.js', "import { runWatchdog } from './src/adapters/watchdog/process.ts';\nvoid runWatchdog();");
// What is compiled of a server is kept for the next start, in a folder of the user's own; commands call other functions, and leave nothing behind.
await alone('main.js', `import { homedir } from 'node:os';
import { join } from 'node:path';
import { keepCompiled } from './src/adapters/compile-cache/compile-cache.ts';
const serves = process.argv.slice(2).every(given => /^--(fake|config)(=|$)/.test(given));
if (serves) keepCompiled({ folder: __dirname, build: '${buildId}' }, join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'opnsense-mcp'));
require('./server.js').run();`, { banner: { js: '#!/usr/bin/env node' }, external: ['./server.js'] });
chmodSync(join(dist, 'main.js'), 0o755);

// What a server lists of its plugins is read off their classes once, here.
const prepare = join(dist, 'prepare.js');
await createRequire(import.meta.url)(prepare).prepare(join(dist, 'plugins.json'));
rmSync(prepare);
delete result.metafile.outputs[relative(process.cwd(), prepare)];
writeFileSync(join(dist, 'meta.json'), JSON.stringify(result.metafile));
if (!process.argv.includes('--no-types')) {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
}

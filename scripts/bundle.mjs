// Packs the built server as an MCPB bundle, which hosts such as Claude Desktop install with a double click.
//   node scripts/bundle.mjs [FILE]
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleManifest } from './manifests.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const mcpb = join(createRequire(import.meta.url).resolve('@anthropic-ai/mcpb'), '../cli/cli.js');
const manifest = bundleManifest();
const target = resolve(process.argv[2] ?? `${manifest.name}-${manifest.version}.mcpb`);
const folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-bundle-'));
try {
  mkdirSync(join(folder, 'server'));
  for (const file of readdirSync(join(root, 'dist')).filter(each => /\.js(on)?$/.test(each) && !['testing.js', 'meta.json'].includes(each))) copyFileSync(join(root, 'dist', file), join(folder, 'server', file));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, undefined, 2));
  // Packing checks the manifest against its schema.
  execFileSync(process.execPath, [mcpb, 'pack', folder, target], { stdio: ['ignore', 'ignore', 'inherit'] });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(target);

// Measures what enabled plugins cost at the start: none, one with ten tools, and fifty with five hundred.
//   node scripts/bench/plugins.mjs [--rounds=9]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = Number(process.argv.find(each => each.startsWith('--rounds='))?.split('=')[1] ?? 9);
const TOOLS = 10;
const { NODE_EXTRA_CA_CERTS: _certificates, ...environment } = process.env;

const folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-bench-'));
mkdirSync(join(folder, 'node_modules'));
symlinkSync(root, join(folder, 'node_modules/opnsense-mcp'));
const names = Array.from({ length: 50 }, (_, index) => `opnsense-mcp-plugin-bench-${index}`);
names.forEach((name, index) => {
  const at = join(folder, 'node_modules', name);
  mkdirSync(at);
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.0.0', opnsenseMcp: { api: 1, entry: './index.js' } }));
  writeFileSync(join(at, 'index.js'), `'use strict';
const { Describe, FirewallApi, inject, IsInt, IsString, ListInput, Plugin, reads, Tool } = require('opnsense-mcp/plugin');
const get = reads('routes/routes/get');
const tools = Array.from({ length: ${TOOLS} }, (_, tool) => {
  class Input extends ListInput {}
  Describe('How many')(Input.prototype, 'count'); IsInt()(Input.prototype, 'count');
  class Output {}
  IsString()(Output.prototype, 'said');
  class Made { constructor(firewall) { this.firewall = firewall; } async run() { return { said: 'x' }; } }
  inject(FirewallApi)(Made, undefined, 0);
  Tool({ name: 'opn_bench_${index}_' + tool, title: 'Bench', description: 'Does nothing, ' + tool + ' times.', effect: 'read', input: Input, output: Output, uses: [get] })(Made);
  return Made;
});
class BenchPlugin {}
Plugin({ id: 'bench-${index}', title: 'Bench', summary: 'Bench.', api: 1, tools })(BenchPlugin);
exports.BenchPlugin = BenchPlugin;
`);
});

/** Milliseconds until the server has answered initialize, and until every page of its list has come. */
async function start(count) {
  const began = performance.now();
  const env = { ...environment, HOME: folder, OPNSENSE_PLUGINS: names.slice(0, count).join(','), OPNSENSE_LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [join(root, 'dist/main.js'), '--fake'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (id, method, params) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    for (;;) {
      const message = JSON.parse((await lines.next()).value);
      if (message.id === id) return message.result;
    }
  };
  await ask(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } });
  const started = performance.now() - began;
  child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  let [tools, pages, cursor] = [0, 0, undefined];
  do {
    const page = await ask(2 + pages, 'tools/list', cursor === undefined ? {} : { cursor });
    [tools, pages, cursor] = [tools + page.tools.length, pages + 1, page.nextCursor];
  } while (cursor !== undefined);
  const listed = performance.now() - began - started;
  child.stdin.end();
  await once(child, 'exit');
  return { started, listed, tools, pages };
}

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const results = new Map([0, 1, 50].map(count => [count, []]));
try {
  for (let round = 0; round < ROUNDS; round += 1) for (const [count, runs] of results) runs.push(await start(count));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log('plugins   tools   start ms   list ms   pages');
for (const [count, runs] of results) {
  const of = field => median(runs.map(run => run[field]));
  console.log(`${String(count).padStart(7)} ${String(of('tools')).padStart(7)} ${of('started').toFixed(0).padStart(10)} ${of('listed').toFixed(0).padStart(9)} ${String(of('pages')).padStart(7)}`);
}
console.log('The start with 50 plugins aims at less than 1000 ms.');

// Measures what protection adds to a write: requests and milliseconds of one rule added and applied, beside the two requests that do it bare.
//   node scripts/bench/protected-write.mjs [--rounds=10]     (after a build)
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const path = file => fileURLToPath(new URL(file, import.meta.url));
const ROUNDS = Number(process.argv.find(each => each.startsWith('--rounds='))?.split('=')[1] ?? 10);
const outfile = path('../../dist/bench/fake-https.js');
const source = "export { FakeFirewall } from './fake-firewall'; export { serveHttps } from './https-side'; export { FAKE_KEY, FAKE_SECRET } from './sample';";
await build({ stdin: { contents: source, resolveDir: path('../../src/adapters/fake'), loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'error' });
const { FAKE_KEY, FAKE_SECRET, FakeFirewall, serveHttps } = createRequire(import.meta.url)(outfile);

const firewall = new FakeFirewall({ release: '26.7' });
const side = await serveHttps({ send: (...args) => firewall.send(...args), close: () => firewall.close() });
let requests = 0;
let spentThere = 0;
const answer = firewall.send.bind(firewall);
firewall.send = async (...args) => {
  requests += 1;
  const before = performance.now();
  try {
    return await answer(...args);
  } finally {
    spentThere += performance.now() - before;
  }
};

/** Requests and milliseconds that the work takes, the firewall's own included. */
async function measure(work) {
  [requests, spentThere] = [0, 0];
  const before = performance.now();
  await work();
  return { requests, ms: performance.now() - before, there: spentThere };
}

const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
const authorization = `Basic ${Buffer.from(`${FAKE_KEY}:${FAKE_SECRET}`).toString('base64')}`;
const rule = { action: 'pass', interface: 'lan', protocol: 'TCP', source_net: 'any', destination_net: '192.0.2.7', destination_port: '443', description: 'bench' };
const post = (target, body) =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const sent = request(`${side.url}/api/${target}`, { agent, method: 'POST', headers }, got => got.resume().on('end', resolve));
    sent.on('error', reject).end(text);
  });

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const env = {
  ...process.env, OPNSENSE_URL: side.url, OPNSENSE_TLS_FINGERPRINT: side.fingerprint, OPNSENSE_API_KEY: FAKE_KEY, OPNSENSE_API_SECRET: FAKE_SECRET,
  OPNSENSE_ALLOW_WRITES: 'true', OPNSENSE_STATE_DIR: folder, OPNSENSE_LOG_LEVEL: 'error',
};
const server = spawn(process.execPath, [path('../../dist/main.js')], { env, stdio: ['pipe', 'pipe', 'inherit'] });
const waiting = new Map();
createInterface({ input: server.stdout }).on('line', line => {
  const message = JSON.parse(line);
  waiting.get(message.id)?.(message);
});
let last = 0;
const ask = (method, params) =>
  new Promise(resolve => {
    waiting.set((last += 1), resolve);
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: last, method, params })}\n`);
  });
async function call(name, args) {
  const { error, result } = await ask('tools/call', { name, arguments: args });
  if (error !== undefined || result.isError) throw new Error(`${name}: ${JSON.stringify(error ?? result)}`);
  return result.structuredContent;
}

await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } });
server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
const kinds = { 'bare: add and apply': [], 'a write that opens a change': [], 'a write that joins it': [], 'its confirmation': [] };
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = async () => {
      await post('firewall/filter/add_rule', { rule });
      await post('firewall/filter/apply', {});
    };
    kinds['bare: add and apply'].push(await measure(bare));
    let opened;
    const add = async () => (opened = await call('opn_add_firewall_rule', { action: 'pass', interface: 'lan', protocol: 'TCP', destination_net: '192.0.2.7', destination_port: '443', description: 'bench' }));
    kinds['a write that opens a change'].push(await measure(add));
    kinds['a write that joins it'].push(await measure(add));
    kinds['its confirmation'].push(await measure(() => call('opn_confirm_changes', { revision: opened.change.revision })));
  }
} finally {
  server.stdin.end();
  await once(server, 'exit');
  agent.destroy();
  await side.close();
  rmSync(folder, { recursive: true });
}
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log('protection of a write        requests        ms  without the firewall');
for (const [name, taken] of Object.entries(kinds)) {
  const column = value => median(taken.map(value)).toFixed(1).padStart(9);
  console.log(name.padEnd(30), String(median(taken.map(each => each.requests))).padStart(6), column(each => each.ms), column(each => each.ms - each.there));
}
process.exit(0);

// Measures the built server beside a bare bundled SDK server, interleaved in one run. Ratios are what counts; machines are noisy.
//   npm run bench [-- --rounds=15 --calls=2000]
//   node scripts/bench.mjs '--server=NAME=COMMAND ARGUMENT …' …   measures other servers beside them, with the environment as it is
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';

const path = file => fileURLToPath(new URL(file, import.meta.url));
const option = (name, fallback) => Number(process.argv.find(each => each.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const ROUNDS = option('rounds', 15);
const CALLS = option('calls', 2000);
const IN_FLIGHT = 16;

// Reading this file costs every start of Node 20 some 38 ms; it would hide the difference.
const { NODE_EXTRA_CA_CERTS: _certificates, ...environment } = process.env;

const bare = path('../dist/bench/bare-server.js');
await build({
  entryPoints: [path('./bench/bare-server.mjs')],
  outfile: bare,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
  plugins: [
    {
      name: 'no-top-level-await',
      setup: bundler =>
        bundler.onLoad({ filter: /bare-server\.mjs$/ }, ({ path: file }) => ({
          contents: readFileSync(file, 'utf8').replace('await server.connect', 'void server.connect'),
          loader: 'js',
        })),
    },
  ],
});

class Session {
  #pending = new Map();
  #id = 0;

  constructor(args, env = {}, command = process.execPath, stderr = 'inherit') {
    this.started = performance.now();
    this.process = spawn(command, args, { env: { ...environment, ...env }, stdio: ['pipe', 'pipe', stderr] });
    createInterface({ input: this.process.stdout }).on('line', line => {
      const message = JSON.parse(line);
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      waiting?.({ message, bytes: line.length, at: performance.now() });
    });
  }

  ask(method, params = {}) {
    const id = (this.#id += 1);
    const answer = new Promise(resolve => this.#pending.set(id, resolve));
    this.process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return answer;
  }

  async initialize() {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
    const { at } = await this.ask('initialize', params);
    this.process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return at - this.started;
  }

  /** Milliseconds of processor time so far, which other work on the machine changes less than the time that passes. */
  processorTime() {
    const [user, system] = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  }

  rss() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]) / 1024;
  }

  async end() {
    this.process.stdin.end();
    await once(this.process, 'exit');
  }
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const number = (value, digits = 2) => value.toFixed(digits).padStart(9);

const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

/** A local HTTPS server that answers like a firewall after so many milliseconds, and the plainest way to ask it. */
async function startFirewall(thinkingMs) {
  const child = spawn(process.execPath, [path('./bench/https-firewall.mjs'), String(thinkingMs)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(createInterface({ input: child.stdout }), 'line');
  const url = `https://127.0.0.1:${port}`;
  const ask = (target, method = 'POST') =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${target}`, { agent, method, headers: { 'content-type': 'application/json' } }, answer => {
        let text = '';
        answer.on('data', chunk => (text += chunk)).on('end', () => resolve(text));
      });
      sent.on('error', reject).end(method === 'GET' ? undefined : '{"current":1,"rowCount":50,"searchPhrase":""}');
    });
  return { url, raw: () => ask('/api/routes/routes/searchroute'), handshakes: async () => Number(await ask('/count', 'GET')), end: () => child.stdin.end() };
}

const firewall = await startFirewall(0);
const { url, raw, handshakes } = firewall;
const ours = path('../dist/main.js');
const credentials = { OPNSENSE_API_KEY: 'bench-key', OPNSENSE_API_SECRET: 'bench-secret', OPNSENSE_VERIFY_SSL: 'false', OPNSENSE_LOG_LEVEL: 'error' };
const call = tool => ({ name: tool, arguments: {} });
const targets = {
  'bare SDK server': { args: [bare], env: {}, tool: 'tool_1' },
  'opnsense-mcp --fake': { args: [ours, '--fake'], env: {}, tool: 'opn_list_static_routes' },
  'from the sources': { args: [path('./dev/start.cjs')], env: { OPNSENSE_URL: url, ...credentials }, startsOnly: true },
  'bare SDK server, HTTPS': { args: [bare], env: { OPNSENSE_URL: url }, tool: 'tool_1' },
  'opnsense-mcp, HTTPS': { args: [ours], env: { OPNSENSE_URL: url, ...credentials }, tool: 'opn_list_static_routes' },
};
/** What is only started and listed: the servers that the command line names. */
const others = Object.fromEntries(process.argv.flatMap(each => {
  const [, name, line] = /^--server=([^=]+)=(.+)$/.exec(each) ?? [];
  if (name === undefined) return [];
  const [command, ...args] = line.split(' ');
  return [[name, { command, args, env: {} }]];
}));
const started = { ...targets, ...others };
const results = Object.fromEntries(Object.keys(started).map(name => [name, { start: [], cpu: [], list: [], inside: [], computed: [], p50: [], p99: [], rate: [], rss: [], idle: [], handshakes: [] }]));

for (let round = 0; round < ROUNDS; round += 1) {
  const names = Object.keys(started);
  for (const name of round % 2 === 0 ? names : names.reverse()) {
    const session = new Session(started[name].args, started[name].env, started[name].command);
    results[name].start.push(await session.initialize());
    results[name].cpu.push(session.processorTime());
    results[name].idle.push(session.rss());
    const before = performance.now();
    const { bytes, at, message } = await session.ask('tools/list');
    results[name].list.push(at - before);
    results[name].bytes = bytes;
    results[name].tokens ??= message.result.tools.map(tool => encode(JSON.stringify({ name: tool.name, description: tool.description, inputSchema: tool.inputSchema })).length).reduce((sum, each) => sum + each, 0);
    await session.end();
  }
}

// How long the first list takes inside the servers: the way to a client, and what that does with the answer, is no part of it.
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, { args, env }] of Object.entries(targets)) {
    const session = new Session(['--require', path('./bench/answer-times.cjs'), ...args], env, process.execPath, 'pipe');
    const times = createInterface({ input: session.process.stderr })[Symbol.asyncIterator]();
    await session.initialize();
    await times.next();
    await session.ask('tools/list');
    const [took, computed] = (await times.next()).value.split(' ').map(Number);
    results[name].inside.push(took);
    results[name].computed.push(computed);
    await session.end();
  }
}

// The first start of a build, which finds nothing that was compiled before.
const first = [];
for (let round = 0; round < Math.min(ROUNDS, 5); round += 1) {
  const empty = mkdtempSync(join(tmpdir(), 'opnsense-mcp-bench-'));
  const session = new Session([ours], { OPNSENSE_URL: url, ...credentials, XDG_CACHE_HOME: empty });
  first.push(await session.initialize());
  await session.end();
  rmSync(empty, { recursive: true });
}

const sequence = async (count, one) => {
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const before = performance.now();
    await one();
    times.push(performance.now() - before);
  }
  return times;
};
const rawTimes = [];
for (let round = 0; round < 5; round += 1) {
  for (const [name, { args, env, tool, startsOnly }] of Object.entries(targets)) {
    if (startsOnly) continue;
    const result = results[name];
    const session = new Session(args, env);
    await session.initialize();
    const first = await handshakes();
    const once = async () => {
      const { message } = await session.ask('tools/call', call(tool));
      if (message.error !== undefined || message.result.isError) throw new Error(`${name}: ${JSON.stringify(message)}`);
    };
    await sequence(100, once);
    const times = await sequence(CALLS / 5, once);
    result.p50.push(quantile(times, 0.5));
    result.p99.push(quantile(times, 0.99));
    result.handshakes.push((await handshakes()) - first);
    const before = performance.now();
    await Promise.all(Array.from({ length: IN_FLIGHT }, () => sequence(CALLS / 5 / IN_FLIGHT, once)));
    result.rate.push(CALLS / 5 / ((performance.now() - before) / 1000));
    result.rss.push(session.rss());
    await session.end();
  }
  await raw();
  rawTimes.push(quantile(await sequence(CALLS / 5, raw), 0.5));
}
firewall.end();

// The same call and the same raw request against a firewall that thinks as long as PHP takes at its best.
const THINKING_MS = 10;
const slow = await startFirewall(THINKING_MS);
const slowSession = new Session([ours], { OPNSENSE_URL: slow.url, ...credentials });
await slowSession.initialize();
const slowCalls = [];
const slowRaw = [];
const timed = async (times, one) => times.push((await sequence(1, one))[0]);
for (let round = 0; round < 150; round += 1) {
  await timed(slowCalls, () => slowSession.ask('tools/call', call('opn_list_static_routes')));
  await timed(slowRaw, slow.raw);
}
await slowSession.end();
slow.end();

const median = values => quantile(values, 0.5);
// Processor time is counted in steps of 10 ms.
const mean = values => values.reduce((sum, each) => sum + each, 0) / values.length;
console.log('                            start ms   CPU ms   RSS MB  list ms  list B   tokens    call p50   call p99   calls/s  RSS MB loaded  TLS handshakes');
for (const [name, r] of Object.entries(results)) {
  const columns = [number(median(r.start), 1), number(mean(r.cpu), 1), number(median(r.idle), 1), number(median(r.list)), String(r.bytes).padStart(7), String(r.tokens).padStart(9)];
  const load = r.p50.length === 0 ? [] : [number(median(r.p50)), number(median(r.p99)), number(median(r.rate), 0), number(median(r.rss), 1), String(median(r.handshakes)).padStart(6)];
  console.log(name.padEnd(26), columns.join(''), '  ', load.join(' '));
}
const of = (name, field) => median(results[name][field]);
const ratio = (ours, theirs, field) => `${(of(ours, field) / of(theirs, field)).toFixed(2)} ×`;
console.log(`raw keep-alive HTTPS request, one at a time: p50 ${median(rawTimes).toFixed(2)} ms`);
console.log(`start:          ${ratio('opnsense-mcp, HTTPS', 'bare SDK server', 'start')} bare (aim ≤ 1.3), ${(mean(results['opnsense-mcp, HTTPS'].cpu) / mean(results['bare SDK server'].cpu)).toFixed(2)} × its processor time; the first of a build ${(median(first) / of('bare SDK server', 'start')).toFixed(2)} ×; on the fake ${ratio('opnsense-mcp --fake', 'bare SDK server', 'start')}`);
console.log(`  from sources: ${ratio('from the sources', 'bare SDK server', 'start')} bare (aim ≤ 2)`);
console.log(`RSS:            ${ratio('opnsense-mcp, HTTPS', 'bare SDK server', 'idle')} bare (aim ≤ 1.5); after the calls ${ratio('opnsense-mcp, HTTPS', 'bare SDK server, HTTPS', 'rss')}`);
console.log(`first list:     ${of('opnsense-mcp, HTTPS', 'inside').toFixed(1)} ms inside the server (aim ≤ 5), ${of('opnsense-mcp, HTTPS', 'computed').toFixed(1)} of them computing; bare ${of('bare SDK server', 'inside').toFixed(1)} and ${of('bare SDK server', 'computed').toFixed(1)}; ${of('opnsense-mcp, HTTPS', 'list').toFixed(1)} ms for a client`);
console.log(`call, HTTPS:    ${(of('opnsense-mcp, HTTPS', 'p50') / median(rawTimes)).toFixed(2)} × the raw request (aim ≤ 1.2); ${ratio('opnsense-mcp, HTTPS', 'bare SDK server, HTTPS', 'p50')} bare`);
console.log(`  with ${THINKING_MS} ms of PHP: ${(median(slowCalls) / median(slowRaw)).toFixed(2)} × the raw request (${median(slowCalls).toFixed(1)} and ${median(slowRaw).toFixed(1)} ms)`);
console.log(`TLS handshakes: ${of('opnsense-mcp, HTTPS', 'handshakes')} in a session of one call at a time (aim 1)`);
const { outputs } = JSON.parse(readFileSync(path('../dist/meta.json'), 'utf8'));
console.log(`bundle:         ${(Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0) / 1024).toFixed(0)} KiB in ${Object.keys(outputs).length} files`);

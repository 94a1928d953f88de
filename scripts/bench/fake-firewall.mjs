// Measures the fake firewall on a large sample, in milliseconds of processor time (other work on the machine hardly shows): first, second and third request.
//   node --expose-gc scripts/bench/fake-firewall.mjs [--release=26.7] [--rules=5000] [--hosts=1000]
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const option = (name, fallback) => process.argv.find(each => each.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const outfile = fileURLToPath(new URL('../../dist/bench/fake.js', import.meta.url));
await build({ entryPoints: [fileURLToPath(new URL('../../src/adapters/fake/index.ts', import.meta.url))], outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'error' });
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const loading = spent();
const { FAKE_KEY, FAKE_SECRET, FakeFirewall } = createRequire(import.meta.url)(outfile);
const release = option('release', '26.7');
const authorization = `Basic ${Buffer.from(`${FAKE_KEY}:${FAKE_SECRET}`).toString('base64')}`;

/** A POST with a JSON body; throws unless it is answered. */
async function post(firewall, path, body = {}) {
  const text = JSON.stringify(body);
  const headers = { authorization, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const answer = await firewall.send({ method: 'POST', path: `/api/${path}`, headers, body: text });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

await post(new FakeFirewall({ release }), 'firewall/alias/search_item');
console.log(`${release}, the small sample, until the first answer: ${(spent() - loading).toFixed(0)} ms`);
const firewall = new FakeFirewall({ release, size: { hosts: Number(option('hosts', 1000)), rules: Number(option('rules', 5000)) } });
const rule = path => `firewall/filter/${path}`;
let uuid = '';
const requests = {
  'search, one page': () => post(firewall, rule('search_rule'), { current: 1, rowCount: 20 }),
  'search a word': () => post(firewall, rule('search_rule'), { current: 1, rowCount: 20, searchPhrase: '00077' }),
  'search, sorted': () => post(firewall, rule('search_rule'), { current: 1, rowCount: 20, sort: { description: 'desc' } }),
  'search, every row': () => post(firewall, rule('search_rule'), { current: 1, rowCount: -1 }),
  add: async () => ({ uuid } = await post(firewall, rule('add_rule'), { rule: { interface: 'lan', description: 'new' } })),
  set: () => post(firewall, rule(`set_rule/${uuid}`), { rule: { description: 'changed' } }),
  toggle: () => post(firewall, rule(`toggle_rule/${uuid}`)),
  delete: async () => post(firewall, rule(`del_rule/${(await post(firewall, rule('add_rule'), { rule: { interface: 'lan' } })).uuid}`)),
  'history, listed': () => post(firewall, 'core/backup/backups/this'),
};
for (const [name, request] of Object.entries(requests)) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const before = spent();
    await request();
    times.push((spent() - before).toFixed(1).padStart(8));
  }
  console.log(name.padEnd(20), times.join(''));
}
for (let round = 0; round < 100; round += 1) await requests.toggle();
globalThis.gc?.();
const { rss, heapUsed } = process.memoryUsage();
console.log(`with 100 revisions: ${(heapUsed / 2 ** 20).toFixed(0)} MiB of heap in use, ${(rss / 2 ** 20).toFixed(0)} MiB resident`);

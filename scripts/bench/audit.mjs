// Measures the security audit on ever more firewall rules: milliseconds of processor time (other work on the machine hardly shows) and
// requests, the firewall's own share included. Cost may grow as n log n.
//   node scripts/bench/audit.mjs [--release=26.7] [--rules=1250,2500,5000] [--rounds=3]
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const path = file => fileURLToPath(new URL(file, import.meta.url));
const option = (name, fallback) => process.argv.find(each => each.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const outfile = path('../../dist/bench/audit.js');
const source = `
export { assemble } from './adapters/assembly/assemble';
export { FAKE_KEY, FAKE_SECRET, FakeFirewall } from './adapters/fake';
export { Credentials } from './adapters/opnsense-api';
export { SecurityPlugin } from './plugins/security/security.plugin';`;
await build({
  stdin: { contents: source, resolveDir: path('../../src'), loader: 'ts' }, tsconfig: path('../../tsconfig.json'), outfile, bundle: true, platform: 'node', format: 'cjs',
  mainFields: ['module', 'main'], logLevel: 'error', banner: { js: "require('reflect-metadata');" }, external: ['reflect-metadata'],
});
const { assemble, Credentials, FAKE_KEY, FAKE_SECRET, FakeFirewall, SecurityPlugin } = createRequire(import.meta.url)(outfile);
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const release = option('release', '26.7');

/** The quickest of some audits of a firewall with so many rules. */
async function measure(rules) {
  const firewall = new FakeFirewall({ release, size: { hosts: 50, rules } });
  let requests = 0;
  const wire = {
    send: (...args) => {
      requests += 1;
      return firewall.send(...args);
    },
    close: () => firewall.close(),
  };
  const started = () => assemble({
    wire, credentials: new Credentials(FAKE_KEY, FAKE_SECRET), firewall: 'fake', version: '0.0.0', consent: { writes: false, secrets: false }, timeoutMs: 600_000,
    sources: [{ candidates: async () => [{ from: 'security', builtIn: true, load: async () => ({ SecurityPlugin }), option: () => undefined }] }],
  });
  let best = { ms: Infinity };
  for (let round = 0; round < Number(option('rounds', 3)); round += 1) {
    // A new server each time: one that has the configuration already would hide its download.
    const { tools } = await started();
    requests = 0;
    const before = spent();
    await tools.call('opn_security_audit', {}, { signal: new AbortController().signal, progress: () => undefined });
    const ms = spent() - before;
    if (ms < best.ms) best = { ms, requests };
  }
  return best;
}

for (const rules of option('rules', '1250,2500,5000').split(',').map(Number)) {
  const { ms, requests } = await measure(rules);
  console.log(`${String(rules).padStart(6)} rules: ${ms.toFixed(0).padStart(6)} ms, ${requests} requests`);
}

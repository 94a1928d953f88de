// Measures the security audit on ever more firewall rules: milliseconds of processor time (other work on the machine hardly shows) and
// requests, the firewall's own share included. Cost may grow as n log n, also where the rules are about networks within networks.
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
export { ConfigDocument } from './adapters/fake/config-document';
export { Random } from './adapters/fake/random';
export { SAMPLE_PACKAGES, sampleDocument } from './adapters/fake/sample';
export { Credentials } from './adapters/opnsense-api';
export { SecurityPlugin } from './plugins/security/security.plugin';`;
await build({
  stdin: { contents: source, resolveDir: path('../../src'), loader: 'ts' }, tsconfig: path('../../tsconfig.json'), outfile, bundle: true, platform: 'node', format: 'cjs',
  mainFields: ['module', 'main'], logLevel: 'error', banner: { js: "require('reflect-metadata');" }, external: ['reflect-metadata'],
});
const { assemble, ConfigDocument, Credentials, FAKE_KEY, FAKE_SECRET, FakeFirewall, Random, SAMPLE_PACKAGES, sampleDocument, SecurityPlugin } = createRequire(import.meta.url)(outfile);
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const release = option('release', '26.7');

const sample = rules => new FakeFirewall({ release, size: { hosts: 50, rules } });

/** The same rules, each for one network within others. */
function overlapping(rules) {
  const random = new Random('overlapping');
  const network = () => `10.${[0, 0, 0].map(() => random.below(256)).join('.')}/${8 + random.below(25)}`;
  const xml = sampleDocument(release, 1, { hosts: 50, rules }).toXml().replaceAll(/<(source|destination)_net>[^<]+</g, (_all, end) => `<${end}_net>${network()}<`);
  return new FakeFirewall({ release, document: ConfigDocument.parse(xml), packages: SAMPLE_PACKAGES });
}

/** The quickest of some audits of a firewall. */
async function measure(firewall) {
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

for (const [name, firewallOf] of Object.entries({ 'of the sample': sample, 'of networks within networks': overlapping })) {
  for (const rules of option('rules', '1250,2500,5000').split(',').map(Number)) {
    const { ms, requests } = await measure(firewallOf(rules));
    console.log(`${String(rules).padStart(6)} rules ${`${name}:`.padEnd(28)} ${ms.toFixed(0).padStart(6)} ms, ${requests} requests`);
  }
}

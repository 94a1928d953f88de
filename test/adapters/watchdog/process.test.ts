import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../../src/adapters/clock/system-clock';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { DiskJournal } from '../../../src/adapters/journal/disk-journal';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { FieldRedactor } from '../../../src/adapters/redaction';
import { DiskChangeStore, Savepoints } from '../../../src/adapters/savepoints';
import { WatchdogLauncher } from '../../../src/adapters/watchdog/watchdog-launcher';
import { askJson } from '../fake/ask';
import { addRule, applied, reason, saved } from '../savepoints/savepoints-kit';

const DIST = path.join(__dirname, '../../../dist');
const credentials = new Credentials(FAKE_KEY, FAKE_SECRET);
const LONGEST_KB = 60 * 1024;

/** A fake firewall over HTTPS that lets the server in as a guest. */
async function start(): Promise<{ firewall: FakeFirewall; side: HttpsSide; folder: string; before: readonly string[] }> {
  const firewall = new FakeFirewall({ release: '26.7', client: { address: '192.168.1.20' } });
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2,opt3', destination_net: '(self)', sequence: '50' } });
  await askJson(firewall, 'firewall/filter/apply', {});
  firewall.client = { address: '192.168.30.100' };
  return { firewall, side: await serveHttps(firewall, 0), folder: mkdtempSync(path.join(tmpdir(), 'changes-')), before: [saved(firewall), applied(firewall)] };
}

function managerOn(side: HttpsSide, folder: string, confirmSeconds: number) {
  const trust = { kind: 'pin', fingerprint: side.fingerprint } as const;
  const wire = new HttpsWire({ origin: side.url, trust });
  const redactor = new FieldRedactor({ ownSecrets: [FAKE_SECRET] });
  const launcher = new WatchdogLauncher({ script: path.join(DIST, 'watchdog.js'), origin: side.url, trust, credentials, folder });
  const manager = new Savepoints({
    firewall: new OpnsenseApi({ wire, credentials, timeoutMs: 10_000 }), journal: new DiskJournal(folder), store: new DiskChangeStore(folder, redactor), redactor,
    clock: systemClock, log: { write: () => undefined }, confirmSeconds, processId: process.pid, onChanged: () => undefined, watchdog: launcher,
  });
  return { manager, wire };
}

async function until(isDone: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds * 10 && !(await isDone()); passed++) await wait(100);
}

/** The watchdogs that run from this checkout. */
function watchdogs(): number[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => {
    try {
      return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes(path.join(DIST, 'watchdog.js'));
    } catch {
      return false;
    }
  });
}

(existsSync('/proc/self/cmdline') ? describe : describe.skip)('the watchdog process', () => {
  it('takes back at once what lets no new connection in, over the connection that it holds', async () => {
    const { firewall, side, folder, before } = await start();
    const { manager, wire } = managerOn(side, folder, 120);
    try {
      await manager.within(reason, change => addRule(change, 'cut', { action: 'block', interface: 'opt2,opt3', destination_net: 'any', destination_port: '', protocol: 'any', sequence: '5' }));
      await until(() => saved(firewall) === before[0] && applied(firewall) === before[1], 40);
      expect([saved(firewall), applied(firewall)]).toEqual(before);
      await until(() => watchdogs().length === 0, 10);
      expect(readdirSync(folder).sort()).toEqual(['changes.json', 'journal.jsonl']);
      expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).toContain('no new connection');
      expect(await manager.pending()).toBeUndefined();
    } finally {
      await manager.close();
      await wire.close();
      await side.close();
      rmSync(folder, { recursive: true });
    }
  }, 90_000);

  it('lives only while a change is open, is small, and knows no secret by its arguments or environment', async () => {
    const { side, folder } = await start();
    const { manager, wire } = managerOn(side, folder, 120);
    try {
      const running = watchdogs();
      const { open } = await manager.within(reason, change => addRule(change));
      const [pid = 0] = watchdogs().filter(each => !running.includes(each));
      expect(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1])).toBeLessThan(LONGEST_KB);
      const seen = ['cmdline', 'environ'].map(name => readFileSync(`/proc/${String(pid)}/${name}`, 'utf8')).join();
      expect(seen).not.toContain(FAKE_SECRET);
      await manager.confirm(open?.revision ?? '');
      await until(() => !watchdogs().includes(pid), 10);
      expect(watchdogs()).not.toContain(pid);
      expect(readdirSync(folder).sort()).toEqual(['changes.json', 'journal.jsonl']);
    } finally {
      await manager.close();
      await wire.close();
      await side.close();
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  it('takes back what a killed server leaves open', async () => {
    const { firewall, side, folder, before } = await start();
    firewall.client = { address: '192.168.1.20' };
    const env = {
      ...process.env, OPNSENSE_URL: side.url, OPNSENSE_TLS_FINGERPRINT: side.fingerprint, OPNSENSE_API_KEY: FAKE_KEY, OPNSENSE_API_SECRET: FAKE_SECRET,
      OPNSENSE_ALLOW_WRITES: 'true', OPNSENSE_CONFIRM_SECONDS: '30', OPNSENSE_STATE_DIR: folder,
    };
    const server = spawn(process.execPath, [path.join(DIST, 'main.js')], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    try {
      const tell = (message: object): void => void server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      tell({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });
      tell({ method: 'notifications/initialized' });
      tell({ id: 2, method: 'tools/call', params: { name: 'opn_add_firewall_category', arguments: { name: 'Killed' } } });
      await until(() => saved(firewall).includes('Killed'), 20);
      expect(saved(firewall)).toContain('Killed');
      await wait(200);
      server.kill('SIGKILL');
      await until(() => saved(firewall) === before[0], 38);
      expect([saved(firewall), applied(firewall)]).toEqual(before);
    } finally {
      server.kill('SIGKILL');
      await until(() => watchdogs().length === 0, 5);
      await side.close();
      rmSync(folder, { recursive: true });
    }
  }, 90_000);
});

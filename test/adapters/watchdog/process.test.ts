import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson } from '../fake/ask';
import { addRule, reason } from '../savepoints/sample-changes';
import { applied, saved } from '../savepoints/savepoints-kit';
import { connectedManager, DIST } from './connected-manager';

const LONGEST_KB = 60 * 1024;
const ADMIN = { address: '192.168.1.20' };
const GUEST = { address: '192.168.30.100' };
/** How long a killed server's change waits, and how long it may take to be gone then, on a busy machine. */
const DEADLINE_SECONDS = 4;
const SOON_SECONDS = 60;

interface Stage {
  readonly firewall: FakeFirewall;
  readonly side: HttpsSide;
  readonly folder: string;
  readonly before: readonly string[];
}

/** A fake firewall over HTTPS that lets guests in by a rule. */
async function withFirewall(release: Release, body: (stage: Stage) => Promise<void>): Promise<void> {
  const firewall = new FakeFirewall({ release, client: ADMIN });
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2,opt3', destination_net: '(self)', sequence: '50' } });
  await askJson(firewall, 'firewall/filter/apply', {});
  const side = await serveHttps(firewall, 0);
  const folder = mkdtempSync(path.join(tmpdir(), 'changes-'));
  try {
    await body({ firewall, side, folder, before: state(firewall) });
  } finally {
    await side.close();
    rmSync(folder, { recursive: true });
  }
}

function state(firewall: FakeFirewall): readonly string[] {
  return [saved(firewall), applied(firewall)];
}

async function until(isDone: () => boolean | Promise<boolean>, seconds = SOON_SECONDS): Promise<void> {
  for (let passed = 0; passed < seconds * 10 && !(await isDone()); passed++) await wait(100);
}

/** The number of the process that watches over the change which is open in the folder. */
function watchdogOf(folder: string): number {
  return Number((JSON.parse(readFileSync(path.join(folder, 'open-change.json'), 'utf8')) as { watchdog?: number }).watchdog);
}

function lives(pid: number): boolean {
  try {
    // A process that has ended leaves its number until its parent has asked for it.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function said(child: ChildProcess, text: string): Promise<void> {
  return new Promise(resolve => child.stdout?.on('data', (piece: Buffer) => (piece.toString().includes(text) ? resolve() : undefined)));
}

(existsSync('/proc/self/cmdline') ? describe : describe.skip)('the watchdog process', () => {
  it.concurrent('takes back at once what lets no new connection in, over the connection that it holds', async () => {
    await withFirewall('26.7', async ({ firewall, side, folder, before }) => {
      firewall.client = GUEST;
      const { manager, wire } = connectedManager(side, folder, 120);
      await manager.within(reason, change => addRule(change, 'cut', { action: 'block', interface: 'opt2,opt3', destination_net: 'any', destination_port: '', protocol: 'any', sequence: '5' }));
      const pid = watchdogOf(folder);
      await until(() => !lives(pid));
      expect(state(firewall)).toEqual(before);
      expect(readdirSync(folder).sort()).toEqual(['changes.json', 'journal.jsonl']);
      expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).toContain('no new connection');
      expect(await manager.pending()).toBeUndefined();
      await manager.close();
      await wire.close();
    });
  }, 90_000);

  it.concurrent('lives only while a change is open, is small, and knows no secret by its arguments or environment', async () => {
    await withFirewall('26.7', async ({ side, folder }) => {
      const { manager, wire } = connectedManager(side, folder, 120);
      const { open } = await manager.within(reason, change => addRule(change));
      const pid = watchdogOf(folder);
      expect(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1])).toBeLessThan(LONGEST_KB);
      const seen = ['cmdline', 'environ'].map(name => readFileSync(`/proc/${String(pid)}/${name}`, 'utf8')).join();
      expect(seen).toContain('watchdog.js');
      expect(seen).not.toContain(FAKE_SECRET);
      await manager.confirm(open?.revision ?? '');
      await until(() => !lives(pid));
      expect(lives(pid)).toBe(false);
      expect(readdirSync(folder).sort()).toEqual(['changes.json', 'journal.jsonl']);
      await manager.close();
      await wire.close();
    });
  }, 90_000);

  it.concurrent('outlives a server that is killed, and goes once another has ended its change', async () => {
    await withFirewall('26.7', async ({ firewall, side, folder, before }) => {
      const env = {
        ...process.env, OPNSENSE_URL: side.url, OPNSENSE_TLS_FINGERPRINT: side.fingerprint, OPNSENSE_API_KEY: FAKE_KEY, OPNSENSE_API_SECRET: FAKE_SECRET,
        OPNSENSE_ALLOW_WRITES: 'true', OPNSENSE_STATE_DIR: folder,
      };
      const server = spawn(process.execPath, [path.join(DIST, 'main.js')], { env, stdio: ['pipe', 'pipe', 'ignore'] });
      const tell = (message: object): void => void server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      tell({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });
      tell({ method: 'notifications/initialized' });
      tell({ id: 2, method: 'tools/call', params: { name: 'opn_add_firewall_category', arguments: { name: 'Killed' } } });
      await said(server, '"id":2');
      expect(saved(firewall)).toContain('Killed');
      const [own = ''] = readdirSync(folder);
      const pid = watchdogOf(path.join(folder, own));
      server.kill('SIGKILL');
      await until(() => server.signalCode !== null);
      expect(lives(pid)).toBe(true);
      const { manager, wire } = connectedManager(side, path.join(folder, own), 120);
      expect(await manager.rollback()).toMatchObject({ outcome: 'undone', left: [] });
      expect(state(firewall)).toEqual(before);
      await until(() => !lives(pid));
      expect(lives(pid)).toBe(false);
      await manager.close();
      await wire.close();
    });
  }, 90_000);

  it.concurrent('takes back what a killed server leaves open, on every release', async () => {
    await Promise.all(RELEASES.map(release => withFirewall(release, async ({ firewall, side, folder, before }) => {
      const script = path.join(__dirname, 'killable-server.ts');
      const server = spawn(process.execPath, ['--require', 'esbuild-register', script, side.url, side.fingerprint, folder, String(DEADLINE_SECONDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
      await said(server, 'open');
      const pid = watchdogOf(folder);
      server.kill('SIGKILL');
      expect([release, saved(firewall).includes('Killed')]).toEqual([release, true]);
      await until(() => !lives(pid));
      expect([release, ...state(firewall)]).toEqual([release, ...before]);
      expect(readdirSync(folder).sort()).toEqual(['changes.json', 'journal.jsonl']);
    })));
  }, 120_000);
});

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Credentials } from '../opnsense-api';
import { type TlsTrust } from '../opnsense-http';
import { type ChangeRecord } from '../savepoints/change-record';
import { type Watchdog, type WatchdogSession } from '../savepoints/savepoint-ports';
import { type Order, READY, type StartOrder } from './orders';

const START_MS = 10_000;
/** What the process needs of the environment: where certificates are found. Nothing of ours. */
const PASSED_ON = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'SystemRoot'];

/** Where the watchdog finds the firewall and the record of changes. */
export interface WatchdogSetup {
  /** The built file that the process runs. */
  readonly script: string;
  readonly origin: string;
  readonly trust: TlsTrust;
  readonly credentials: Credentials;
  readonly folder: string;
}

/** Starts a process of its own for each change, detached so that it outlives this one. */
export class WatchdogLauncher implements Watchdog {
  constructor(private readonly setup: WatchdogSetup) {}

  async start(record: ChangeRecord): Promise<WatchdogSession | undefined> {
    const { script, origin, trust, credentials, folder } = this.setup;
    const env = Object.fromEntries(PASSED_ON.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
    const child = spawn(process.execPath, ['--max-semi-space-size=1', '--max-old-space-size=48', script], { detached: true, stdio: ['pipe', 'pipe', 'ignore'], env, windowsHide: true });
    const session = new Session(child);
    const order: StartOrder = { origin, trust, key: credentials.key, secret: credentials.secret, folder, record };
    session.tell(order);
    if (await isReady(child)) return session;
    child.kill('SIGKILL');
    return undefined;
  }
}

class Session implements WatchdogSession {
  alive = true;
  readonly pid: number | undefined;

  constructor(private readonly child: ChildProcess) {
    this.pid = child.pid;
    const gone = (): void => {
      this.alive = false;
    };
    child.on('exit', gone).on('error', gone);
    child.stdin?.on('error', gone);
    // The server may end while the process goes on.
    child.unref();
    (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
    (child.stdout as unknown as { unref?: () => void } | null)?.unref?.();
  }

  tell(order: StartOrder | Order): void {
    if (this.alive) this.child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  update(record: ChangeRecord): void {
    this.tell({ record });
  }

  end(): void {
    this.tell({ end: true });
  }
}

function isReady({ stdout }: ChildProcess): Promise<boolean> {
  return new Promise(resolve => {
    if (stdout === null) return resolve(false);
    const timer = setTimeout(() => resolve(false), START_MS);
    const lines = createInterface({ input: stdout });
    lines.once('line', line => {
      clearTimeout(timer);
      resolve(line === READY);
    });
    lines.once('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

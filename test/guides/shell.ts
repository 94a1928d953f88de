import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Block } from './pages';

const ROOT = join(__dirname, '../..');

/** What a page's example firewall stands for. */
export interface Target {
  readonly url: string;
  readonly fingerprint: string;
  readonly key: string;
  readonly secret: string;
}

/** What runs the built command for all guides, and on which port. */
export interface CommandProcess {
  readonly port: string;
  end(): void;
}

/** Starts the process that runs the built command. */
export async function commandProcess(): Promise<CommandProcess> {
  const child: ChildProcess = spawn(process.execPath, [join(__dirname, 'command-process.cjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the process of the command ended')));
  ended.catch(() => undefined);
  const [port] = (await Promise.race([once(child.stdout ?? child, 'data'), ended])) as [Buffer];
  return { port: port.toString().trim(), end: () => child.stdin?.end() };
}

/** Asks that process, as if the command were installed. */
const asking = (port: string): string => `{ printf '%s\\0' "$PWD" $# "$@"; env -0; } | base64 -w 0 > "$HOME/request"
exec 3<> /dev/tcp/127.0.0.1/${port}
{ cat "$HOME/request"; echo; } >&3
{ read -r code; read -r out; read -r err; } <&3
base64 -d <<< "$err" >&2
base64 -d <<< "$out"
exit "$code"`;

/** Programs that stand in for what an operator has: the installed command, Node.js for the built one, and a host that starts what is behind `--` with the environment that it was given. */
const programs = ({ port }: CommandProcess): Readonly<Record<string, string>> => ({
  'opnsense-mcp': asking(port),
  node: '[[ "$1" = */dist/main.js || "$1" = dist/main.js ]] || exit 64; [ -e "$1" ] || exit 66; shift; exec opnsense-mcp "$@"',
  claude: '[ "$1 $2 $3" = "mcp add opnsense" ] || exit 64; shift 3; while [ "$1" = -e ]; do export "$2"; shift 2; done; [ "$1" = -- ] || exit 64; shift; exec "$@" call opn_mcp_info',
});

/** What blocks are run in. */
export interface Surroundings {
  readonly target: Target;
  readonly process: CommandProcess;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs the blocks of a page one after another in one shell, as an operator would from an empty home; gives what came on stderr, rejects with what the first that fails has printed. */
export async function runBlocks(blocks: readonly Block[], { target, process: running, env }: Surroundings): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-guide-'));
  try {
    mkdirSync(join(home, 'bin'));
    for (const [name, does] of Object.entries(programs(running))) writeFileSync(join(home, 'bin', name), `#!/bin/bash\n${does}\n`, { mode: 0o755 });
    symlinkSync(join(ROOT, 'dist'), join(home, 'dist'));
    mkdirSync(join(home, 'Downloads'));
    for (const file of ['Downloads/OPNsense_assistant_apikey.txt', 'apikey.txt']) {
      writeFileSync(join(home, file), `key=${target.key}\nsecret=${target.secret}\n`);
      chmodSync(join(home, file), 0o600);
    }
    const script = ['set -euo pipefail', ...blocks.map(block => `echo "@@ ${block.page}:${block.line}" >&2\n${withExits(asGiven(block.text, target, home))}`)].join('\n');
    const given = { PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: home, ...env };
    const { stderr: told } = await promisify(execFile)('bash', ['-c', script], { cwd: home, env: given, maxBuffer: 1e8 }).catch((problem: unknown) => {
      const { stdout, stderr, code } = problem as { readonly stdout: string; readonly stderr: string; readonly code: number };
      throw new Error(`${stderr}\n${stdout.slice(-2_000)}\nexit code ${code}`);
    });
    return told;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What a page writes for what is different everywhere. */
function asGiven(text: string, { url, fingerprint }: Target, home: string): string {
  return text.replaceAll('https://192.168.1.1', url).replaceAll('AA:BB:…', fingerprint).replaceAll('/path/to/opnsense-mcp', ROOT).replaceAll('/home/me', home);
}

/** A line that says `# exits with N` has to. */
function withExits(text: string): string {
  return text.replace(/^(.*\S) +# exits with (\d+).*$/gm, (_all, command: string, code: string) => `code=0; ${command} || code=$?; [ $code = ${code} ]`);
}

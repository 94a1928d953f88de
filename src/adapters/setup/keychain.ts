import { execFile } from 'node:child_process';

const SERVICE = 'opnsense-mcp';
const LONGEST_MS = 30_000;

/** Where secrets are kept by the system, and the command that gives one back. */
export interface Keychain {
  readonly title: string;
  /** Keeps a secret; false when the keychain does not take it. */
  store(account: string, secret: string): Promise<boolean>;
  /** What `secret_command` is to be. */
  command(account: string): readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The keychain of this system: libsecret's tool on Linux, where there is a session to unlock it, and `security` on macOS; undefined elsewhere. */
export function systemKeychain(platform: NodeJS.Platform = process.platform, environment: Environment = process.env): Keychain | undefined {
  if (platform === 'linux' && environment['DBUS_SESSION_BUS_ADDRESS'] !== undefined) {
    return {
      title: 'the secret service of this desktop (secret-tool)',
      store: (account, secret) => run('secret-tool', ['store', '--label', `OPNsense ${account}`, 'service', SERVICE, 'account', account], secret, environment),
      command: account => ['secret-tool', 'lookup', 'service', SERVICE, 'account', account],
    };
  }
  if (platform !== 'darwin') return undefined;
  return {
    title: 'the keychain of macOS',
    // By its standard input, as arguments can be seen by every user of the machine.
    store: (account, secret) => run('security', ['-i'], `add-generic-password -U -s ${SERVICE} -a ${account} -w ${secret}\n`, environment),
    command: account => ['security', 'find-generic-password', '-s', SERVICE, '-a', account, '-w'],
  };
}

function run(program: string, given: readonly string[], input: string, environment: Environment): Promise<boolean> {
  return new Promise(resolve => {
    const child = execFile(program, given, { timeout: LONGEST_MS, env: { ...environment }, windowsHide: true }, problem => resolve(problem === null));
    child.stdin?.on('error', () => undefined).end(input);
  });
}

import { OpnError } from '../../ports';
import { type Environment } from '../environment';
import { isThere, runProgram } from './programs';

const SERVICE = 'opnsense-mcp';

/** A place of the operating system for secrets. */
export interface Keychain {
  readonly title: string;
  /** Program and arguments that print the secret of a firewall. */
  lookup(firewall: string): readonly string[];
  /** The secret of a firewall; undefined when there is none. */
  read(firewall: string): Promise<string | undefined>;
  /** Keeps a secret, in the place of an earlier one; the secret is on no command line. Rejects with OPN_CONFIG. */
  store(firewall: string, secret: string): Promise<void>;
  remove(firewall: string): Promise<void>;
}

/** The keychain of this machine; undefined when there is none that works. */
export async function findKeychain(platform: NodeJS.Platform, environment: Environment): Promise<Keychain | undefined> {
  if (platform === 'darwin') return isThere('security', environment) ? macKeychain(environment) : undefined;
  if (platform === 'win32' || !isThere('secret-tool', environment)) return undefined;
  const keychain = secretService(environment);
  // Without a session of a desktop it complains instead of finding nothing.
  const { code, stderr } = await runProgram(keychain.lookup('none'), environment);
  return code === 0 || (code === 1 && stderr === '') ? keychain : undefined;
}

const inMacKeychain = (firewall: string): readonly string[] => ['security', 'find-generic-password', '-s', SERVICE, '-a', firewall, '-w'];

const macKeychain = (environment: Environment): Keychain => ({
  title: 'the keychain of macOS',
  lookup: inMacKeychain,
  read: firewall => printed(inMacKeychain(firewall), environment),
  store: (firewall, secret) => stored(['security', '-i'], environment, `add-generic-password -U -s ${SERVICE} -a ${firewall} -X ${Buffer.from(secret).toString('hex')}\n`),
  remove: async firewall => void (await runProgram(['security', 'delete-generic-password', '-s', SERVICE, '-a', firewall], environment)),
});

const inSecretService = (firewall: string): readonly string[] => ['secret-tool', 'lookup', 'service', SERVICE, 'account', firewall];

const secretService = (environment: Environment): Keychain => ({
  title: 'the keyring of this desktop (secret-tool)',
  lookup: inSecretService,
  read: firewall => printed(inSecretService(firewall), environment),
  store: (firewall, secret) => stored(['secret-tool', 'store', `--label=${SERVICE}: ${firewall}`, 'service', SERVICE, 'account', firewall], environment, secret),
  remove: async firewall => void (await runProgram(['secret-tool', 'clear', 'service', SERVICE, 'account', firewall], environment)),
});

async function stored(command: readonly string[], environment: Environment, input: string): Promise<void> {
  const { code } = await runProgram(command, environment, input);
  if (code !== 0) throw new OpnError('OPN_CONFIG', `${String(command[0])} did not keep the secret; nothing was stored.`, 'Unlock the keychain, or choose --store=config.');
}

async function printed(command: readonly string[], environment: Environment): Promise<string | undefined> {
  const { code, stdout } = await runProgram(command, environment);
  return code === 0 && stdout !== '' ? stdout.split(/\r?\n/, 1)[0] : undefined;
}

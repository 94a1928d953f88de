import { OpnError } from '../../ports';
import { type JsonObject } from '../environment';
import { choose, type Dialogue } from './dialogue';
import { defaultGateway } from './gateway';
import { type Keychain } from './keychain';
import { type PresentedCertificate, presentedCertificate } from './presented-certificate';
import { type SetupSurroundings } from './setup';
import { type SetupWishes } from './wishes';

/** How the firewall is reached, and as whom. */
export interface AskedConnection {
  /** What is stored in any case. */
  readonly profile: JsonObject;
  /** What tries it before anything is stored. */
  readonly secret: JsonObject;
  /** Keeps the secret where it is wanted, and says what is stored of it. */
  keep(): Promise<JsonObject>;
}

/** Asks for what the command line leaves open; throws OPN_CONFIG that names the option where nobody can be asked. */
export async function askConnection(wishes: SetupWishes, surroundings: SetupSurroundings, name: string): Promise<AskedConnection> {
  const { dialogue } = surroundings;
  const url = wishes.url ?? (await askUrl(dialogue));
  const trust = await askTrust(url, wishes, surroundings);
  return { ...(await askSecret(wishes, surroundings, name)), profile: { url, ...trust, ...keyOf(wishes) } };
}

const missing = (what: string, option: string): OpnError => new OpnError('OPN_CONFIG', `${what} is missing, and nobody can be asked for it here.`, `Give ${option}, or run setup in a terminal.`);

async function askUrl(dialogue: Dialogue | undefined): Promise<string> {
  if (dialogue === undefined) throw missing('The address of the firewall', '--url=https://192.168.1.1');
  const gateway = defaultGateway();
  const answer = await dialogue.ask('The address of its web GUI', gateway === undefined ? '' : `https://${gateway}`);
  return /^[a-z]+:\/\//i.test(answer) ? answer : `https://${answer}`;
}

async function askTrust(url: string, { pin, acceptCertificate, caFile }: SetupWishes, { dialogue, print }: SetupSurroundings): Promise<JsonObject> {
  if (caFile !== undefined) return { ca_file: caFile };
  if (pin !== undefined) return { pin };
  if (!/^https:\/\/[^/]/i.test(url) || url.includes('@')) return {};
  const certificate = await presentedCertificate(new URL(url).origin);
  print(describe(certificate));
  if (acceptCertificate) return { pin: certificate.fingerprint };
  if (certificate.isTrusted) return {};
  if (dialogue === undefined) throw new OpnError('OPN_CONFIG', 'No authority of this machine vouches for this certificate.', `Compare the fingerprint with the one that the firewall shows, then give --pin=${certificate.fingerprint}, or --ca-file=FILE.`);
  dialogue.say('No authority of this machine vouches for it. Compare the fingerprint with the one on the console of the firewall:\n  openssl x509 -in /var/etc/cert.pem -noout -fingerprint -sha256');
  const answer = await choose(dialogue, 'Is it the same?', ['no', 'yes', 'ca']);
  if (answer === 'yes') return { pin: certificate.fingerprint };
  if (answer === 'ca') return { ca_file: await dialogue.ask('Full path of the PEM file of its CA') };
  throw new OpnError('OPN_TLS', 'The certificate is not trusted; nothing was stored.', 'Somebody may stand between, or another device answers there.');
}

function describe({ subject, issuer, validTo, fingerprint }: PresentedCertificate): string {
  return [`The firewall presents this certificate:`, `  subject      ${subject}`, `  issuer       ${issuer}`, `  valid until  ${validTo}`, `  SHA-256      ${fingerprint}`].join('\n');
}

const keyOf = ({ key, secretCommand }: SetupWishes): JsonObject => (secretCommand !== undefined && key !== undefined ? { key } : {});

type Secret = Pick<AskedConnection, 'secret' | 'keep'>;

async function askSecret(wishes: SetupWishes, { dialogue, keychain }: SetupSurroundings, name: string): Promise<Secret> {
  const asStored = (secret: JsonObject): Secret => ({ secret, keep: async () => secret });
  if (wishes.keyFile !== undefined) return asStored({ key_file: wishes.keyFile });
  if (wishes.secretCommand !== undefined) return asStored({ secret_command: wishes.secretCommand });
  if (wishes.key !== undefined && wishes.secret !== undefined) return keptBy(keychain, name, wishes.key, wishes.secret);
  if (dialogue === undefined) throw missing('The API key', '--key-file=/path/to/apikey.txt, or --key=KEY with --secret-stdin');
  const file = wishes.key === undefined ? await dialogue.ask('Full path of the apikey.txt (leave it empty to type key and secret)', '') : '';
  if (file !== '') return asStored({ key_file: file });
  const key = wishes.key ?? (await dialogue.ask('Key'));
  const secret = await dialogue.askSecret('Secret');
  const where = keychain === undefined ? 'file' : await choose(dialogue, `Keep the secret in ${keychain.title}, or in the configuration file (only you can read it)?`, ['keychain', 'file']);
  return keptBy(where === 'keychain' ? keychain : undefined, name, key, secret);
}

function keptBy(keychain: Keychain | undefined, name: string, key: string, secret: string): Secret {
  return {
    secret: { key, secret },
    keep: async () => (keychain !== undefined && (await keychain.store(name, secret)) ? { key, secret_command: keychain.command(name) } : { key, secret }),
  };
}

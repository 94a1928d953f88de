import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Readable, type Writable } from 'node:stream';
import { type Release } from '../../ports';
import { type Client } from './client-connection';
import { firewallOf } from './configuration-file';
import { control } from './control';
import { FakeFirewall } from './fake-firewall';
import { type FakeFirewallOptions } from './fake-options';
import { serveHttps } from './https-side';
import { OffsetClock } from './offset-clock';
import { type ApiKey, FAKE_KEYS } from './sample';

/** What the command `fake` serves; what is not given is guessed from the configuration, or the sample's. */
export interface ServedFake {
  readonly release?: Release;
  readonly port: number;
  /** The file of its configuration. */
  readonly config?: string;
  readonly keys: readonly ApiKey[];
  readonly packages?: readonly string[];
  readonly hosts?: number;
  readonly rules?: number;
  readonly client?: string;
  /** True when it takes orders on stdin, one JSON object a line; the end of stdin ends it then. */
  readonly control: boolean;
}

/** Where it is served from: the streams of the process, and what ends it. */
export interface Stage {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stop: AbortSignal;
}

/** Serves a fake firewall over HTTPS until it is stopped; first prints how to reach it as one line of JSON. Throws OPN_CONFIG when it cannot. */
export async function serveFake(wanted: ServedFake, { stdin, stdout, stop }: Stage): Promise<void> {
  const clock = new OffsetClock();
  const options = { ...optionsOf(wanted), clock };
  const firewall = new FakeFirewall(options);
  const side = await serveHttps(firewall, wanted.port);
  const print = (line: unknown): void => void stdout.write(`${JSON.stringify(line)}\n`);
  const [first = { key: '', secret: '' }] = options.keys;
  print({ url: side.url, key: first.key, secret: first.secret, fingerprint: side.fingerprint, release: firewall.release });
  const ended = wanted.control ? control({ firewall, clock }, stdin, print) : new Promise<never>(() => undefined);
  if (!stop.aborted) await Promise.race([once(stop, 'abort'), ended]);
  await side.close();
}

function optionsOf(wanted: ServedFake): FakeFirewallOptions & { readonly keys: readonly ApiKey[] } {
  const client: { client?: Client } = wanted.client === undefined ? {} : { client: { address: wanted.client } };
  const packages: { packages?: readonly string[] } = wanted.packages === undefined ? {} : { packages: wanted.packages };
  if (wanted.config === undefined) {
    const size = { ...(wanted.hosts === undefined ? {} : { hosts: wanted.hosts }), ...(wanted.rules === undefined ? {} : { rules: wanted.rules }) };
    return { release: wanted.release ?? '26.7', keys: [...wanted.keys, ...FAKE_KEYS], size, ...packages, ...client };
  }
  const keys = wanted.keys.length > 0 ? wanted.keys : [{ user: 'root', key: randomText(), secret: randomText() }];
  return { ...firewallOf(wanted.config, wanted.release), keys, ...packages, ...client };
}

/** As long as OPNsense makes keys and secrets. */
function randomText(): string {
  return randomBytes(60).toString('base64').replace(/[^A-Za-z0-9]/g, 'x');
}

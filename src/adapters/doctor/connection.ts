import { type X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type Finding } from '../../ports';
import { chainOptions, failure, type Phase, PinMismatch, timedOut, type TlsTrust } from '../opnsense-http';
import { failed, fromError, ok, skipped, warning } from './findings';

/** How the firewall is reached. */
export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly trust: TlsTrust;
  /** Milliseconds that each link may take. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 21;

/** The links below HTTP: name, TCP and TLS. Nothing secret is sent. What comes after a failure is skipped. */
export async function examineConnection(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [link, examine] of [['name', examineName], ['tcp', examineTcp], ['tls', examineTls]] as const) {
    if (findings.at(-1)?.status === 'failed') findings.push(skipped(link, 'Not looked at, as the link before it failed.'));
    else findings.push(await examine(endpoint, signal));
  }
  return findings;
}

async function examineName({ origin, timeoutMs }: Endpoint): Promise<Finding> {
  const { hostname, peer } = partsOf(origin);
  if (isIP(hostname) !== 0) return skipped('name', `${hostname} is an address.`);
  try {
    const addresses = await lookup(hostname, { all: true });
    return ok('name', `${hostname} is ${addresses.map(({ address }) => address).join(', ')}.`);
  } catch (problem) {
    return fromError('name', failure(problem, { peer, phase: 'connecting', timeoutMs, repeatable: true, largestAnswer: 0 }));
  }
}

async function examineTcp(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<Finding> {
  const { hostname, port, peer } = partsOf(endpoint.origin);
  try {
    const socket = await settled(connectTcp({ host: hostname, port }), 'connect', endpoint, signal);
    socket.destroy();
    return ok('tcp', `${peer} takes connections.`);
  } catch (problem) {
    return fromError('tcp', problem);
  }
}

async function examineTls(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<Finding> {
  const { peer, secure } = partsOf(endpoint.origin);
  if (!secure) return warning('tls', 'The address is http: key and secret are sent readable, on this machine only.', 'Let OPNSENSE_URL begin with https:// if the port speaks TLS.');
  try {
    const { certificate, problem } = await presentedCertificate(endpoint, signal);
    if (certificate === undefined) return failed('tls', `${peer} presents no certificate.`, 'Give the web GUI a certificate under System > Trust > Certificates.');
    return judge(certificate, problem, endpoint, peer);
  } catch (problem) {
    return fromError('tls', problem);
  }
}

/** The certificate that is presented, and why the trust that is no pin does not cover it; nothing is sent. Rejects with the OpnError that says why there is no TLS. */
export async function presentedCertificate(endpoint: Omit<Endpoint, 'now'>, signal: AbortSignal | undefined): Promise<{ readonly certificate: X509Certificate | undefined; readonly problem: unknown }> {
  const { origin, trust } = endpoint;
  const { hostname, port } = partsOf(origin);
  const servername = isIP(hostname) === 0 ? { servername: hostname } : {};
  const socket = await settled<TLSSocket>(connectTls({ host: hostname, port, ...servername, ...(trust.kind === 'pin' ? {} : chainOptions(trust)), rejectUnauthorized: false }), 'secureConnect', endpoint, signal);
  try {
    return { certificate: socket.getPeerX509Certificate(), problem: socket.authorizationError };
  } finally {
    socket.destroy();
  }
}

function judge(certificate: X509Certificate, problem: unknown, { trust, now, timeoutMs }: Endpoint, peer: string): Finding {
  const exchange = { peer, phase: 'connecting' as const, timeoutMs, repeatable: true, largestAnswer: 0 };
  const shown = `SHA-256 ${certificate.fingerprint256}`;
  if (trust.kind === 'pin' && certificate.fingerprint256 !== trust.fingerprint) return fromError('tls', failure(new PinMismatch(trust.fingerprint, certificate.fingerprint256), exchange));
  if (trust.kind === 'off') return warning('tls', `Any certificate is trusted (OPNSENSE_VERIFY_SSL=false): whoever stands between can read the key. Presented: ${shown}.`, `Set OPNSENSE_TLS_FINGERPRINT=${certificate.fingerprint256} after comparing it with the firewall's.`);
  // Null where the chain is trusted; its code as a text otherwise, whatever the types say.
  if (trust.kind !== 'pin' && problem !== undefined && problem !== null) {
    const finding = fromError('tls', failure(typeof problem === 'string' ? Object.assign(new Error('not trusted'), { code: problem }) : problem, exchange));
    return { ...finding, says: `${finding.says} Presented: ${shown}.` };
  }
  const days = Math.floor((Date.parse(certificate.validTo) - now()) / DAY_MS);
  const how = trust.kind === 'pin' ? 'The certificate is the pinned one' : trust.kind === 'ca' ? 'The certificate is trusted through OPNSENSE_CA_FILE' : "The certificate is trusted through this machine's authorities";
  if (days < 0) return warning('tls', `${how}, but it expired ${String(-days)} days ago.`, 'Renew it under System > Trust > Certificates; a new one has to be pinned anew.');
  if (days < SOON_DAYS) return warning('tls', `${how}; it expires in ${String(days)} days.`, 'Renew it under System > Trust > Certificates in time; a new one has to be pinned anew.');
  return ok('tls', `${how}; it expires in ${String(days)} days.`);
}

/** The socket once it is connected; rejects with the OpnError that says why not. */
function settled<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', { origin, timeoutMs }: Pick<Endpoint, 'origin' | 'timeoutMs'>, signal: AbortSignal | undefined): Promise<S> {
  const { peer, secure } = partsOf(origin);
  const exchange = { peer, secure, phase: 'connecting' as Phase, timeoutMs, repeatable: true, largestAnswer: 0 };
  return new Promise((resolve, reject) => {
    const fail = (problem: unknown): void => {
      socket.destroy();
      reject(problem as Error);
    };
    const timer = setTimeout(() => fail(timedOut(exchange)), timeoutMs);
    const cancel = (): void => fail(signal?.reason);
    signal?.addEventListener('abort', cancel, { once: true });
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    socket.once(event, () => {
      over();
      resolve(socket);
    });
    socket.once('error', problem => {
      over();
      fail(failure(problem, exchange));
    });
    socket.once('close', () => {
      over();
      fail(failure(Object.assign(new Error('closed during the handshake'), { code: 'ECONNRESET' }), exchange));
    });
  });
}

function partsOf(origin: string): { readonly hostname: string; readonly port: number; readonly peer: string; readonly secure: boolean } {
  const url = new URL(origin);
  const secure = url.protocol === 'https:';
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (secure ? 443 : 80));
  return { hostname, port, peer: `${url.hostname}:${String(port)}`, secure };
}

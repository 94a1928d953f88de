import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { OpnError } from '../../ports';
import { failure, timedOut } from '../opnsense-http';

/** What the web GUI shows of itself before anybody trusts it. */
export interface PresentedCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: string;
  /** SHA-256, as `AA:BB:…`. */
  readonly fingerprint: string;
  /** True when this machine's authorities vouch for it. */
  readonly isTrusted: boolean;
}

const LONGEST_MS = 15_000;

/** Fetches the certificate; nothing is sent but the handshake. Rejects with an OpnError that says what failed. */
export function presentedCertificate(origin: string): Promise<PresentedCertificate> {
  const { hostname, port, host } = new URL(origin);
  const name = hostname.replace(/^\[|\]$/g, '');
  const exchange = { peer: host, phase: 'connecting' as const, timeoutMs: LONGEST_MS, repeatable: true, largestAnswer: 0 };
  return new Promise((resolve, reject) => {
    const socket = connect({ host: name, port: Number(port || 443), rejectUnauthorized: false, ...(isIP(name) === 0 ? { servername: name } : {}) });
    socket.setTimeout(LONGEST_MS, () => void socket.destroy(timedOut(exchange)));
    socket.once('error', problem => reject(problem instanceof OpnError ? problem : failure(problem, exchange)));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      if (certificate === undefined) return reject(new OpnError('OPN_TLS', `${host} presents no certificate.`, 'Give the web GUI a certificate under System > Trust > Certificates.'));
      const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ', ').replace(/[^\x20-\x7e]/g, '?');
      resolve({ subject: oneLine(certificate.subject), issuer: oneLine(certificate.issuer), validTo: certificate.validTo, fingerprint: certificate.fingerprint256, isTrusted: socket.authorized });
    });
  });
}

import { OpnError } from '../../ports';
import { PinMismatch } from './tls-trust';

/** How far an exchange had come when it failed: waiting for its turn, for a connection, for an answer, or for the end of it. */
export type Phase = 'queued' | 'connecting' | 'waiting' | 'answering';

/** What a failure is judged by. */
export interface Exchange {
  /** `host:port`, for messages. */
  readonly peer: string;
  /** False for a plain http address. */
  readonly secure?: boolean;
  readonly phase: Phase;
  readonly timeoutMs: number;
  /** True when sending it again does no harm. */
  readonly repeatable: boolean;
  readonly largestAnswer: number;
}

interface Cause {
  readonly code: string;
  readonly text: string;
  readonly pin: PinMismatch | undefined;
}

const FIX_TRUST = 'set OPNSENSE_TLS_FINGERPRINT to the SHA-256 fingerprint of the firewall\'s certificate, or OPNSENSE_CA_FILE to the CA that signed it';
const SHOW_FINGERPRINT = 'The firewall\'s console shows it: openssl x509 -in /var/etc/cert.pem -noout -fingerprint -sha256';

const NO_TLS = [
  'it does not speak TLS on that port',
  'See that OPNSENSE_URL names the port of the HTTPS web GUI. If the web GUI itself is set to HTTP, switch it to HTTPS under System > Settings > Administration.',
] as const;
const TRY_HTTPS = 'If that port speaks TLS, let OPNSENSE_URL begin with https:// instead of http://.';

const TLS_REASONS: Readonly<Record<string, readonly [reason: string, fix: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['its certificate is self-signed', `To trust it, ${FIX_TRUST}. ${SHOW_FINGERPRINT}`],
  SELF_SIGNED_CERT_IN_CHAIN: ['its certificate comes from an unknown CA', `To trust it, ${FIX_TRUST}.`],
  UNABLE_TO_GET_ISSUER_CERT: ['its certificate comes from an unknown CA', `To trust it, ${FIX_TRUST}.`],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['its certificate comes from an unknown CA', `To trust it, ${FIX_TRUST}.`],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['its certificate comes from an unknown CA, or an intermediate certificate is missing', `To trust it, ${FIX_TRUST}.`],
  CERT_HAS_EXPIRED: ['its certificate has expired', 'Renew it under System > Trust > Certificates, or pin it with OPNSENSE_TLS_FINGERPRINT.'],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'Check the clocks of this machine and of the firewall.'],
  CERT_REVOKED: ['its certificate was revoked', 'Give the web GUI a new certificate under System > Trust > Certificates.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate is for another name than the one in OPNSENSE_URL',
    'Use the name that is in the certificate, or pin the certificate with OPNSENSE_TLS_FINGERPRINT.',
  ],
  EPROTO: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_SSL_HTTP_REQUEST: NO_TLS,
};

const UNREACHABLE: Readonly<Record<string, readonly [reason: string, fix: string]>> = {
  ENOTFOUND: ['its name is not known to DNS', 'Check the host name in OPNSENSE_URL, or use the address.'],
  EAI_AGAIN: ['the DNS server gave no answer', 'Check the DNS of this machine, or use the address in OPNSENSE_URL.'],
  ECONNREFUSED: ['it refuses connections on that port', 'Check the port in OPNSENSE_URL and the listen settings under System > Settings > Administration.'],
  EHOSTUNREACH: ['there is no way to the host', 'Check the address in OPNSENSE_URL, the network and the VPN.'],
  ENETUNREACH: ['there is no way to its network', 'Check the address in OPNSENSE_URL, the network and the VPN.'],
  EADDRNOTAVAIL: ['this machine has no address to connect from', 'Check the network of this machine.'],
  EACCES: ['this machine is not allowed to connect to it', 'Check the local firewall or sandbox of this machine.'],
  EPERM: ['this machine is not allowed to connect to it', 'Check the local firewall or sandbox of this machine.'],
};

const RESETS: readonly string[] = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

/** The OpnError for a failed exchange: by its cause, in words, without anything of the request. */
export function failure(error: unknown, exchange: Exchange): OpnError {
  const { code, text, pin } = causeOf(error);
  const { peer, phase, secure = true } = exchange;
  if (pin !== undefined) return pinMismatch(pin, peer);
  const tls = TLS_REASONS[code] ?? (/^(?:ERR_SSL|ERR_TLS|CERT_|UNABLE_TO)/.test(code) ? [`the TLS connection failed (${code})`, 'Check the certificate and the TLS settings of the web GUI.'] : undefined);
  if (tls !== undefined) return new OpnError('OPN_TLS', `The connection to ${peer} is not trusted: ${tls[0]}.`, tls[1]);
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) return new OpnError('OPN_UNREACHABLE', `${peer} cannot be reached: ${unreachable[0]}.`, unreachable[1]);
  if (code === 'ETIMEDOUT') return timedOut(exchange);
  if (/maxContentLength/.test(text)) {
    return new OpnError('OPN_BAD_ANSWER', `The answer of ${peer} is larger than ${Math.round(exchange.largestAnswer / 1048576)} MiB.`, 'Ask for less: a smaller page or a narrower search.');
  }
  if (/maxBodyLength/.test(text)) return new OpnError('OPN_INVALID_INPUT', 'The request is too large to be sent.');
  if (code.startsWith('HPE_')) {
    return new OpnError('OPN_BAD_ANSWER', `${peer} does not answer in HTTP.`, secure ? 'See that OPNSENSE_URL names the port of the web GUI.' : TRY_HTTPS);
  }
  if (phase === 'answering') {
    return new OpnError('OPN_BAD_ANSWER', `The connection to ${peer} broke in the middle of the answer.`, doneAllTheSame(exchange) ?? 'Try again.');
  }
  if (phase === 'connecting' && secure && RESETS.includes(code)) {
    return new OpnError('OPN_UNREACHABLE', `${peer} closed the connection before TLS was set up.`, 'See that OPNSENSE_URL names the port of the HTTPS web GUI, and that no firewall rule cuts it.');
  }
  if (RESETS.includes(code) || /socket hang up/.test(text)) {
    return new OpnError('OPN_UNREACHABLE', `${peer} closed the connection without an answer.`, doneAllTheSame(exchange) ?? (secure ? 'Try again.' : TRY_HTTPS));
  }
  return new OpnError('OPN_UNREACHABLE', `The exchange with ${peer} failed${/^[A-Z_0-9]+$/.test(code) ? ` (${code})` : ''}.`, doneAllTheSame(exchange));
}

/** The OpnError for an exchange that ran out of time. */
export function timedOut(exchange: Exchange): OpnError {
  const { peer, phase, timeoutMs } = exchange;
  const seconds = `${Number((timeoutMs / 1000).toFixed(1))} s`;
  if (phase === 'queued') {
    return new OpnError('OPN_TIMEOUT', `The request to ${peer} waited ${seconds} for others to end; it was not sent.`, 'The firewall is busy with earlier requests: ask for less at a time.');
  }
  if (phase === 'connecting') {
    return new OpnError('OPN_TIMEOUT', `No connection to ${peer} within ${seconds}.`, 'Check the address and port in OPNSENSE_URL, and that a firewall rule lets this machine in.');
  }
  const what = phase === 'waiting' ? 'sent no answer' : 'did not finish its answer';
  return new OpnError('OPN_TIMEOUT', `${peer} ${what} within ${seconds}.`, doneAllTheSame(exchange) ?? 'Raise OPNSENSE_TIMEOUT_MS when the firewall is merely slow.');
}

/** The OpnError for an exchange that was called off. */
export function calledOff(exchange: Exchange): OpnError {
  return new OpnError('OPN_CANCELLED', `The request to ${exchange.peer} was called off.`, doneAllTheSame(exchange));
}

function doneAllTheSame({ repeatable, phase }: Exchange): string | undefined {
  return repeatable || phase === 'queued' || phase === 'connecting' ? undefined : 'The firewall may have carried it out all the same: read back what it has before trying again.';
}

/** True when the exchange failed because its connection was already dead. */
export function isReset(error: unknown): boolean {
  const { code, text } = causeOf(error);
  return RESETS.includes(code) || /socket hang up/.test(text);
}

function pinMismatch({ expected, presented }: PinMismatch, peer: string): OpnError {
  return new OpnError(
    'OPN_TLS',
    `${peer} presents another certificate than the pinned one; nothing was sent. Pinned: ${expected}. Presented: ${presented === '' ? 'none' : presented}.`,
    `If the firewall got a new certificate, compare the presented fingerprint with the firewall's and set OPNSENSE_TLS_FINGERPRINT to it; otherwise someone stands between. ${SHOW_FINGERPRINT}`,
  );
}

// axios wraps what Node threw, and Node may wrap the failures of several addresses.
function causeOf(error: unknown): Cause {
  let code = '';
  let text = '';
  let pin: PinMismatch | undefined;
  // By what they hold: what Node's own modules throw need not be an Error of this realm.
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const { code: own, message = '', cause, errors } = at as { readonly code?: unknown; readonly message?: unknown; readonly cause?: unknown; readonly errors?: unknown };
    if (at instanceof PinMismatch) pin = at;
    if (typeof own === 'string' && (code === '' || !own.startsWith('ERR_BAD'))) code = own;
    text += ` ${String(message)}`;
    at = cause ?? (Array.isArray(errors) ? (errors[0] as unknown) : undefined);
  }
  return { code, text, pin };
}

import { type Agent, type AgentOptions } from 'node:https';
import { type Duplex } from 'node:stream';
import { type ConnectionOptions, type TLSSocket } from 'node:tls';

/** How the firewall's certificate is trusted. */
export type TlsTrust =
  | { readonly kind: 'system' }
  /** PEM certificates that are trusted instead of the system's. */
  | { readonly kind: 'ca'; readonly pem: string }
  /** SHA-256 of the one certificate that is trusted, as `AA:BB:…`; names and dates do not matter then. */
  | { readonly kind: 'pin'; readonly fingerprint: string }
  /** Nothing is checked: whoever stands between can read the key. */
  | { readonly kind: 'off' };

/** The certificate is not the pinned one; nothing was sent. */
export class PinMismatch extends Error {
  readonly code = 'PIN_MISMATCH';

  constructor(
    readonly expected: string,
    readonly presented: string,
  ) {
    super('the certificate is not the pinned one');
  }
}

type Connected = (error: Error | null, socket: Duplex) => void;
type Pin = TlsTrust & { readonly kind: 'pin' };

/** A keep-alive agent that trusts as told; a pinned certificate is compared before a byte of the request is sent. */
export async function agentFor(trust: TlsTrust, options: AgentOptions): Promise<Agent> {
  const https = await import('node:https');
  if (trust.kind !== 'pin') return new https.Agent({ ...options, ...chainOptions(trust) });
  const tls = await import('node:tls');
  const agent = new https.Agent(options);
  // Node calls no checkServerIdentity once rejectUnauthorized is off, so the pin is checked on the connection itself.
  agent.createConnection = (target, connected) => {
    // A resumed session presents no certificate, so none is kept.
    const { session: _session, ...rest } = target as ConnectionOptions;
    whenPinned(tls.connect({ ...rest, rejectUnauthorized: false }), trust, connected as Connected);
    return undefined;
  };
  return agent;
}

/** What the agent of a trust that is no pin is made with. */
export function chainOptions(trust: Exclude<TlsTrust, Pin>): AgentOptions {
  if (trust.kind === 'ca') return { ca: trust.pem };
  return trust.kind === 'off' ? { rejectUnauthorized: false } : {};
}

function whenPinned(socket: TLSSocket, { fingerprint }: Pin, connected: Connected): void {
  const fail = (error: Error): void => connected(error, socket);
  const closed = (): void => fail(Object.assign(new Error('closed during the handshake'), { code: 'ECONNRESET' }));
  // The request that waits may be gone by now; the agent's timeout then ends a handshake that hangs.
  const hung = (): void => void socket.destroy();
  socket.once('error', fail).once('close', closed).once('timeout', hung);
  socket.once('secureConnect', () => {
    socket.off('error', fail).off('close', closed).off('timeout', hung);
    const presented = socket.getPeerCertificate().fingerprint256 ?? '';
    if (presented === fingerprint) {
      connected(null, socket);
    } else {
      socket.destroy();
      fail(new PinMismatch(fingerprint, presented));
    }
  });
}

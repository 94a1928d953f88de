import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type ManagementPath } from './lockout-guard';

const TIMEOUT_MS = 2_000;

/** The way to the firewall as this machine's network has it. */
export function networkPath(origin: string): ManagementPath {
  const { hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    origin,
    addressOf: name => lookup(name).then(({ address }) => address, () => undefined),
    localAddress: () => localAddress(host, Number(port) || 443),
  };
}

/** Asks the operating system which address it would send from; no packet leaves. */
async function localAddress(host: string, port: number): Promise<string | undefined> {
  const address = isIP(host) > 0 ? host : await lookup(host).then(found => found.address, () => undefined);
  if (address === undefined) return undefined;
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    return await new Promise<string | undefined>(resolve => {
      const timer = setTimeout(() => resolve(undefined), TIMEOUT_MS);
      const done = (found: string | undefined): void => {
        clearTimeout(timer);
        resolve(found);
      };
      socket.once('error', () => done(undefined));
      socket.connect(port, address, () => done(socket.address().address));
    });
  } finally {
    socket.close();
  }
}

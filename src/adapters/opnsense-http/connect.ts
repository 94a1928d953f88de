import { connect as open } from 'node:net';

/** Resolves once a TCP connection to the address can be made, and rejects when it cannot; nothing is sent. */
export function connect(origin: string, signal: AbortSignal): Promise<void> {
  const { hostname, port, protocol } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = open({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'http:' ? 80 : 443)) });
    const end = (): void => void socket.destroy(new Error('called off'));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', end));
  });
}

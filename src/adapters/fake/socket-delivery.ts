import { type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery } from './delivery';

// Nobody has to wait for an answer that comes late.
const UNNOTICED = { ref: false };

/** Sends an answer in the manner that the firewall chose; resolves when it is out, or the connection gone. */
export async function write({ answer, delayMs, manner, afterwards }: Delivery, response: ServerResponse, socket: Socket): Promise<void> {
  if (delayMs > 0) await sleep(delayMs, undefined, UNNOTICED);
  if (manner.kind === 'silence') return;
  if (manner.kind === 'reset' || answer === undefined) {
    socket.resetAndDestroy();
    return;
  }
  response.once('close', () => afterwards?.());
  const { status, headers, body } = answer;
  response.writeHead(status, { ...headers, server: 'OPNsense' });
  if (manner.kind === 'truncated') response.write(bytesOf(body, headers).subarray(0, manner.bytes), () => socket.destroy());
  else if (manner.kind === 'drip') await drip(bytesOf(body, headers), manner.bytes, manner.everyMs, response);
  else response.end(bytesOf(body, headers));
}

/** A file is a text of bytes in the fake, as it is on the wire. */
function bytesOf(body: string, { 'content-type': type = '' }: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(body, type === 'application/octet-stream' ? 'latin1' : 'utf8');
}

async function drip(body: Buffer, bytes: number, everyMs: number, response: ServerResponse): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    response.write(body.subarray(at, at + bytes));
    await sleep(everyMs, undefined, UNNOTICED);
  }
  response.end();
}

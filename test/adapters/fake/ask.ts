import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type WireAnswer, type WireRequest } from '../../../src/adapters/opnsense-api';

/** The header of a key and its secret. */
export function basic(key = FAKE_KEY, secret = FAKE_SECRET): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` };
}

/** Sends a GET, or a POST with a JSON body, as the sample's administrator unless other headers are given. */
export function ask(firewall: FakeFirewall, path: string, body?: unknown, headers: Readonly<Record<string, string>> = basic()): Promise<WireAnswer> {
  if (body === undefined) return firewall.send({ method: 'GET', path: `/api/${path}`, headers });
  const text = JSON.stringify(body);
  const request: WireRequest = { method: 'POST', path: `/api/${path}`, headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), ...headers }, body: text };
  return firewall.send(request);
}

/** The JSON of an answer with status 200; throws for any other. */
export async function askJson<T>(firewall: FakeFirewall, path: string, body?: unknown, headers = basic()): Promise<T> {
  const answer = await ask(firewall, path, body, headers);
  if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)} ${answer.body}`);
  return JSON.parse(answer.body) as T;
}

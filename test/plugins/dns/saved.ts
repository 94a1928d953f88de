import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { childText, type ConfigNode } from '../../../src/adapters/fake/config-document';
import { type TestServer } from '../../../src/adapters/testkit';
import { type Release } from '../../../src/ports';

/** Releases of which the fakes have several blocklist policies, and those that have a single one. */
export const SEVERAL: readonly Release[] = ['25.7', '26.1', '26.7'];
export const SINGLE: readonly Release[] = ['24.7', '25.1'];

const UNBOUND = 'OPNsense/unboundplus';

/** An item of the resolver's configuration with that value in that field. */
export function item(kit: TestServer, list: string, field: string, value: string): ConfigNode | undefined {
  return kit.firewall.document.find(`${UNBOUND}/${list}`)?.children.find(node => childText(node, field) === value);
}

/** The uuid of such an item; throws when there is none. */
export function uuidOf(kit: TestServer, list: string, field: string, value: string): string {
  const uuid = item(kit, list, field, value)?.attributes['uuid'];
  if (uuid === undefined) throw new Error(`${list} has no item with ${field} ${value}`);
  return uuid;
}

/** The value of a field of such an item; undefined when there is none. */
export function saved(kit: TestServer, list: string, field: string, value: string, wanted: string): string | undefined {
  const node = item(kit, list, field, value);
  return node === undefined ? undefined : childText(node, wanted);
}

/** The uuid of the sample's blocklist policy; undefined where there is only a single one without. */
export function policyUuid(kit: TestServer): string | undefined {
  return item(kit, 'dnsbl', 'description', 'Advertising')?.attributes['uuid'];
}

/** A field of the sample's blocklist policy, by its newer name. */
export function policyField(kit: TestServer, name: string): string {
  const dnsbl = kit.firewall.document.find(`${UNBOUND}/dnsbl`);
  const policy = item(kit, 'dnsbl', 'description', 'Advertising');
  return policy === undefined ? (dnsbl === undefined ? '' : childText(dnsbl, name === 'allowlists' ? 'whitelists' : name)) : childText(policy, name);
}

/** Sends a request to the fake firewall as its administrator, beside the server. */
export async function post(kit: TestServer, path: string, body: object = {}): Promise<void> {
  const text = JSON.stringify(body);
  await kit.firewall.send({
    method: 'POST', path: `/api/${path}`, body: text,
    headers: { authorization: `Basic ${Buffer.from(`${FAKE_KEY}:${FAKE_SECRET}`).toString('base64')}`, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) },
  });
}

/** Switches Unbound off, saved and applied. */
export async function switchOff(kit: TestServer): Promise<void> {
  await post(kit, 'unbound/settings/set', { unbound: { general: { enabled: '0' } } });
  await post(kit, 'unbound/service/reconfigure');
}

import { type TestServer } from '../../../src/adapters/testkit';
import { askJson } from '../../adapters/fake/ask';

/** A uuid that nothing has. */
export const UNKNOWN = '99999999-0000-4000-8000-000000000001';
/** A public key of WireGuard. */
export const KEY = 'cGVlci1vbmUtcHVibGljLWtleS1mb3ItdGVzdHMtMDE=';

/** Sends something to the fake firewall beside the server under test, and gives the uuid in the answer. */
export async function post({ firewall }: TestServer, path: string, body: unknown = {}): Promise<string> {
  return (await askJson<{ uuid?: string }>(firewall, path, body)).uuid ?? '';
}

/** The uuid of an instance or a peer of WireGuard. */
export async function uuidOf({ firewall }: TestServer, kind: 'server' | 'client', name: string): Promise<string> {
  const { rows } = await askJson<{ rows: readonly { uuid: string; name: string }[] }>(firewall, `wireguard/${kind}/search_${kind}`, {});
  return rows.find(row => row.name === name)?.uuid ?? '';
}

/** What is saved of an instance or a peer; undefined when there is none. */
export function saved({ firewall }: TestServer, kind: 'server' | 'client', uuid: string): Readonly<Record<string, string>> | undefined {
  const node = firewall.document.find(`OPNsense/wireguard/${kind}/${kind}s`)?.children.find(each => each.attributes['uuid'] === uuid);
  return node === undefined ? undefined : Object.fromEntries(node.children.map(({ name, text }) => [name, text]));
}

/** Switches WireGuard as a whole, and lets it take that. */
export async function switchWireguard(kit: TestServer, on: boolean): Promise<void> {
  await post(kit, 'wireguard/general/set', { general: { enabled: on ? '1' : '0' } });
  await post(kit, 'wireguard/service/reconfigure');
}

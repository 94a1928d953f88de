import { type TestServer } from '../../../src/adapters/testkit';
import { askJson } from '../../adapters/fake/ask';

/** A uuid that nothing has. */
export const UNKNOWN = '99999999-0000-4000-8000-000000000001';

/** The uuids of what `useHaproxy` made. */
export interface Made {
  readonly check: string;
  readonly server: string;
  readonly spare: string;
  readonly backend: string;
  readonly acl: string;
  readonly rule: string;
  readonly frontend: string;
}

/** Sends something to the fake firewall beside the server under test. */
export function send(kit: TestServer, path: string, body: unknown = {}): Promise<{ uuid?: string }> {
  return askJson<{ uuid?: string }>(kit.firewall, `haproxy/${path}`, body);
}

/** Adds an object, and gives its uuid. */
export async function add(kit: TestServer, kind: string, item: Readonly<Record<string, unknown>>): Promise<string> {
  return (await send(kit, `settings/add_${kind}`, { [kind]: item })).uuid ?? '';
}

/** Makes a web site with one server that answers and a spare one that does not. */
export async function make(kit: TestServer): Promise<Made> {
  const check = await add(kit, 'healthcheck', { name: 'alive', type: 'http', interval: '2s', http_uri: '/health' });
  const server = await add(kit, 'server', { name: 'web1', address: '192.168.1.11', port: '8080' });
  const spare = await add(kit, 'server', { name: 'web2', address: '192.168.1.199', port: '8080', mode: 'backup' });
  const backend = await add(kit, 'backend', { name: 'web', mode: 'http', algorithm: 'roundrobin', linkedServers: `${server},${spare}`, healthCheckEnabled: '1', healthCheck: check });
  const acl = await add(kit, 'acl', { name: 'is_app', expression: 'hdr', hdr: 'app.example.net' });
  const rule = await add(kit, 'action', { name: 'to_web', testType: 'if', linkedAcls: acl, type: 'use_backend', use_backend: backend });
  const frontend = await add(kit, 'frontend', { name: 'public', bind: '192.168.1.1:8080', mode: 'http', defaultBackend: backend, linkedActions: rule });
  return { check, server, spare, backend, acl, rule, frontend };
}

/** Makes that site and lets HAProxy serve it. */
export async function useHaproxy(kit: TestServer): Promise<void> {
  await make(kit);
  await send(kit, 'settings/set', { haproxy: { general: { enabled: '1' } } });
  await send(kit, 'service/reconfigure');
}

/** The uuid of an object by its name. */
export async function uuidOf(kit: TestServer, type: string, name: string): Promise<string> {
  const { rows } = await askJson<{ rows: readonly { uuid: string; name: string }[] }>(kit.firewall, `haproxy/settings/search_${type}`, {});
  return rows.find(row => row.name === name)?.uuid ?? '';
}

/** The file that HAProxy would run with. */
export async function fileOf(kit: TestServer): Promise<string> {
  await askJson(kit.firewall, 'haproxy/service/configtest');
  return (await askJson<{ response: string }>(kit.firewall, 'haproxy/export/config')).response;
}

/** Refusals that every tool of the plugin makes. */
export const ALWAYS = [
  { says: 'a firewall without the plugin', fake: { packages: [] }, code: 'OPN_NEEDS_PLUGIN', text: /os-haproxy/ },
  { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
] as const;

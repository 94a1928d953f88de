import { type TestServer } from '../../../src/adapters/testkit';
import { askJson } from '../../adapters/fake/ask';

/** A uuid that nothing has. */
export const UNKNOWN = '99999999-0000-4000-8000-000000000001';

/** The uuid of the sample's route to that network. */
export async function routeUuid({ firewall }: TestServer, network: string): Promise<string> {
  const { rows } = await askJson<{ rows: readonly { uuid: string; network: string }[] }>(firewall, 'routes/routes/searchroute', {});
  return rows.find(row => row.network === network)?.uuid ?? '';
}

/** The saved routes: fields by network. */
export function savedRoutes({ firewall }: TestServer): Record<string, Record<string, string>> {
  const nodes = firewall.document.find('staticroutes')?.children.filter(({ name }) => name === 'route') ?? [];
  const fields = nodes.map(node => Object.fromEntries(node.children.map(({ name, text }) => [name, text])));
  return Object.fromEntries(fields.map(each => [each['network'] ?? '', each]));
}

/** The routes of the kernel: gateway's address by network, those of interfaces left out. */
export async function kernelRoutes({ firewall }: TestServer): Promise<Record<string, string>> {
  const rows = await askJson<readonly { destination: string; gateway: string }[]>(firewall, 'diagnostics/interface/get_routes');
  return Object.fromEntries(rows.filter(({ gateway, destination }) => !gateway.startsWith('link#') && destination !== 'default').map(({ destination, gateway }) => [destination, gateway]));
}

/** True on releases whose routes can be disabled instead of enabled. */
export const isNegated = ({ firewall }: TestServer): boolean => ['24.7', '25.1', '25.7'].includes(firewall.release);

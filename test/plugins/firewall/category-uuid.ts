import { type TestServer } from '../../../src/adapters/testkit';

/** The uuid of a category of that name in the fake firewall's configuration; undefined when there is none. */
export function categoryUuid({ firewall }: TestServer, name: string): string | undefined {
  const items = firewall.document.find('OPNsense/Firewall/Category/categories')?.children ?? [];
  return items.find(item => item.children.some(field => field.name === 'name' && field.text === name))?.attributes['uuid'];
}

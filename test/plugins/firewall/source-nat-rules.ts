import { type TestServer } from '../../../src/adapters/testkit';

/** Saved source NAT rules: fields by description. */
export function savedSourceNat({ firewall }: TestServer): Record<string, Record<string, string>> {
  const nodes = firewall.document.find('OPNsense/Firewall/Filter/snatrules')?.children.filter(({ name }) => name === 'rule') ?? [];
  const rules = nodes.map(node => Object.fromEntries([['uuid', node.attributes['uuid'] ?? ''], ...node.children.map(({ name, text }) => [name, text] as const)]));
  return Object.fromEntries(rules.map(rule => [rule['description'] ?? '', rule]));
}

/** Adds a rule that the test can change, beside the server's history of changes. */
export async function givenSourceNat(kit: TestServer): Promise<void> {
  const { structuredContent } = await kit.call('opn_add_source_nat', { source_net: 'LAN net', target: '203.0.113.20', description: 'Own address' });
  await kit.call('opn_confirm_changes', { revision: (structuredContent?.['change'] as { revision: string }).revision });
  kit.clock.turn(2_000);
}

/** The uuid of that rule. */
export const givenUuid = (kit: TestServer): string => savedSourceNat(kit)['Own address']?.['uuid'] ?? '';

/** Sets which rules of source NAT are in effect. */
export function setMode({ firewall }: TestServer, mode: string): void {
  firewall.document.ensure('nat/outbound/mode').text = mode;
}

/** True where rules are in effect only in some modes. */
export const heedsMode = ({ firewall }: TestServer): boolean => ['26.1', '26.7'].includes(firewall.release);

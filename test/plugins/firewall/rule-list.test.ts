import { type EndpointRequest, type FirewallApi, type FirewallConfig, type ReadEndpoint, releaseOf } from '../../../src/ports';
import { gatherRules } from '../../../src/plugins/firewall/rule-list';

const INTERFACES = { floating: { items: [{ value: '', label: 'Any' }] }, groups: { items: [{ value: 'wireguard', label: 'WireGuard' }] }, interfaces: { items: [{ value: 'lan', label: 'LAN' }] } };
const ROWS: Readonly<Record<string, readonly object[]>> = {
  '': [{ uuid: 'f', sort_order: '200000.0000100', enabled: '1', action: 'block', description: 'floating' }],
  lan: [
    { uuid: 'l2', sort_order: '400000.0000200', enabled: '1', action: 'Pass', description: 'second' },
    { uuid: 'l1', sort_order: '400000.0000030', enabled: '1', action: 'Pass', description: 'first' },
    { uuid: 'f', sort_order: '200000.0000100', enabled: '1', action: 'block', description: 'floating' },
  ],
  wireguard: [],
};

/** A firewall of that version that lists the rules of an interface only when it is asked for. */
function firewallOf(text: string | undefined): { readonly api: FirewallApi; readonly asked: string[] } {
  const asked: string[] = [];
  const read = async (endpoint: ReadEndpoint, request?: EndpointRequest): Promise<unknown> => {
    if (endpoint.path !== 'firewall/filter/search_rule') return INTERFACES;
    const key = (request?.body?.['interface'] as string | undefined) ?? '';
    asked.push(key);
    return { rows: ROWS[key] ?? [], total: 0, rowCount: 0, current: 1 };
  };
  const version = async (): Promise<unknown> => (text === undefined ? undefined : { text, release: releaseOf(text) });
  return { api: { read, version } as FirewallApi, asked };
}

const config = { section: async () => undefined } as unknown as FirewallConfig;
const everything = { search: '', interface: undefined };

it.each(['25.1.5', '25.1.12', '25.7', '25.7.11', '26.1', undefined])('%s is asked for each interface, and every rule is listed once, in order', async text => {
  const { api, asked } = firewallOf(text);
  const { rules } = await gatherRules(api, config, everything);
  expect(asked.sort()).toEqual(['', 'lan', 'wireguard']);
  expect(rules.map(({ description }) => description)).toEqual(['floating', 'first', 'second']);
});

it.each(['26.1.1', '26.1.11_1', '26.7', '27.1'])('%s is asked once', async text => {
  const { api, asked } = firewallOf(text);
  await gatherRules(api, config, everything);
  expect(asked).toEqual(['']);
});

it.each(['24.7.12', '25.1', '25.1.4'])('%s tells everything in its configuration only', async text => {
  const { api, asked } = firewallOf(text);
  expect(await gatherRules(api, config, everything)).toMatchObject({ rules: [], parts: [], note: expect.stringContaining('automatic rules') });
  expect(asked).toEqual([]);
});

it('asks for one interface only when that is wanted, by its name in any case', async () => {
  const { api, asked } = firewallOf('25.7.11');
  await gatherRules(api, config, { search: '', interface: 'wireGuard' });
  expect(asked).toEqual(['wireguard']);
});

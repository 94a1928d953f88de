import { EmptyResultSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { startTestServer, type TestServer } from '../src/adapters/testkit';
import { FirewallPlugin } from '../src/plugins/firewall/firewall.plugin';
import { SystemPlugin } from '../src/plugins/system/system.plugin';
import { type Class } from '../src/core';
import { builtInTools } from './built-in';
import { confirmedChange, openChange } from './plugins/firewall/open-change';

const plugins: readonly Class[] = [FirewallPlugin, SystemPlugin];

interface Read {
  readonly rules: readonly Readonly<Record<string, unknown>>[];
  readonly aliases: readonly { readonly name: string; readonly content: readonly string[] }[];
  readonly changes: readonly { readonly id: string; readonly outcome: string }[];
  readonly differences: readonly { readonly path: string }[];
  readonly interfaces: readonly { readonly name?: string }[];
  readonly services: readonly { readonly running: boolean }[];
  readonly sections: readonly { readonly name: string }[];
  readonly data: unknown;
  readonly [field: string]: unknown;
}

let kit: TestServer;
afterEach(() => kit.close());

const text = async (uri: string): Promise<string> => ((await kit.client.readResource({ uri })).contents[0] as { text: string }).text;
const read = async (uri: string): Promise<Read> => JSON.parse(await text(uri)) as Read;
const complete = async (ref: { type: 'ref/resource'; uri: string } | { type: 'ref/prompt'; name: string }, name: string, value = ''): Promise<string[]> => (await kit.client.complete({ ref, argument: { name, value } })).completion.values;
const template = (uri: string) => ({ type: 'ref/resource', uri }) as const;

it.each(['24.7', '26.7'] as const)('every resource answers on %s, and every template with a value that completion gives', async release => {
  kit = await startTestServer({ plugins, release });
  const { resources } = await kit.client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(['opnsense://guide', 'opnsense://aliases', 'opnsense://changes', 'opnsense://config', 'opnsense://firewall-log', 'opnsense://interfaces', 'opnsense://pending-change', 'opnsense://rules']);
  const guide = await text('opnsense://guide');
  expect(guide).toContain('- `opn_add_firewall_rule` (changes the firewall): ');

  const rules = await read('opnsense://rules');
  expect(rules.rules.length).toBeGreaterThan(3);
  expect(rules.rules.every(({ kind }) => kind !== 'automatic')).toBe(true);
  const lan = await read('opnsense://rules/LAN');
  expect(lan.rules.length).toBeGreaterThan(0);
  expect(lan.rules.length).toBeLessThanOrEqual(rules.rules.length);
  const [uuid = ''] = await complete(template('opnsense://rule/{uuid}'), 'uuid');
  expect(await read(`opnsense://rule/${uuid}`)).toMatchObject({ uuid, kind: 'rule' });

  const [name = ''] = await complete(template('opnsense://aliases/{name}'), 'name');
  expect(await read(`opnsense://aliases/${name}`)).toMatchObject({ name, content: expect.any(Array) });
  expect((await read('opnsense://aliases')).aliases.map(each => each.name)).toContain(name);

  const [category = ''] = await complete(template('opnsense://categories/{category}'), 'category');
  expect(await read(`opnsense://categories/${encodeURIComponent(category)}`)).toMatchObject({ category, rules: expect.any(Array), aliases: expect.any(Array) });

  const log = (await text('opnsense://firewall-log')).split('\n');
  expect(log[0]).toMatch(/^time,action,direction,interface,/);
  expect(log.length).toBeGreaterThan(1000);
  const { structuredContent: shown, content: [, link] } = await kit.call('opn_firewall_log');
  expect(shown).toMatchObject({ resource: 'opnsense://firewall-log' });
  expect(link).toEqual({ type: 'resource_link', uri: 'opnsense://firewall-log', name: 'firewall-log', title: 'Firewall log', mimeType: 'text/csv' });
  const { structuredContent: part } = await kit.call('opn_get_config_section', { section: 'OPNsense.Firewall', max_bytes: 500 });
  expect(part).toMatchObject({ truncated: true, resource: 'opnsense://config/OPNsense.Firewall' });
  expect(JSON.parse(await text(String(part?.['resource'])))).toMatchObject({ section: 'OPNsense.Firewall', data: expect.any(Object) });
  expect((await kit.call('opn_get_config_section', { section: 'theme' })).structuredContent).not.toHaveProperty('resource');

  expect((await read('opnsense://interfaces')).interfaces.map(each => each.name)).toEqual(expect.arrayContaining(['lan', 'wan']));
  const [service = ''] = await complete(template('opnsense://services/{service}'), 'service', 'unb');
  expect((await read(`opnsense://services/${encodeURIComponent(service)}`)).services).toEqual([expect.objectContaining({ name: 'unbound', running: expect.any(Boolean) })]);

  const sections = (await read('opnsense://config')).sections.map(each => each.name);
  expect(sections).toContain('interfaces');
  expect(await complete(template('opnsense://config/{section}'), 'section', 'opnsense.fire')).toEqual(['OPNsense.Firewall']);
  const config = await text('opnsense://config/system');
  expect(config).toContain('"hostname"');
  expect(config).toContain('[REDACTED]');
});

it('shows what was changed, and each value', async () => {
  kit = await startTestServer({ plugins });
  expect(await read('opnsense://changes')).toEqual({ changes: [] });
  const id = await confirmedChange(kit);
  expect((await read('opnsense://changes')).changes).toEqual([expect.objectContaining({ id, outcome: 'confirmed' })]);
  expect((await read(`opnsense://changes/${id}`)).differences.some(({ path }) => path.includes('Category'))).toBe(true);
  expect(await complete(template('opnsense://changes/{id}'), 'id', 'add_firewall_cat')).toEqual([id]);
  expect(await complete({ type: 'ref/prompt', name: 'undo_change' }, 'id')).toEqual([id]);
  kit.clock.turn(2_000);
  const later = await confirmedChange(kit, 'Later');
  expect(await complete({ type: 'ref/prompt', name: 'undo_change' }, 'id')).toEqual([later, id]);
});

it('tells subscribers of a change that opens, is kept, is taken back or runs out of time, and no others', async () => {
  kit = await startTestServer({ plugins });
  const { client } = kit;
  let news: string[] = [];
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params: { uri } }) => void news.push(uri));
  /** What was told since the last time; a ping takes the same way, after it. */
  const told = async (): Promise<string[]> => {
    await new Promise(resolve => setImmediate(resolve));
    await client.ping();
    const heard = [...news].sort();
    news = [];
    return heard;
  };
  expect(client.getServerCapabilities()?.resources).toEqual({ listChanged: true, subscribe: true });
  const [pending, rules, guide, one] = ['opnsense://pending-change', 'opnsense://rules/lan', 'opnsense://guide', 'opnsense://config/system'];
  for (const uri of [pending, rules, guide, one]) expect(await client.subscribeResource({ uri })).toEqual({});
  // The first call tells the release, and the guide which tools that has.
  await kit.call('opn_list_firewall_rules');
  expect(await told()).toEqual([guide]);
  await kit.call('opn_list_firewall_rules');
  expect(await told()).toEqual([]);

  const { revision } = await openChange(kit);
  expect(await told()).toEqual([one, pending, rules]);
  expect(await read(pending)).toMatchObject({ pending: true, revision, seconds_left: 60, differences: [expect.objectContaining({ change: 'added' })] });
  await client.unsubscribeResource({ uri: one });
  await client.unsubscribeResource({ uri: one });
  await kit.call('opn_confirm_changes', { revision });
  expect(await told()).toEqual([pending, rules]);
  expect(await read(pending)).toEqual({ pending: false });

  kit.clock.turn(2_000);
  await openChange(kit, 'Undone');
  await kit.call('opn_rollback_changes');
  expect(await told()).toEqual([pending, rules]);
  await client.unsubscribeResource({ uri: rules });
  kit.clock.turn(2_000);
  await openChange(kit, 'Late');
  expect(await told()).toEqual([pending]);
  kit.clock.turn(61_000);
  while (news.length === 0) await new Promise(resolve => setImmediate(resolve));
  expect(await told()).toEqual([pending]);
  expect(await read(pending)).toEqual({ pending: false });

  await expect(client.subscribeResource({ uri: 'opnsense://nothing' })).rejects.toMatchObject({ code: -32002 });
  await expect(client.subscribeResource({ uri: 'opnsense://documents/1/nothing.html' })).rejects.toMatchObject({ code: -32002 });
  await expect(client.request({ method: 'resources/subscribe', params: {} } as never, EmptyResultSchema)).rejects.toMatchObject({ code: -32602 });
  for (let count = 1; count < 199; count += 1) await client.subscribeResource({ uri: `opnsense://rules/opt${String(count)}` });
  await expect(client.subscribeResource({ uri: 'opnsense://rules' })).rejects.toThrow(/OPN_BUSY/);
});

it('refuses what there is not by the number of MCP for that, and what is wrong by the one for params', async () => {
  kit = await startTestServer({ plugins });
  const uuid = '00000000-0000-4000-8000-000000000000';
  const absent = ['opnsense://nothing', 'opnsense://config/nothing', 'opnsense://rules/nowhere', `opnsense://rule/${uuid}`, 'opnsense://aliases/none', 'opnsense://categories/none', 'opnsense://services/none', `opnsense://changes/${uuid}`, 'opnsense://rules/lan/more', 'opnsense://rules/%zz'];
  for (const uri of absent) await expect([uri, await kit.client.readResource({ uri }).catch((problem: { code: number }) => problem.code)]).toEqual([uri, -32002]);
  await expect(kit.client.readResource({ uri: 'opnsense://rule/no-uuid' })).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('OPN_INVALID_INPUT: the resource rule: uuid') });
  await expect(complete(template('opnsense://nothing/{x}'), 'x')).rejects.toMatchObject({ code: -32602 });
  await expect(complete(template('opnsense://rules/{interface}'), 'other')).rejects.toMatchObject({ code: -32602 });
});

it('suggests by value and by label, reads at most every half minute, and nothing where the key may not read', async () => {
  kit = await startTestServer({ plugins });
  expect(await complete(template('opnsense://rules/{interface}'), 'interface', 'l')).toContain('lan');
  const asked = kit.requests.length;
  expect(await complete(template('opnsense://rules/{interface}'), 'interface', 'LAN')).toContain('lan');
  expect(kit.requests).toHaveLength(asked);
  await kit.close();
  kit = await startTestServer({ plugins, user: 'monitor' });
  expect(await complete(template('opnsense://rules/{interface}'), 'interface')).toEqual([]);
  await expect(kit.client.readResource({ uri: 'opnsense://config' })).rejects.toMatchObject({ code: -32603, message: expect.stringContaining('OPN_FORBIDDEN') });
});

it('asks for nothing that the tools of the same domain do not ask for, so that the privileges of a toolset are enough', async () => {
  kit = await startTestServer({ plugins });
  const registry = await builtInTools();
  const beyond = registry.resources().flatMap(({ facts, domain }) => {
    const own = new Set(registry.tools().filter(tool => tool.domain === domain).flatMap(tool => tool.facts.uses.map(({ path }) => path)));
    return facts.uses.filter(({ path }) => !own.has(path)).map(({ path }) => `${facts.name}: ${path}`);
  });
  expect(registry.resources().length).toBeGreaterThan(10);
  expect(beyond).toEqual([]);
  const unknown = registry.resources().flatMap(({ facts }) => (facts.sameAs === undefined || registry.find(facts.sameAs) !== undefined ? [] : [`${facts.name}: ${facts.sameAs}`]));
  expect(unknown).toEqual([]);
});

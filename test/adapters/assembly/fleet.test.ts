import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { Credentials } from '../../../src/adapters/opnsense-api';
import { Describe, Plugin, PLUGIN_API, Prompt, type PromptText, Text } from '../../../src/core';
import { OpnError, RELEASES } from '../../../src/ports';
import { startFleet, type TestFleet } from '../../fleet';

class LookArguments {
  @Describe('What.') @Text() what!: string;
}

@Prompt({ name: 'look_around', title: 'Look around', description: 'Looks around.', arguments: LookArguments })
class LookAround implements PromptText<LookArguments> {
  text({ what }: LookArguments): string {
    return `Look at ${what} with opn_add_alias.`;
  }
}

@Plugin({ id: 'prompting', title: 'Prompting', summary: 'Prompts.', api: PLUGIN_API, tools: [], prompts: [LookAround] })
class PromptingPlugin {}

const readOnly = { writes: false, secrets: false } as const;
const CANARY = 'canarySecretOfHome/4711';

describe('several firewalls behind one server', () => {
  let fleet: TestFleet;
  let isLocked = true;
  beforeAll(async () => {
    fleet = await startFleet([
      { name: 'office', fake: { release: '25.1' }, consent: { writes: ['firewall'], secrets: false } },
      { name: 'home', fake: { release: '26.7' }, consent: readOnly, phrased: text => text.replaceAll('OPNSENSE_ALLOW_WRITES', 'firewalls.home.writes') },
      { name: 'lab', fake: { release: '24.7' }, consent: { writes: ['services'], secrets: false, askBefore: 'destroy' }, wanted: { toolsets: ['dns:read'], tools: ['opn_add_cron_job', 'opn_delete_cron_job'] } },
      {
        name: 'vault', consent: readOnly, wanted: { toolsets: ['system'] },
        credentials: async () => {
          if (isLocked) throw new OpnError('OPN_CONFIG', 'The program of firewalls.vault.secret_command ended with 1.');
          return new Credentials('keyOfVault', CANARY);
        },
      },
    ], 'home', [PromptingPlugin]);
  });
  afterAll(() => fleet.close());

  it('lists every tool that one of them has, with the firewalls that have it, and the default', async () => {
    const tools = new Map((await fleet.tools()).map(tool => [tool.name, tool]));
    const choice = (name: string) => tools.get(name)?.inputSchema.properties?.['firewall'];
    expect(choice('opn_system_status')).toEqual({ type: 'string', enum: ['office', 'home', 'vault'], default: 'home' });
    expect(choice('opn_list_dns_overrides')).toEqual({ type: 'string', enum: ['office', 'home', 'lab'], default: 'home' });
    expect(choice('opn_add_alias')).toEqual({ type: 'string', enum: ['office'] });
    expect(choice('opn_confirm_changes')).toEqual({ type: 'string', enum: ['office'] });
    expect(tools.has('opn_add_dns_override')).toBe(false);
    // A person agrees to what is removed in the lab.
    expect(['opn_add_cron_job', 'opn_delete_cron_job'].map(name => 'approval' in (tools.get(name)?.inputSchema.properties ?? {}))).toEqual([false, true]);
    expect(tools.get('opn_system_status')?.inputSchema.properties?.['firewalls']).toMatchObject({ type: 'array', items: { enum: ['all', 'office', 'home', 'vault'] } });
    expect(tools.get('opn_list_dns_overrides')?.inputSchema.properties).not.toHaveProperty('firewalls');
  });

  it('asks none of them before it is named, and each with its own release', async () => {
    expect([...fleet.requests.keys()]).toEqual([]);
    expect(await fleet.answer('opn_mcp_info')).toMatchObject({ answered_by: 'home', writes: 'off', firewall: { address: 'https://home.example.com', release: '26.7' } });
    expect([...fleet.requests.keys()]).toEqual(['home']);
    expect(await fleet.answer('opn_mcp_info', { firewall: 'office' })).toMatchObject({ answered_by: 'office', writes: 'firewall', firewall: { release: '25.1' } });
    expect(fleet.logged.some(line => line.includes('office: '))).toBe(true);
  });

  it('refuses names that there are not, with the nearest', async () => {
    const before = fleet.requests.get('office')?.length;
    expect(await fleet.refusal('opn_system_status', { firewall: 'ofice' })).toMatch(/OPN_INVALID_INPUT: .*no firewall "ofice", did you mean 'office'\? \(known: office, home, lab, vault\)/);
    expect(await fleet.refusal('opn_system_status', { firewalls: ['all', 'home'], firewall: 'home' })).toMatch(/either 'firewall' or 'firewalls'/);
    expect(await fleet.refusal('opn_list_dns_overrides', { firewalls: ['all'] })).toMatch(/one firewall at a time/);
    expect(await fleet.refusal('opn_system_status', { firewalls: [] })).toMatch(/must be a list of names/);
    expect(await fleet.refusal('opn_system_statu')).toMatch(/OPN_UNKNOWN_TOOL.*Did you mean opn_system_status/s);
    expect(fleet.requests.get('office')).toHaveLength(before ?? -1);
  });

  it('refuses what the profile of a firewall forbids, naming it and the place', async () => {
    expect(await fleet.refusal('opn_add_alias', { firewall: 'home', name: 'x', alias_type: 'host', content: '192.0.2.1' })).toMatch(/OPN_WRITES_OFF: home: .*read-only.*firewalls\.home\.writes=firewall/s);
    expect(await fleet.refusal('opn_system_status', { firewall: 'lab' })).toMatch(/OPN_TOOL_OFF: lab: /);
    expect(await fleet.refusal('opn_add_dns_override', { firewall: 'office', host: 'x', domain: 'example.com', server: '192.0.2.1' })).toMatch(/OPN_WRITES_OFF: office: .*only: firewall/s);
  });

  it('tries a firewall anew whose secret could not be had, and never shows the secret', async () => {
    expect(await fleet.refusal('opn_system_status', { firewall: 'vault' })).toMatch(/OPN_CONFIG: vault: The program/);
    isLocked = false;
    // The fake does not know that key.
    expect(await fleet.refusal('opn_system_status', { firewall: 'vault' })).toMatch(/OPN_UNAUTHORIZED: vault: /);
    fleet.assembly.log.write('error', `something held ${CANARY}`);
    expect(fleet.logged.join('\n')).not.toContain(CANARY);
    expect(fleet.assembly.redactor.redact({ of: CANARY })).toEqual({ of: '[REDACTED]' });
  });

  it('keeps changes, their confirmation and the journal of each to itself', async () => {
    const news: string[] = [];
    fleet.client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params: { uri } }) => void news.push(uri));
    for (const name of ['office', 'home']) await fleet.client.subscribeResource({ uri: `opnsense://firewall/${name}/pending-change` });
    const { change } = await fleet.answer<{ readonly change: { readonly revision: string } }>('opn_add_alias', { firewall: 'office', name: 'fleet_test', alias_type: 'host', content: '192.0.2.7' });
    expect(await fleet.answer('opn_list_firewall_aliases', { firewall: 'office', search: 'fleet_test' })).toMatchObject({ total: 1 });
    expect(await fleet.answer('opn_list_firewall_aliases', { firewall: 'home', search: 'fleet_test' })).toMatchObject({ total: 0 });
    expect(await fleet.answer('opn_pending_changes', { firewall: 'office' })).toMatchObject({ pending: true });
    expect(await fleet.answer('opn_pending_changes', { firewall: 'home' })).toMatchObject({ pending: false });
    await new Promise(resolve => setImmediate(resolve));
    expect(news).toEqual(['opnsense://firewall/office/pending-change']);
    await expect(fleet.client.subscribeResource({ uri: 'opnsense://firewall/lab/pending-change' })).rejects.toMatchObject({ code: -32002 });
    const [office, home] = await Promise.all([fleet.assembly.open('office'), fleet.assembly.open('home')]);
    expect((await office.journal.latest(100)).length).toBeGreaterThan(0);
    expect(await home.journal.latest(100)).toEqual([]);
    expect(await fleet.answer('opn_confirm_changes', { firewall: 'office', revision: change.revision })).toMatchObject({ answered_by: 'office' });
    expect(await fleet.answer('opn_pending_changes', { firewall: 'office' })).toMatchObject({ pending: false });
    expect(await fleet.answer('opn_change_history', { firewall: 'office' })).toMatchObject({ changes: [{ outcome: 'confirmed' }] });
    expect(await fleet.answer('opn_change_history', { firewall: 'home' })).toMatchObject({ changes: [] });
  });

  it('has resources and prompts of each, by its name', async () => {
    const { client } = fleet;
    const { resources } = await client.listResources();
    const single = ['aliases', 'audits', 'changes', 'config', 'firewall-log', 'interfaces', 'pending-change', 'rules'];
    expect(resources.map(({ uri }) => uri)).toEqual(['opnsense://guide', ...['office', 'home'].flatMap(name => single.map(each => `opnsense://firewall/${name}/${each}`)), 'opnsense://firewall/vault/config', 'opnsense://firewall/vault/interfaces']);
    expect(resources[1]).toMatchObject({ name: 'office-aliases', title: expect.stringMatching(/ of office$/) as string });
    const { content: [, link], structuredContent: shown } = await fleet.call('opn_firewall_log', { firewall: 'office' });
    expect([link, shown]).toMatchObject([{ type: 'resource_link', uri: 'opnsense://firewall/office/firewall-log' }, { resource: 'opnsense://firewall/office/firewall-log' }]);
    const { contents: [rules] } = await client.readResource({ uri: 'opnsense://firewall/office/rules' });
    expect(rules).toMatchObject({ uri: 'opnsense://firewall/office/rules', text: expect.stringContaining('"rules":[{') as string });
    const templates = (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate);
    expect(templates).toEqual(expect.arrayContaining(['opnsense://firewall/{firewall}/config/{section}']));
    expect(templates.every(template => template.startsWith('opnsense://firewall/{firewall}/'))).toBe(true);
    const { contents: [section] } = await client.readResource({ uri: 'opnsense://firewall/office/config/system' });
    expect(section).toMatchObject({ uri: 'opnsense://firewall/office/config/system', text: expect.stringContaining('hostname') as string });
    await expect(client.readResource({ uri: 'opnsense://firewall/ofice/config/system' })).rejects.toThrow(/no firewall "ofice"/);
    const completed = async (name: string, value: string) => (await client.complete({ ref: { type: 'ref/resource', uri: 'opnsense://firewall/{firewall}/config/{section}' }, argument: { name, value } })).completion.values;
    expect(await completed('firewall', 'off')).toEqual(['office']);
    expect(await completed('section', 'inter')).toContain('interfaces');
    // The one that is filled in already is asked, not the default.
    const sections = async (firewall: string) => (await client.complete({ ref: { type: 'ref/resource', uri: 'opnsense://firewall/{firewall}/config/{section}' }, argument: { name: 'section', value: '' }, context: { arguments: { firewall } } })).completion.values;
    expect(await sections('office')).not.toEqual(await sections('home'));
    const { prompts } = await client.listPrompts();
    expect(prompts.find(({ name }) => name === 'look_around')).toMatchObject({ arguments: [{ name: 'firewall', required: false }, { name: 'what' }] });
    const asked = (firewall?: string) => client.getPrompt({ name: 'look_around', arguments: { what: 'the rules', ...(firewall === undefined ? {} : { firewall }) } });
    expect((await asked()).messages[0]?.content).toMatchObject({ text: expect.stringMatching(/^Look at the rules with opn_add_alias\.[\s\S]*firewalls\.home\.writes[\s\S]*give firewall "home"/) as string });
    expect((await asked('office')).messages[0]?.content).toMatchObject({ text: expect.stringMatching(/^Look at the rules with opn_add_alias\.\n\nThis is about the firewall office/) as string });
    await expect(asked('ofice')).rejects.toThrow(/no firewall "ofice".*Did you mean office/s);
  });

  it('tells the client that there are several', () => {
    expect(fleet.assembly.tools.subject).toContain('4 OPNsense firewalls: office, home (the one meant when none is named), lab, vault');
    expect(fleet.assembly.writes).toBe('office: firewall; home: off; lab: services; vault: off');
  });
});

describe('a high-availability pair, and others', () => {
  let fleet: TestFleet;
  const SAVE = { method: 'POST', route: 'core/test/set', uri: '/api/core/test/set', args: [], query: {}, body: {}, caller: { user: 'root', key: '', address: '192.0.2.1' } };
  const alias = { name: 'pair_test', alias_type: 'host', content: '192.0.2.8' };
  beforeAll(async () => {
    fleet = await startFleet([
      { name: 'one', haPeer: 'two', consent: { writes: true, secrets: false, askBefore: 'destroy' } },
      { name: 'two', haPeer: 'one' },
      { name: 'dead', consent: readOnly, between: () => ({ send: () => Promise.reject(new OpnError('OPN_UNREACHABLE', 'dead.example.com cannot be reached.')), close: async () => undefined }) },
      { name: 'closed', consent: readOnly, wanted: { toolsets: ['default'], exclude: ['opn_compare_firewalls'] } },
    ], 'one');
    await fleet.assembly.open('two');
    fleet.firewall('two').document.ensure('virtualip_carp_maintenancemode').text = '1';
  });
  afterAll(() => fleet.close());

  it('is listed with what is known, and what each tells when it is asked', async () => {
    expect(await fleet.answer('opn_list_firewalls')).toEqual({ total: 4, firewalls: [
      { name: 'one', host: 'one.example.com', default: true, writes: 'on', pair: { peer: 'two' } },
      { name: 'two', host: 'two.example.com', writes: 'on', pair: { peer: 'one' } },
      { name: 'dead', host: 'dead.example.com', writes: 'off' },
      { name: 'closed', host: 'closed.example.com', writes: 'off' },
    ] });
    expect(fleet.requests.size).toBe(1);
    const { firewalls } = await fleet.answer<{ readonly firewalls: readonly object[] }>('opn_list_firewalls', { contact: true });
    expect(firewalls).toEqual([
      expect.objectContaining({ name: 'one', reachable: true, release: '26.7', pair: { peer: 'two', role: 'master', syncs_to: 'https://192.168.1.3' } }),
      expect.objectContaining({ name: 'two', reachable: true, pair: { peer: 'one', role: 'backup', syncs_to: 'https://192.168.1.3' } }),
      expect.objectContaining({ name: 'dead', reachable: false, problem: expect.stringContaining('OPN_UNREACHABLE') as string }),
      expect.objectContaining({ name: 'closed', reachable: true }),
    ]);
  });

  it('is changed on its master only; a rehearsal harms nobody', async () => {
    expect(await fleet.refusal('opn_add_alias', { firewall: 'two', ...alias })).toMatch(/OPN_NOT_MASTER: two: It is the backup of its pair now[\s\S]*Call opn_add_alias \{"firewall":"one"\} with the other arguments as they are/);
    expect(fleet.requests.get('two')?.some(path => path.includes('alias'))).toBe(false);
    expect(await fleet.answer('opn_add_alias', { firewall: 'two', ...alias, dry_run: true })).toHaveProperty('dry_run');
    const { change } = await fleet.answer<{ readonly change: { readonly revision: string } }>('opn_add_alias', { firewall: 'one', ...alias });
    expect(await fleet.answer('opn_list_firewalls')).toMatchObject({ firewalls: [{ name: 'one', open_change: { revision: change.revision } }, {}, {}, {}] });
    await fleet.answer('opn_confirm_changes', { firewall: 'one', revision: change.revision });
  });

  it('is compared by section and item, with what belongs to each alone told apart, and without secrets', async () => {
    const two = fleet.firewall('two');
    two.document.ensure('system/hostname').text = 'second';
    two.save(SAVE);
    const compared = await fleet.answer<{ readonly differences: readonly Readonly<Record<string, unknown>>[] }>('opn_compare_firewalls', { firewall: 'one', with: 'two' });
    expect(compared).toMatchObject({ here: 'one', there: 'two', role_here: 'master', role_there: 'backup', in_sync: false, total: 3, sections: [{ section: 'system', differences: 1 }, { section: 'OPNsense.Firewall', differences: 1 }, { section: 'virtualip_carp_maintenancemode', differences: 1 }] });
    expect(compared.differences.map(({ path, kind, item, own }) => [String(path).replace(/\[.*/, ''), kind, item, own])).toEqual([
      ['system.hostname', 'differs', undefined, true],
      ['OPNsense.Firewall.Alias.aliases.alias', 'only_here', 'pair_test', undefined],
      ['virtualip_carp_maintenancemode', 'only_there', undefined, true],
    ]);
    expect(await fleet.answer('opn_compare_firewalls', { with: 'two', section: 'OPNsense.Firewall', limit: 1 })).toMatchObject({ total: 1 });
    expect(await fleet.refusal('opn_compare_firewalls', { with: 'twoo' })).toMatch(/no firewall 'twoo'[\s\S]*Did you mean two/);
    expect(await fleet.refusal('opn_compare_firewalls', { with: 'closed' })).toMatch(/no firewall 'closed' that may be asked this/);
  });

  it('is approved change by change where its profile wants that, and an approval is of one firewall alone', async () => {
    const tools = new Map((await fleet.tools()).map(tool => [tool.name, tool.inputSchema.properties ?? {}]));
    expect(tools.get('opn_delete_firewall_category')).toHaveProperty('approval');
    const { categories: [category] } = await fleet.answer<{ readonly categories: readonly [{ readonly uuid: string }] }>('opn_list_firewall_categories', { firewall: 'one' });
    const remove = { uuid: category.uuid };
    const refusal = await fleet.refusal('opn_delete_firewall_category', { firewall: 'one', ...remove });
    const approval = /"approval":"([^"]+)"/.exec(refusal)?.[1] ?? '';
    expect(refusal).toMatch(/OPN_APPROVAL: one: /);
    const other = await startFleet([{ name: 'other', consent: { writes: true, secrets: false, askBefore: 'destroy' } }, { name: 'idle' }], 'other');
    expect(await other.refusal('opn_delete_firewall_category', { ...remove, approval })).toMatch(/OPN_APPROVAL: other: [\s\S]*is not of this change/);
    await other.close();
    // Approved, it gets as far as to the firewall, where rules still use the category.
    expect(await fleet.refusal('opn_delete_firewall_category', { firewall: 'one', ...remove, approval })).toMatch(/OPN_IN_USE: one: /);
  });
});

describe('asking several at once', () => {
  it('answers when the slowest has answered that can be connected to, and shows who did not', async () => {
    const events: string[] = [];
    let letSlowGo = (): void => undefined;
    const slow = new Promise<void>(resolve => (letSlowGo = resolve));
    const silent = { send: (_request: unknown, { signal }: { readonly signal: AbortSignal }) => new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new OpnError('OPN_CANCELLED', 'called off')))), close: async () => undefined };
    const fleet = await startFleet([
      ...[...RELEASES, ...RELEASES].slice(0, 8).map((release, index) => ({ name: `site-${String(index)}`, fake: { release } })),
      { name: 'slow', between: wire => ({ ...wire, send: async (request, options) => (await slow, events.push('slow'), wire.send(request, options)) }) },
      { name: 'down', between: () => silent, connect: () => new Promise(() => undefined) },
    ]);
    const asked = fleet.answer<{ readonly by_firewall: Readonly<Record<string, object>>; readonly failed: readonly string[] }>('opn_gateway_status', { firewalls: ['all'] }).then(answer => (events.push('answer'), answer));
    const patient = async (): Promise<void> => new Promise(resolve => setImmediate(resolve));
    while (fleet.requests.size < 10) await patient();
    fleet.clock.turn(3_000);
    for (let turn = 0; turn < 20; turn += 1) await patient();
    expect(events).toEqual([]);
    letSlowGo();
    const { by_firewall: byFirewall, failed } = await asked;
    expect(events.at(-1)).toBe('answer');
    expect(failed).toEqual(['down']);
    expect(byFirewall['down']).toEqual({ error: expect.stringContaining('OPN_UNREACHABLE: No connection within 3 s.') as string });
    for (const name of Object.keys(byFirewall).filter(each => each !== 'down')) expect(byFirewall[name]).toMatchObject({ total: expect.any(Number) as number });
    expect(Object.keys(byFirewall)).toHaveLength(10);
    await fleet.close();
  });

  it('needs a name where no firewall is the default', async () => {
    const fleet = await startFleet([{ name: 'a' }, { name: 'b' }]);
    const tools = await fleet.tools();
    expect(tools.find(({ name }) => name === 'opn_arp_table')?.inputSchema.required).toContain('firewall');
    expect(await fleet.refusal('opn_arp_table')).toMatch(/'firewall' is required \(known: a, b\)/);
    expect(Object.keys((await fleet.answer<{ readonly by_firewall: object }>('opn_system_status', { firewalls: ['b', 'b'] })).by_firewall)).toEqual(['b']);
    await fleet.close();
  });

  it('takes over at the start what an earlier process left open, and nothing else; the doctor examines all', async () => {
    const few = { wanted: { tools: ['opn_arp_table'] } };
    const fleet = await startFleet([{ name: 'a', ...few, hasOpenChange: async () => true }, { name: 'b', ...few, hasOpenChange: async () => false, credentials: async () => new Credentials('wrong', 'wrong') }]);
    await fleet.assembly.savepoints.resume();
    expect([...fleet.requests.keys()]).toEqual(['a']);
    const findings = await fleet.assembly.doctor.examine();
    expect(findings.filter(({ link }) => /configuration$|: key$/.test(link)).map(({ link, status }) => [link, status])).toEqual([['configuration', 'ok'], ['a: configuration', 'ok'], ['a: key', 'ok'], ['b: configuration', 'ok'], ['b: key', 'failed']]);
    await fleet.close();
  });
});

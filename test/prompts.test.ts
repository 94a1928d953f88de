import { startTestServer, type TestServer } from '../src/adapters/testkit';
import { type JsonSchema, misfit, type RegisteredPrompt, type DescribedTool, ServedPrompts, type ServedResources, type ToolRegistry } from '../src/core';
import { type PluginCalls } from '../src/core/plugin-calls';
import { OpnError } from '../src/ports';
import { builtInPlugins, builtInTools } from './built-in';
import { confirmedChange } from './plugins/firewall/open-change';

let registry: ToolRegistry;
let kit: TestServer;

beforeAll(async () => {
  registry = await builtInTools();
  kit = await startTestServer({ plugins: await builtInPlugins() });
  GIVEN['undo_change'] = [{}, { id: await confirmedChange(kit) }];
});
afterAll(() => kit.close());

/** What has no default, and a few arguments that change what a prompt says. */
const GIVEN: Record<string, readonly Readonly<Record<string, string>>[]> = {
  guest_network: [{ interface: 'opt2' }],
  harden_firewall: [{}, { framework: 'bsi', min_severity: 'high' }],
  ipv6_migration: [{}, { interface: 'opt1', wan: 'opt4' }],
  prepare_upgrade: [{}, { release: '26.7' }],
  publish_service: [{ host: '192.168.1.5', port: '443' }, { host: 'web', port: '80', outside_port: '8080', protocol: 'TCP/UDP', source: 'office', category: 'Lab' }],
  undo_change: [],
  whatsapp_calls: [{}],
  why_blocked: [{ source: '192.168.1.5', destination: 'example.org', port: '443' }, { source: '192.168.1.5', destination: '1.1.1.1', protocol: 'icmp' }],
};

const text = async (name: string, given: Readonly<Record<string, string>> = {}, server = kit): Promise<string> =>
  ((await server.client.getPrompt({ name, arguments: { ...given } })).messages.at(-1)?.content as { text: string }).text;

interface WrittenCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Every tool that the text names, with the arguments that stand behind it as JSON. */
function callsIn(prompt: string): WrittenCall[] {
  return [...prompt.matchAll(/\b(opn_[a-z0-9_]+)( \{)?/g)].map(found => ({ tool: found[1] ?? '', args: found[2] === undefined ? {} : argumentsAt(prompt, found.index + found[0].length - 1) }));
}

function argumentsAt(prompt: string, start: number): Readonly<Record<string, unknown>> {
  for (let end = prompt.indexOf('}', start); end !== -1; end = prompt.indexOf('}', end + 1)) {
    try {
      return JSON.parse(prompt.slice(start, end + 1)) as Record<string, unknown>;
    } catch {
      // A brace inside: it goes on.
    }
  }
  throw new Error(`no JSON at ${prompt.slice(start, start + 80)}`);
}

const isPlaceholder = (value: unknown): boolean => typeof value === 'string' && value.includes('<');

/** What is wrong with a call: an argument that the tool does not take, is wrong, or is missing beside others that are given. */
function problemsOf({ tool, args }: WrittenCall): string[] {
  const found: DescribedTool | undefined = registry.find(tool);
  if (found === undefined) return [`there is no ${tool}`];
  const { properties, required = [] } = found.inputSchema;
  const names = Object.keys(args);
  const wrong = names.flatMap(name => {
    const schema: JsonSchema | undefined = properties[name];
    if (schema === undefined) return [`${tool} takes no ${name}`];
    const problem = isPlaceholder(args[name]) ? undefined : misfit(schema, args[name]);
    return problem === undefined ? [] : [`${tool}.${name}: ${problem}`];
  });
  const missing = names.length === 0 ? [] : required.filter(name => !names.includes(name)).map(name => `${tool} lacks ${name}`);
  return [...wrong, ...missing];
}

it('there is one for each job that people have, with its arguments described', async () => {
  const { prompts } = await kit.client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(Object.keys(GIVEN));
  for (const { name, title, description, arguments: given = [] } of prompts) expect([name, title, description, given.filter(each => !each.description)]).toEqual([name, expect.any(String), expect.stringMatching(/\.$/), []]);
  expect(prompts.find(({ name }) => name === 'publish_service')?.arguments).toContainEqual({ name: 'protocol', description: 'Protocol. Usually TCP.', required: false });
});

it.each(Object.keys(GIVEN))('%s names tools that there are, with arguments that they take', async name => {
  for (const given of GIVEN[name] ?? []) {
    const prompt = await text(name, given);
    const calls = callsIn(prompt);
    expect(calls.length).toBeGreaterThan(4);
    expect(calls.flatMap(problemsOf)).toEqual([]);
    expect(prompt).not.toContain('Not available on this server');
    for (const value of Object.values(given)) expect(prompt).toContain(value);
  }
});

it('those that change something say how to do it safely, and the others that they only look', async () => {
  for (const [name, [given]] of Object.entries(GIVEN)) {
    const prompt = await text(name, given);
    const changes = callsIn(prompt).some(({ tool }) => ['write', 'destroy'].includes(registry.find(tool)?.facts.effect ?? '') || registry.find(tool)?.facts.mayLockOut === true);
    if (changes) expect(prompt).toMatch(/"dry_run": true first[\s\S]*give the approval that it asks for only when I tell you to[\s\S]*opn_confirm_changes \{"revision":[\s\S]*opn_rollback_changes/);
    else expect(prompt).toContain('Only look: change nothing.');
    expect([name, changes]).toEqual([name, !['prepare_upgrade', 'why_blocked'].includes(name)]);
  }
});

it('say what is not available while changes are off, and how to allow it', async () => {
  const reading = await startTestServer({ plugins: await builtInPlugins(), writes: false });
  try {
    expect(await text('publish_service', GIVEN['publish_service']?.[0], reading)).toMatch(/Not available on this server[\s\S]*- opn_add_nat_rule.*: .*OPNSENSE_ALLOW_WRITES/);
    expect(await text('why_blocked', GIVEN['why_blocked']?.[0], reading)).not.toContain('Not available');
  } finally {
    await reading.close();
  }
});

it('have their arguments completed from the firewall, and refuse wrong ones with every problem', async () => {
  const complete = async (name: string, argument: string, value: string): Promise<string[]> => (await kit.client.complete({ ref: { type: 'ref/prompt', name }, argument: { name: argument, value } })).completion.values;
  expect(await complete('guest_network', 'interface', 'opt')).toEqual(expect.arrayContaining(['opt1', 'opt2']));
  expect(await complete('prepare_upgrade', 'release', '26')).toEqual(['26.1', '26.7']);
  expect((await complete('publish_service', 'category', '')).length).toBeGreaterThan(0);
  expect((await complete('publish_service', 'host', '')).length).toBeGreaterThan(0);
  expect(await complete('why_blocked', 'source', '1')).toEqual([]);
  await expect(text('publish_service', { host: 'x', port: '99999', protocol: 'ICMP' })).rejects.toMatchObject({ code: -32602, message: expect.stringMatching(/port must not be greater than 65535.*protocol must be one of/) });
  await expect(text('publish_service', { port: '1' })).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('host is required') });
  await expect(text('publish_servic')).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('Did you mean publish_service?') });
});

it('puts what it is about into the conversation, as far as that is offered and can be read', async () => {
  const [{ id = '' } = {}] = (GIVEN['undo_change'] ?? []).slice(1);
  const get = (server = kit, change = id) => server.client.getPrompt({ name: 'undo_change', arguments: { id: change } });
  const { messages } = await get();
  expect(messages).toMatchObject([
    { role: 'user', content: { type: 'resource', resource: { uri: `opnsense://changes/${id}`, mimeType: 'application/json', text: expect.stringContaining('"differences":[{') } } },
    { role: 'user', content: { type: 'text', text: expect.stringMatching(/^Take back the change/) } },
  ]);
  await expect(get(kit, '00000000-0000-4000-8000-000000000001')).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('OPN_NOT_FOUND') });
});

describe('the parts of a prompt', () => {
  const said = async (text: unknown, resources: Partial<Pick<ServedResources, 'has' | 'read'>> = {}, external = false): Promise<readonly unknown[]> => {
    const called = { name: 'the prompt x', domain: 'tailscale', uses: [], effect: 'read', external };
    const prompt: RegisteredPrompt = { facts: { name: 'x', description: 'X.', arguments: class {} }, schema: { type: 'object', properties: {} }, called, load: async () => prompt } as unknown as RegisteredPrompt;
    const calls = { run: (_callee: unknown, _call: unknown, _grants: unknown, work: (instance: object) => Promise<unknown>) => work({ text: () => text }) } as unknown as PluginCalls;
    const readable = { has: () => true, read: async (uri: string) => ({ uri, mediaType: 'text/plain', text: 'read' }), ...resources };
    const served = new ServedPrompts(() => [prompt], () => true, calls, readable, tool => (tool === 'opn_off' ? 'it is off.' : undefined), () => ({ text: each => each.replaceAll('canary', '***') }));
    return (await served.get('x', {}, { signal: new AbortController().signal, progress: () => undefined })).parts;
  };
  const rules = { embeds: 'opnsense://rules' };
  const unreadable = (code: 'OPN_UNREACHABLE' | 'OPN_NOT_FOUND') => ({ read: () => Promise.reject(new OpnError(code, 'No.')) });

  it('are redacted, and the last text says which tools are missing', async () => {
    const media = { mediaType: 'image/png', data: new Uint8Array(1) };
    expect(await said([rules, 'Use opn_off and canary.', media])).toEqual([{ uri: 'opnsense://rules', mediaType: 'text/plain', text: 'read' }, expect.stringMatching(/^Use opn_off and \*\*\*\.\n\nNot available[\s\S]*opn_off: it is off\.$/), media]);
  });

  it('leave out what is not offered, name what cannot be read now, and fail where there is no such thing', async () => {
    expect(await said([rules, 'Look.'], { has: () => false })).toEqual(['Look.']);
    expect(await said([rules, 'Look.'], unreadable('OPN_UNREACHABLE'))).toEqual(['opnsense://rules could not be read: No.', 'Look.']);
    await expect(said([rules, 'Look.'], unreadable('OPN_NOT_FOUND'))).rejects.toMatchObject({ code: 'OPN_NOT_FOUND' });
  });

  it('are of a known kind, and of a plugin from outside its own', async () => {
    for (const wrong of [[], [''], [{}], [null], 5, [{ mediaType: 'text/html', data: new Uint8Array(1) }], [{ mediaType: 'image/png', data: new Uint8Array(1024 * 1024 + 1) }]]) await expect(said(wrong)).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
    await expect(said([rules], {}, true)).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
    expect(await said([{ embeds: 'opnsense://tailscale/peers' }], {}, true)).toHaveLength(1);
  });
});

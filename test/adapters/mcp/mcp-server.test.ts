import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { type JSONRPCMessage, LoggingMessageNotificationSchema, ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { CANARY, sample, type Sample } from './sample-server';

interface Connected extends Sample {
  readonly client: Client;
  /** Every message the server sent. */
  readonly sent: JSONRPCMessage[];
}

async function connect(options: Parameters<typeof sample>[0] = {}): Promise<Connected> {
  const made = await sample(options);
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const sent: JSONRPCMessage[] = [];
  const send = serverSide.send.bind(serverSide);
  serverSide.send = (message, sendOptions) => (sent.push(message), send(message, sendOptions));
  const client = new Client({ name: 'test', version: '1' });
  await made.mcp.connect(serverSide);
  await client.connect(clientSide);
  await nextTurn();
  return { ...made, client, sent };
}

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const request = (client: Client, method: string, params: Record<string, unknown>) => client.request({ method, params }, ResultSchema);
const textOf = (result: unknown): string => (result as { content: { text: string }[] }).content[0]!.text;

describe('McpServer', () => {
  it('introduces itself', async () => {
    const { client } = await connect();
    expect(client.getServerVersion()).toEqual({ name: 'sample-mcp', version: '1.2.3', title: 'OPNsense', description: expect.stringContaining('firewall') });
    expect(client.getServerCapabilities()).toEqual({ tools: { listChanged: true }, resources: { listChanged: true, subscribe: true }, prompts: { listChanged: true }, completions: {}, logging: {}, extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } } });
    expect(client.getInstructions()).toContain('sample: Things.');
    await expect(client.ping()).resolves.toEqual({});
  });

  describe('tools/list', () => {
    it('shows only what the operator allows, by name, with everything a host needs', async () => {
      const { client } = await connect();
      const { tools, nextCursor } = await client.listTools();
      expect(nextCursor).toBeUndefined();
      expect(tools.map(tool => tool.name)).toEqual(['opn_break_thing', 'opn_count_things', 'opn_get_thing', 'opn_wait_thing']);
      expect(tools[2]).toEqual({
        name: 'opn_get_thing',
        title: 'Get a thing',
        description: 'Gets a thing.',
        inputSchema: expect.objectContaining({ type: 'object', additionalProperties: false, required: ['name'] }),
        outputSchema: expect.objectContaining({ type: 'object', required: ['thing'] }),
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      });
    });

    it('asks for a person before whatever overwrites or removes', async () => {
      const { client } = await connect({ writes: true });
      const { tools } = await client.listTools();
      expect(Object.fromEntries(tools.map(tool => [tool.name, tool._meta]))).toEqual({
        opn_break_thing: undefined,
        opn_count_things: undefined,
        opn_drop_thing: { 'anthropic/requiresUserInteraction': true },
        opn_get_thing: undefined,
        opn_set_thing: undefined,
        opn_wait_thing: undefined,
      });
    });

    it('comes in pages that hold every tool once', async () => {
      const { client } = await connect({ writes: true, pageSize: 4 });
      const first = await client.listTools();
      const second = await client.listTools({ cursor: first.nextCursor });
      expect([...first.tools, ...second.tools].map(tool => tool.name)).toEqual([
        'opn_break_thing', 'opn_count_things', 'opn_drop_thing', 'opn_get_thing', 'opn_set_thing', 'opn_wait_thing',
      ]);
      expect(second.nextCursor).toBeUndefined();
    });

    it('has no empty last page when the tools fill the pages', async () => {
      const { client } = await connect({ writes: true, pageSize: 3 });
      const { nextCursor } = await client.listTools();
      await expect(client.listTools({ cursor: nextCursor })).resolves.not.toHaveProperty('nextCursor');
    });

    it.each(['nonsense', '', 5, null, {}])('refuses the cursor %p', async cursor => {
      const { client } = await connect();
      await expect(request(client, 'tools/list', { cursor })).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('nextCursor of this list') });
    });

    it('is made once', async () => {
      const { client, server } = await connect();
      const tools = jest.spyOn(server, 'tools');
      const first = JSON.stringify(await client.listTools());
      expect(JSON.stringify(await client.listTools())).toBe(first);
      expect(tools).toHaveBeenCalledTimes(1);
    });

    it('hides a defect behind a fixed text', async () => {
      const { client, server, logged } = await connect();
      jest.spyOn(server, 'tools').mockImplementation(() => {
        throw new Error(CANARY);
      });
      await expect(client.listTools()).rejects.toMatchObject({ code: -32603, message: expect.stringMatching(/OPN_INTERNAL.*log/) });
      await expect(client.listTools()).rejects.not.toMatchObject({ message: expect.stringContaining(CANARY) });
      expect(logged.filter(([level]) => level === 'error')).toHaveLength(2);
    });
  });

  describe('tools/call', () => {
    it('answers with structured content and the same as compact JSON', async () => {
      const { client } = await connect();
      await client.listTools();
      expect(await client.callTool({ name: 'opn_get_thing', arguments: { name: 'x' } })).toEqual({
        structuredContent: { thing: 'x' },
        content: [{ type: 'text', text: '{"thing":"x"}' }],
      });
    });

    it('takes no arguments for none', async () => {
      const { client } = await connect();
      expect(await client.callTool({ name: 'opn_count_things' })).toMatchObject({ structuredContent: { thing: '3' } });
    });

    it('ignores the wish for a task', async () => {
      const { client } = await connect();
      const result = await request(client, 'tools/call', { name: 'opn_get_thing', arguments: { name: 'x' }, task: { ttl: 1000 } });
      expect(result).toMatchObject({ structuredContent: { thing: 'x' } });
    });

    it.each<[string, Record<string, unknown>, RegExp]>([
      ['an unknown argument', { name: 'opn_get_thing', arguments: { nam: 'x' } }, /^OPN_INVALID_INPUT: [^]*did you mean 'name'/],
      ['a prototype as argument', { name: 'opn_get_thing', arguments: JSON.parse('{"name":"x","__proto__":{"a":1}}') as unknown }, /^OPN_INVALID_INPUT: [^]*__proto__/],
      ['an unknown tool', { name: 'opn_get_thong', arguments: {} }, /^OPN_UNKNOWN_TOOL: [^]*Did you mean opn_get_thing\?/],
      ['a write that is not allowed', { name: 'opn_set_thing', arguments: { name: 'x' } }, /^OPN_WRITES_OFF: [^]*OPNSENSE_ALLOW_WRITES/],
      ['an error of the tool, redacted', { name: 'opn_break_thing', arguments: { name: 'known' } }, /^OPN_NOT_FOUND: No thing \*\*\*\.\nList them first\.$/],
    ])('explains %s in the text of the result', async (_what, params, text) => {
      const { client, logged } = await connect();
      const result = await request(client, 'tools/call', params);
      expect(result).toEqual({ isError: true, content: [{ type: 'text', text: expect.stringMatching(text) }] });
      expect(logged).toEqual([]);
    });

    it.each(['error', 'string', 'circular', 'nothing'])('tells the client nothing of a defect (%s), but the log', async name => {
      const { client, logged, sent } = await connect();
      const result = await client.callTool({ name: 'opn_break_thing', arguments: { name } });
      expect(result).toEqual({ isError: true, content: [{ type: 'text', text: expect.stringMatching(/^OPN_INTERNAL: (The tool "opn_break_thing" failed[^]*log|The result of opn_break_thing is not what it promises)/) }] });
      expect(JSON.stringify(sent)).not.toContain(CANARY);
      expect(logged).toEqual([['error', expect.stringContaining('"opn_break_thing" failed: ')]]);
    });

    it('logs the stack of a defect and of its cause', async () => {
      const { client, logged } = await connect();
      await client.callTool({ name: 'opn_break_thing', arguments: { name: 'error' } });
      expect(logged[0]![1]).toMatch(new RegExp(`TypeError: the secret is ${CANARY}\\n +at [^]*sample-server[^]*caused by Error: the cause of it\\n +at `));
    });

    it.each<[string, Record<string, unknown>, RegExp]>([
      ['no name', { arguments: {} }, /`name` must be/],
      ['a name that is no string', { name: 5 }, /`name` must be/],
      ['a list of arguments', { name: 'opn_get_thing', arguments: ['x'] }, /`arguments` must be an object/],
      ['null as arguments', { name: 'opn_get_thing', arguments: null }, /`arguments` must be an object/],
      ['a text as arguments', { name: 'opn_get_thing', arguments: '{}' }, /`arguments` must be an object/],
    ])('refuses %s as invalid params', async (_what, params, message) => {
      const { client } = await connect();
      await expect(request(client, 'tools/call', params)).rejects.toMatchObject({ code: -32602, message: expect.stringMatching(message) });
    });

    it('calls off a running call and sends no answer to it', async () => {
      const { client, firewall, sent, mcp, logged } = await connect();
      const stop = new AbortController();
      const call = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'x' } }, undefined, { signal: stop.signal });
      await firewall.waitFor(1);
      const before = sent.length;
      stop.abort('enough');
      await expect(call).rejects.toThrow();
      await mcp.settled();
      expect(firewall.cancelled).toEqual(['x']);
      expect(sent).toHaveLength(before);
      expect(logged).toEqual([]);
    });

    it('calls off a call that has hardly begun', async () => {
      const { client, firewall, mcp } = await connect();
      const stop = new AbortController();
      const call = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'x' } }, undefined, { signal: stop.signal });
      stop.abort();
      await expect(call).rejects.toThrow();
      await mcp.settled();
      expect(firewall.cancelled).toEqual(['x']);
    });

    it('knows a call that was called off from a defect', async () => {
      const { client, firewall, mcp, logged } = await connect();
      firewall.cancelError = Object.assign(new Error('aborted'), { name: 'AbortError' });
      const call = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'x' } });
      await firewall.waitFor(1);
      mcp.cancelCalls('The server is stopping.');
      expect(textOf(await call)).toBe('OPN_CANCELLED: The server is stopping.');
      expect(logged).toEqual([]);
    });

    it('logs what went wrong after a call was called off, since nobody hears the answer', async () => {
      const { client, firewall, mcp, logged } = await connect({ writes: true, undoFails: true });
      const stop = new AbortController();
      const call = client.callTool({ name: 'opn_set_thing', arguments: { name: 'x' } }, undefined, { signal: stop.signal });
      await firewall.waitFor(1);
      stop.abort();
      await expect(call).rejects.toThrow();
      await mcp.settled();
      expect(logged).toEqual([['warning', expect.stringMatching(/"opn_set_thing" was called off[^]*OPN_UNDO_FAILED[^]*by hand/)]]);
    });

    it('says so when the server itself calls the calls off', async () => {
      const { client, firewall, mcp } = await connect();
      const call = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'x' } });
      await firewall.waitFor(1);
      mcp.cancelCalls('The server is stopping.');
      const result = await call;
      expect(result.isError).toBe(true);
      expect(textOf(result)).toBe('OPN_CANCELLED: The server is stopping.');
    });

    it('reports progress, forwards only and redacted, to those who ask', async () => {
      const { client, sent } = await connect();
      const seen: unknown[] = [];
      await client.callTool({ name: 'opn_count_things', arguments: { count: 2 } }, undefined, { onprogress: progress => seen.push(progress) });
      expect(seen).toEqual([
        { progress: 1, total: 2, message: 'thing 1 of ***' },
        { progress: 2, total: 2, message: 'thing 2 of ***' },
      ]);
      const before = sent.length;
      await client.callTool({ name: 'opn_count_things', arguments: { count: 2 } });
      expect(sent).toHaveLength(before + 1);
    });

    it('lets calls wait for their turn, in order, and refuses those beyond', async () => {
      const { client, firewall } = await connect({ maxCalls: 3, maxWaiting: 2 });
      const wait = (name: string) => client.callTool({ name: 'opn_wait_thing', arguments: { name } });
      const running = ['a', 'b', 'c', 'd', 'e'].map(wait);
      await firewall.waitFor(3);
      const refused = await wait('f');
      expect(refused.isError).toBe(true);
      expect(textOf(refused)).toMatch(/^OPN_BUSY: 5 calls[^]*again/);
      for (const name of ['b', 'a', 'c', 'd', 'e']) {
        expect(firewall.most).toBe(3);
        firewall.waiting.get(name)!();
        await nextTurn();
      }
      const answered = await Promise.all(running);
      expect(answered.map(({ structuredContent }) => structuredContent)).toEqual(['a', 'b', 'c', 'd', 'e'].map(thing => ({ thing })));
      await expect(client.callTool({ name: 'opn_get_thing', arguments: { name: 'x' } })).resolves.not.toHaveProperty('isError');
    });

    it('lets a call that is called off leave the queue without running it', async () => {
      const { client, firewall, mcp } = await connect({ maxCalls: 1, maxWaiting: 1 });
      const stop = new AbortController();
      const running = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'a' } });
      await firewall.waitFor(1);
      const left = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'b' } }, undefined, { signal: stop.signal });
      await nextTurn();
      stop.abort();
      await expect(left).rejects.toThrow();
      const next = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'c' } });
      await nextTurn();
      mcp.cancelCalls('The server is stopping.');
      for (const call of [running, next]) expect(textOf(await call)).toBe('OPN_CANCELLED: The server is stopping.');
      expect(firewall.cancelled).toEqual(['a']);
    });

    it('counts a call that was called off for as long as it runs', async () => {
      const { client, firewall } = await connect({ maxCalls: 1, maxWaiting: 0 });
      firewall.stubborn = true;
      const stop = new AbortController();
      const call = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'x' } }, undefined, { signal: stop.signal });
      await firewall.waitFor(1);
      stop.abort();
      await expect(call).rejects.toThrow();
      expect(textOf(await client.callTool({ name: 'opn_get_thing', arguments: { name: 'x' } }))).toMatch(/^OPN_BUSY/);
      firewall.waiting.get('x')!();
    });

    it('calls off everything when the connection ends', async () => {
      const { client, firewall, mcp } = await connect();
      const call = client.callTool({ name: 'opn_wait_thing', arguments: { name: 'x' } });
      await firewall.waitFor(1);
      await client.close();
      await expect(call).rejects.toThrow();
      await mcp.settled();
      expect(firewall.cancelled).toEqual(['x']);
    });
  });

  describe('logging', () => {
    it('sends warnings unasked, and else what the client asked for', async () => {
      const { client, mcp } = await connect();
      const seen: unknown[] = [];
      client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void seen.push(params));
      mcp.logToClient('info', 'one');
      mcp.logToClient('warning', 'two');
      await client.setLoggingLevel('debug');
      mcp.logToClient('debug', 'three');
      await client.setLoggingLevel('critical');
      mcp.logToClient('error', 'four');
      await nextTurn();
      expect(seen).toEqual([
        { level: 'warning', logger: 'sample-mcp', data: 'two' },
        { level: 'debug', logger: 'sample-mcp', data: 'three' },
      ]);
    });

    it('sends nothing to a client that is not there', async () => {
      const { mcp } = await sample();
      mcp.logToClient('error', 'before');
      const { mcp: closed, client, sent } = await connect();
      await client.close();
      const before = sent.length;
      closed.logToClient('error', 'after');
      await nextTurn();
      expect(sent).toHaveLength(before);
    });

    it.each([undefined, 'loud', 5])('refuses the level %p', async level => {
      const { client } = await connect();
      await expect(request(client, 'logging/setLevel', { level })).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('debug, info') });
    });
  });
});

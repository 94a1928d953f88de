import { instructions, loadPlugins, ToolRegistry, ToolServer, type Providers } from '../../src/core';
import {
  type Call,
  type Change,
  type EndpointRequest,
  FirewallApi,
  OpnError,
  type PluginCandidate,
  type ReadEndpoint,
  Redactor,
  SavepointManager,
  WritePolicy,
} from '../../src/ports';
import { OperatorPolicy } from '../../src/adapters/policy/operator-policy';
import { SamplePlugin } from './sample-plugin';

const source = (...candidates: PluginCandidate[]) => ({ candidates: async () => candidates });
const sample: PluginCandidate = { from: 'sample', builtIn: true, load: async () => ({ SamplePlugin }) };

interface Seen {
  readonly read: string[];
  readonly within: string[];
  readonly reveal: (boolean | undefined)[];
  readonly signals: AbortSignal[];
}

async function start(options: { writes?: boolean | string[]; secrets?: boolean; thing?: unknown; uuid?: unknown; onSave?: () => void } = {}): Promise<{ server: ToolServer; seen: Seen }> {
  const seen: Seen = { read: [], within: [], reveal: [], signals: [] };
  const firewall: FirewallApi = {
    async read<T>(endpoint: ReadEndpoint<T>, request?: EndpointRequest, requestOptions?: { signal?: AbortSignal }): Promise<T> {
      seen.read.push([endpoint.path, ...(request?.path ?? [])].join('/'));
      if (requestOptions?.signal !== undefined) seen.signals.push(requestOptions.signal);
      return { thing: options.thing ?? 'a secret thing' } as T;
    },
    version: () => Promise.resolve(undefined),
  };
  const change: Change = {
    id: 'c1',
    save: async (endpoint, _request, inverse) => {
      seen.within.push(endpoint.path);
      options.onSave?.();
      inverse({ uuid: 'u' } as never);
      return { uuid: options.uuid ?? 'u' } as never;
    },
    apply: async endpoint => {
      seen.within.push(endpoint.path);
      return {} as never;
    },
    endanger: () => undefined,
  };
  const redactor: Redactor = {
    redact: (value, options) => {
      seen.reveal.push(options?.reveal);
      return options?.reveal === true ? value : (JSON.parse(JSON.stringify(value).replaceAll('secret', '***')) as typeof value);
    },
    text: text => text,
    isSecretField: () => false,
  };
  const savepoints: SavepointManager = {
    within: async (reason, work) => {
      seen.within.push(reason.tool);
      try {
        return { result: await work(change), open: undefined, id: undefined };
      } catch (problem) {
        seen.within.push('failed');
        throw problem;
      }
    },
    rehearse: () => Promise.reject(new Error('not asked')),
  };
  const providers: Providers = [
    [FirewallApi, firewall],
    [Redactor, redactor],
    [SavepointManager, savepoints],
    [WritePolicy, new OperatorPolicy({ writes: options.writes ?? false, secrets: options.secrets ?? false })],
  ];
  const server = await ToolServer.start({ name: 'x', version: '1', firewall: 'fake' }, providers, [source(sample)]);
  return { server, seen };
}

const call = (signal = new AbortController().signal): Call => ({ signal, progress: () => undefined });

describe('ToolServer', () => {
  it('runs a read: input, run, redact', async () => {
    const { server, seen } = await start();
    expect(await server.call('opn_get_thing', { name: 'x' }, call())).toEqual({ thing: 'a *** thing' });
    expect(seen).toMatchObject({ read: ['sample/thing/get/x'], within: [], reveal: [false] });
  });

  it('lets no result out that does not fit the output schema, and names tool and field', async () => {
    const { server } = await start({ thing: ['canary'] });
    const refused = server.call('opn_get_thing', { name: 'x' }, call());
    await expect(refused).rejects.toMatchObject({ code: 'OPN_INTERNAL', message: 'The result of opn_get_thing is not what it promises: thing must be a text.' });
  });

  it('hands the cancellation of the call to every request', async () => {
    const { server, seen } = await start();
    const stop = new AbortController();
    await server.call('opn_get_thing', { name: 'x' }, call(stop.signal));
    expect(seen.signals[0]?.aborted).toBe(false);
    stop.abort();
    expect(seen.signals[0]?.aborted).toBe(true);
  });

  it('runs a write within a savepoint', async () => {
    const { server, seen } = await start({ writes: true });
    expect(await server.call('opn_add_thing', { name: 'x' }, call())).toEqual({ thing: 'u' });
    expect(seen.within).toEqual(['opn_add_thing', 'sample/thing/add']);
  });

  it('lets the savepoint take back a change whose result does not fit', async () => {
    const { server, seen } = await start({ writes: true, uuid: 5 });
    await expect(server.call('opn_add_thing', { name: 'x' }, call())).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
    expect(seen.within).toEqual(['opn_add_thing', 'sample/thing/add', 'failed']);
  });

  it('starts no write of a cancelled call', async () => {
    const { server, seen } = await start({ writes: true });
    await expect(server.call('opn_add_thing', { name: 'x' }, call(AbortSignal.abort()))).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
    expect(seen.within).toEqual(['opn_add_thing', 'failed']);
  });

  it('waits for the answer of a write that is called off under way, and hands the change back to be undone', async () => {
    const stop = new AbortController();
    const { server, seen } = await start({ writes: true, onSave: () => stop.abort(new OpnError('OPN_CANCELLED', 'The server is stopping.')) });
    await expect(server.call('opn_add_thing', { name: 'x' }, call(stop.signal))).rejects.toMatchObject({
      code: 'OPN_CANCELLED',
      message: 'The server is stopping. What was done of the change is taken back.',
    });
    expect(seen.within).toEqual(['opn_add_thing', 'sample/thing/add', 'failed']);
  });

  it('lists and runs no write while writes are off, and says how to allow it', async () => {
    const { server, seen } = await start();
    expect(server.tools().map(tool => tool.facts.name)).toEqual(['opn_get_thing']);
    await expect(server.call('opn_add_thing', {}, call())).rejects.toMatchObject({ code: 'OPN_WRITES_OFF', hint: expect.stringContaining('OPNSENSE_ALLOW_WRITES=sample') });
    expect(seen.within).toEqual([]);
  });

  it('reveals secrets only with the consent of the operator', async () => {
    const refused = await start();
    await expect(refused.server.call('opn_get_thing', { name: 'x', include_sensitive: true }, call())).rejects.toMatchObject({ code: 'OPN_SENSITIVE_OFF' });
    expect(refused.seen.read).toEqual([]);
    const { server } = await start({ secrets: true });
    expect(await server.call('opn_get_thing', { name: 'x', include_sensitive: true }, call())).toEqual({ thing: 'a secret thing' });
  });

  it('refuses an endpoint that the tool did not declare', async () => {
    const { server, seen } = await start();
    await expect(server.call('opn_get_thing', { name: 'undeclared' }, call())).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
    expect(seen.read).toEqual([]);
  });

  it('names the tool that was meant', async () => {
    const { server } = await start();
    await expect(server.call('opn_get_thong', {}, call())).rejects.toMatchObject({ code: 'OPN_UNKNOWN_TOOL', hint: 'Did you mean opn_get_thing?' });
    await expect(server.call('zzz\u0000', {}, call())).rejects.toMatchObject({ code: 'OPN_UNKNOWN_TOOL', hint: 'tools/list names them all.' });
  });

  it('tells a model only of what is enabled', async () => {
    const off = (await start()).server;
    expect(instructions(off, 'off')).toMatch(/Read-only[\s\S]*sample: Things\./);
    const on = (await start({ writes: true })).server;
    expect(instructions(on, 'on')).toContain('Changes are allowed (on)');
  });
});

describe('loadPlugins', () => {
  const broken = (builtIn: boolean): PluginCandidate => ({ from: 'broken@1', builtIn, load: () => Promise.reject(new Error('no such file')) });
  const empty: PluginCandidate = { from: 'empty@1', builtIn: false, load: async () => ({ something: 1 }) };

  it('reports what it loaded, once for a plugin that is exported twice', async () => {
    const twice = { ...sample, load: async () => ({ SamplePlugin, default: SamplePlugin }) };
    expect(await loadPlugins([source(twice)], new ToolRegistry())).toEqual([{ id: 'sample', from: 'sample', external: false, tools: 2, checks: 0, resources: 0, prompts: 0 }]);
  });

  it('leaves a faulty third-party plugin out and says why, and lets none be loaded before the built-in ones', async () => {
    const registry = new ToolRegistry();
    const reports = await loadPlugins([source(broken(false), empty, sample)], registry);
    expect(reports).toEqual([
      { id: 'sample', from: 'sample', external: false, tools: 2, checks: 0, resources: 0, prompts: 0 },
      { id: 'broken@1', from: 'broken@1', external: true, tools: 0, checks: 0, resources: 0, prompts: 0, problem: 'no such file' },
      { id: 'empty@1', from: 'empty@1', external: true, tools: 0, checks: 0, resources: 0, prompts: 0, problem: 'it exports no class with @Plugin' },
    ]);
    expect(registry.tools()).toHaveLength(2);
  });

  it('stops at a faulty built-in plugin', async () => {
    const loading = loadPlugins([source(broken(true))], new ToolRegistry());
    await expect(loading).rejects.toBeInstanceOf(OpnError);
    await expect(loading).rejects.toMatchObject({ message: 'broken@1: no such file' });
  });
});

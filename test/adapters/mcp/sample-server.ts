import { IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Plugin, PLUGIN_API, reads, Text, Tool, ToolServer, writes, type ReadTool, type WriteTool } from '../../../src/core';
import {
  Call,
  type Change,
  Documents,
  FirewallApi,
  type Log,
  type LogLevel,
  OpnError,
  type ReadEndpoint,
  Redactor,
  type RequestOptions,
  SavepointManager,
  WritePolicy,
} from '../../../src/ports';
import { MemoryDocuments } from '../../../src/adapters/documents/memory-documents';
import { McpServer, type McpServerOptions } from '../../../src/adapters/mcp';
import { OperatorPolicy } from '../../../src/adapters/policy/operator-policy';

export const CANARY = 'canary-7f3a';

const getThing = reads<{ thing: string }>('sample/thing/get');
const waitThing = reads<{ thing: string }>('sample/thing/wait');
const setThing = writes('sample/thing/set');

class Named {
  @Describe('Its name.') @Text(4_000_000) name!: string;
}

class Counted {
  @Describe('How many.') @IsInt() @Min(0) @Max(1_000_000) count = 3;
}

class ThingOutput {
  @IsString() thing!: string;
}

@Tool({ name: 'opn_get_thing', title: 'Get a thing', description: 'Gets a thing.', effect: 'read', input: Named, output: ThingOutput, uses: [getThing] })
class GetThing implements ReadTool<Named, ThingOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: Named): Promise<ThingOutput> {
    const { thing } = await this.firewall.read(getThing, { path: [input.name] });
    return { thing };
  }
}

@Tool({ name: 'opn_wait_thing', title: 'Wait', description: 'Waits for a thing.', effect: 'probe', input: Named, output: ThingOutput, uses: [waitThing] })
class WaitThing implements ReadTool<Named, ThingOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: Named): Promise<ThingOutput> {
    return this.firewall.read(waitThing, { path: [input.name] });
  }
}

@Tool({ name: 'opn_count_things', title: 'Count', description: 'Counts things.', effect: 'read', input: Counted, output: ThingOutput, uses: [] })
class CountThings implements ReadTool<Counted, ThingOutput> {
  constructor(@inject(Call) private readonly call: Call) {}

  async run({ count }: Counted): Promise<ThingOutput> {
    for (let done = 1; done <= count; done += 1) this.call.progress(done, count, `thing ${done} of ${CANARY}`);
    this.call.progress(1, count, 'backwards');
    this.call.progress(Number.NaN);
    return { thing: `${count}` };
  }
}

@Tool({ name: 'opn_break_thing', title: 'Break', description: 'Has a defect.', effect: 'read', input: Named, output: ThingOutput, uses: [] })
class BreakThing implements ReadTool<Named, ThingOutput> {
  async run({ name }: Named): Promise<ThingOutput> {
    if (name === 'string') throw CANARY;
    if (name === 'known') throw new OpnError('OPN_NOT_FOUND', `No thing ${CANARY}.`, 'List them first.');
    if (name === 'circular') {
      const circle: Record<string, unknown> = { thing: '' };
      circle['circle'] = circle;
      return circle as unknown as ThingOutput;
    }
    if (name === 'nothing') return undefined as unknown as ThingOutput;
    throw new TypeError(`the secret is ${CANARY}`, { cause: new Error('the cause of it') });
  }
}

@Plugin({ id: 'sample', title: 'Sample', summary: 'Things.', api: PLUGIN_API, tools: [GetThing, WaitThing, CountThings, BreakThing] })
export class SamplePlugin {}

@Tool({ name: 'opn_set_thing', title: 'Set', description: 'Sets a thing.', effect: 'write', idempotent: true, input: Named, output: ThingOutput, uses: [setThing, waitThing] })
class SetThing implements WriteTool<Named, ThingOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ name }: Named, change: Change): Promise<ThingOutput> {
    await change.save(setThing, { path: [name] }, () => []);
    return this.firewall.read(waitThing, { path: [name] });
  }
}

@Tool({ name: 'opn_drop_thing', title: 'Drop', description: 'Drops a thing.', effect: 'destroy', input: Named, output: ThingOutput, uses: [setThing] })
class DropThing implements WriteTool<Named, ThingOutput> {
  async run({ name }: Named, change: Change): Promise<ThingOutput> {
    await change.save(setThing, { path: [name] }, () => []);
    return { thing: name };
  }
}

@Plugin({ id: 'changing', title: 'Changing', summary: 'Changes things.', api: PLUGIN_API, tools: [SetThing, DropThing] })
export class ChangingPlugin {}

/** A firewall whose `wait` answers when the test says so. */
export class WaitingFirewall implements FirewallApi {
  readonly waiting = new Map<string, () => void>();
  readonly cancelled: string[] = [];
  most = 0;
  /** Called at each new waiting request. */
  onWait: (name: string) => void = () => undefined;
  /** True for requests that go on when they are called off. */
  stubborn = false;
  /** What a request that was called off rejects with; the reason of its signal when absent. */
  cancelError: Error | undefined;

  async read<T>(endpoint: ReadEndpoint<T>, request?: { path?: readonly string[] }, options?: RequestOptions): Promise<T> {
    const name = request?.path?.[0] ?? '';
    if (endpoint.path === getThing.path) return { thing: name } as T;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(name, () => {
        this.waiting.delete(name);
        resolve({ thing: name } as T);
      });
      this.most = Math.max(this.most, this.waiting.size);
      const cancel = (): void => {
        this.cancelled.push(name);
        if (this.stubborn) return;
        this.waiting.delete(name);
        reject(this.cancelError ?? (options?.signal?.reason as Error));
      };
      if (options?.signal?.aborted === true) return cancel();
      options?.signal?.addEventListener('abort', cancel, { once: true });
      this.onWait(name);
    });
  }

  version(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Resolves once this many requests wait. */
  async waitFor(count: number): Promise<void> {
    while (this.waiting.size < count) await new Promise(resolve => setImmediate(resolve));
  }
}

export interface Sample {
  readonly mcp: McpServer;
  readonly server: ToolServer;
  readonly firewall: WaitingFirewall;
  readonly logged: [LogLevel, string][];
  readonly log: Log;
}

/** A server of six tools over the waiting firewall. */
export async function sample(options: { writes?: boolean; undoFails?: boolean } & Pick<McpServerOptions, 'pageSize' | 'maxCalls' | 'maxWaiting'> = {}): Promise<Sample> {
  const firewall = new WaitingFirewall();
  const logged: [LogLevel, string][] = [];
  const log: Log = { write: (level, message) => void logged.push([level, message]) };
  const change: Change = { id: 'c', save: async () => ({}) as never, apply: async () => ({}) as never, endanger: () => undefined };
  const savepoints: SavepointManager = {
    within: async (_reason, work) => {
      try {
        return { result: await work(change), open: undefined, id: undefined };
      } catch (error) {
        throw options.undoFails === true ? new OpnError('OPN_UNDO_FAILED', 'The thing is still there.', 'Remove it by hand.', { cause: error }) : error;
      }
    },
    rehearse: () => Promise.reject(new Error('not asked')),
  };
  const redactor: Redactor = { redact: value => value, text: text => text.replaceAll(CANARY, '***'), isSecretField: () => false };
  const documents = new MemoryDocuments(redactor);
  const plugins = { SamplePlugin, ChangingPlugin };
  const server = await ToolServer.start(
    { name: 'sample-mcp', version: '1.2.3', firewall: 'fake' },
    [
      [FirewallApi, firewall],
      [Documents, documents],
      [Redactor, redactor],
      [SavepointManager, savepoints],
      [WritePolicy, new OperatorPolicy({ writes: options.writes ?? false, secrets: false })],
    ],
    [{ candidates: async () => [{ from: 'sample', builtIn: true, load: async () => plugins }] }],
  );
  const { pageSize, maxCalls, maxWaiting } = options;
  const mcp = new McpServer(server, {
    writes: options.writes === true ? 'on' : 'off',
    log,
    redactor,
    documents,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(maxCalls === undefined ? {} : { maxCalls }),
    ...(maxWaiting === undefined ? {} : { maxWaiting }),
  });
  return { mcp, server, firewall, logged, log };
}

import { type Client } from '@modelcontextprotocol/sdk/client/index.js';
import { type CallToolResult, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { assembleFleet, type FleetAssembly, type FleetMemberSetup } from '../src/adapters/assembly/assemble-fleet';
import { FakeFirewall } from '../src/adapters/fake/fake-firewall';
import { type FakeFirewallOptions } from '../src/adapters/fake/fake-options';
import { FAKE_KEYS } from '../src/adapters/fake/sample';
import { Credentials, type Wire } from '../src/adapters/opnsense-api';
import { builtIn } from '../src/adapters/plugin-sources/built-in';
import { type Class } from '../src/core';
import { type ClientOptions, connectedClient } from '../src/adapters/testkit/connected-client';
import { TurnedClock } from '../src/adapters/testkit/turned-clock';

/** A firewall of a fleet for tests. */
export interface TestMember extends Partial<Pick<FleetMemberSetup, 'consent' | 'wanted' | 'haPeer' | 'connect' | 'phrased' | 'hasOpenChange'>> {
  readonly name: string;
  readonly fake?: Omit<FakeFirewallOptions, 'clock'>;
  /** Stands between the server and the firewall. */
  readonly between?: (firewall: Wire) => Wire;
  /** Another one than root's; a failure to have it. */
  readonly credentials?: () => Promise<Credentials>;
}

/** Several fakes behind one server, and a client of it. */
export interface TestFleet {
  readonly assembly: FleetAssembly;
  readonly client: Client;
  readonly clock: TurnedClock;
  readonly logged: readonly string[];
  /** Paths that each firewall was asked for, by name. */
  readonly requests: ReadonlyMap<string, readonly string[]>;
  firewall(name: string): FakeFirewall;
  tools(): Promise<readonly Tool[]>;
  call(tool: string, args?: Readonly<Record<string, unknown>>): Promise<CallToolResult>;
  /** The structured result; fails when the call does. */
  answer<T = Readonly<Record<string, unknown>>>(tool: string, args?: Readonly<Record<string, unknown>>): Promise<T>;
  /** The text of the error; fails when the call does not. */
  refusal(tool: string, args?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Starts a whole server in memory around several fakes; each is made when it is first used. `further` are plugins beside the built-in ones. */
export async function startFleet(members: readonly TestMember[], defaultFirewall?: string, further: readonly Class[] = [], options: ClientOptions = {}): Promise<TestFleet> {
  const clock = new TurnedClock();
  const firewalls = new Map<string, FakeFirewall>();
  const requests = new Map<string, string[]>();
  const logged: string[] = [];
  const root = FAKE_KEYS.find(({ user }) => user === 'root');
  const assembly = await assembleFleet({
    version: '0.0.0-test', sources: [builtIn, { candidates: async () => further.map(plugin => ({ from: plugin.name, builtIn: true, load: async () => ({ [plugin.name]: plugin }) })) }], clock, logLevel: 'debug', logTo: (level, message) => logged.push(`${level}: ${message}`),
    ...(defaultFirewall === undefined ? {} : { defaultFirewall }),
    members: members.map(({ name, fake = {}, between = wire => wire, credentials, consent = { writes: true, secrets: false }, ...rest }) => ({
      name, consent, origin: `https://${name}.example.com`, ...rest,
      setup: async () => {
        const own = (await credentials?.()) ?? new Credentials(root?.key ?? '', root?.secret ?? '');
        const firewall = new FakeFirewall({ ...fake, clock });
        firewalls.set(name, firewall);
        const paths: string[] = [];
        requests.set(name, paths);
        const recorded: Wire = { send: (request, options) => (paths.push(request.path.replace(/^\/api\//, '')), firewall.send(request, options)), close: () => firewall.close() };
        return { wire: between(recorded), credentials: own, timeoutMs: 10_000 };
      },
    })),
  });
  const { client, close } = await connectedClient(assembly, options);
  const call = async (name: string, args: Readonly<Record<string, unknown>> = {}): Promise<CallToolResult> => (await client.callTool({ name, arguments: { ...args } })) as CallToolResult;
  const textOf = ({ content }: CallToolResult): string => (content[0] as { readonly text: string }).text;
  return {
    assembly, client, clock, logged, requests, call,
    firewall: name => {
      const found = firewalls.get(name);
      if (found === undefined) throw new Error(`${name} was not used yet`);
      return found;
    },
    tools: async () => (await client.listTools()).tools,
    answer: async <T>(name: string, args?: Readonly<Record<string, unknown>>) => {
      const result = await call(name, args);
      if (result.isError === true) throw new Error(textOf(result));
      return result.structuredContent as T;
    },
    refusal: async (name, args) => {
      const result = await call(name, args);
      if (result.isError !== true) throw new Error(`${name} was not refused`);
      return textOf(result);
    },
    close: async () => {
      await close();
      await assembly.closeWires();
    },
  };
}

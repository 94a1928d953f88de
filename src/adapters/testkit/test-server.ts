import { type Client } from '@modelcontextprotocol/sdk/client/index.js';
import { type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { type Class } from '../../core';
import { type AcceptedFindings, type AskBefore, type Journal, type PluginSource, type Release, type SecretFiles } from '../../ports';
import { assemble } from '../assembly/assemble';
import { FakeFirewall } from '../fake/fake-firewall';
import { type FakeFirewallOptions } from '../fake/fake-options';
import { FAKE_KEYS } from '../fake/sample';
import { wayIn } from '../fake/way-in';
import { Credentials, type Wire, type WireRequest } from '../opnsense-api';
import { type ClientOptions, connectedClient } from './connected-client';
import { TurnedClock } from './turned-clock';

/** What a test server is made of. */
export interface TestServerOptions extends ClientOptions {
  readonly plugins: readonly Class[];
  readonly release?: Release;
  /** When it is, milliseconds since 1970; time stands still. */
  readonly now?: number;
  /** What the operator allows to change: everything unless said otherwise. */
  readonly writes?: boolean | readonly string[];
  /** Whether the operator allows secrets to be shown. */
  readonly secrets?: boolean;
  /** The API key to use, one of the fake's. */
  readonly user?: string;
  /** Options of the plugins, as the operator would set them. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What of the audit's findings the operator has accepted. */
  readonly accepted?: AcceptedFindings;
  /** Where files with secrets go; nowhere unless said otherwise. */
  readonly secretFiles?: SecretFiles;
  /** Which changes a person approves first; those that may cut the way in unless said otherwise. */
  readonly askBefore?: AskBefore;
  /** True for a server that watches over its way to the firewall. */
  readonly guarded?: boolean;
  /** Further options of the fake firewall. */
  readonly fake?: Omit<FakeFirewallOptions, 'release' | 'clock'>;
  /** Stands between the server and the fake firewall, to make it fail. */
  readonly between?: (firewall: Wire) => Wire;
}

/** A whole server in memory: a real MCP client, every layer of the product, and the fake firewall behind it. */
export interface TestServer {
  readonly client: Client;
  readonly firewall: FakeFirewall;
  readonly clock: TurnedClock;
  readonly journal: Journal;
  /** Method and path of every request that the firewall got, oldest first. */
  readonly requests: string[];
  /** What went to the log. */
  readonly logged: string[];
  call(name: string, args?: Readonly<Record<string, unknown>>): Promise<CallToolResult>;
  close(): Promise<void>;
}

/** Starts a whole server in memory around the fake firewall. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const clock = new TurnedClock(options.now);
  const firewall = new FakeFirewall({ ...options.fake, release: options.release ?? '26.7', clock });
  const key = FAKE_KEYS.find(({ user }) => user === (options.user ?? 'root')) ?? FAKE_KEYS[0];
  if (key === undefined) throw new Error('the fake firewall has no API key');
  const requests: string[] = [];
  const recorded: Wire = {
    send: (request, wireOptions) => {
      requests.push(lineOf(request));
      return firewall.send(request, wireOptions);
    },
    close: () => firewall.close(),
  };
  const wire = options.between?.(recorded) ?? recorded;
  const logged: string[] = [];
  const assembly = await assemble({
    wire,
    credentials: new Credentials(key.key, key.secret),
    firewall: `fake ${firewall.release}`,
    version: '0.0.0-test',
    consent: { writes: options.writes ?? true, secrets: options.secrets ?? false, ...(options.askBefore === undefined ? {} : { askBefore: options.askBefore }) },
    ...(options.guarded === true ? { managementPath: wayIn(firewall) } : {}),
    ...(options.accepted === undefined ? {} : { accepted: options.accepted }),
    ...(options.secretFiles === undefined ? {} : { secretFiles: options.secretFiles }),
    sources: [sourceOf(options)],
    timeoutMs: 10_000,
    logLevel: 'debug',
    logTo: (level, message) => logged.push(`${level}: ${message}`),
    clock,
  });
  const { client, close } = await connectedClient(assembly, options);
  return {
    client,
    firewall,
    clock,
    journal: assembly.journal,
    requests,
    logged,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: { ...args } })) as CallToolResult,
    close: async () => {
      await close();
      await wire.close();
    },
  };
}

/** Hands over plugin classes that are loaded already; a faulty one ends the test. */
function sourceOf({ plugins, options = {} }: TestServerOptions): PluginSource {
  const option = (_plugin: string, field: string): unknown => options[field];
  return {
    candidates: async () => plugins.map(plugin => ({ from: plugin.name, builtIn: true, load: async () => ({ [plugin.name]: plugin }), option })),
  };
}

const lineOf = ({ method, path }: WireRequest): string => `${method} ${path.replace(/^\/api\//, '')}`;

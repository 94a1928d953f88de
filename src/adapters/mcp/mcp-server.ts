import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { type RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import { type Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  type CallToolResult,
  type ClientCapabilities,
  type ContentBlock,
  type ElicitRequestFormParams,
  ElicitResultSchema,
  ErrorCode,
  type LoggingLevel,
  LoggingLevelSchema,
  type ServerNotification,
  type ServerRequest,
  type ServerResult,
} from '@modelcontextprotocol/sdk/types.js';
import { instructions, quoted, type ToolHost } from '../../core';
import { type Call, type Documents, type Log, type LogLevel, OpnError, type Redactor } from '../../ports';
import { progressReporter } from './call-progress';
import { complete } from './completion';
import { linkedContent } from './content';
import { type Caller, OpenCalls } from './open-calls';
import { APP_MEDIA_TYPE, APPS_EXTENSION, showsApps } from './page-view';
import { Prompts } from './prompts';
import { ProtocolError } from './protocol-error';
import { isDocument, RESOURCE_NOT_FOUND, Resources } from './resources';
import { SessionGate } from './session-gate';
import { Subscriptions } from './subscriptions';
import { ToolPages } from './tool-listing';

/** What an MCP server needs beside the tools. */
export interface McpServerOptions {
  /** What the operator allows to change, in the words of the WritePolicy. */
  readonly writes: string;
  readonly log: Log;
  readonly redactor: Pick<Redactor, 'text'>;
  /** What calls have made for the client to read. */
  readonly documents: Documents;
  /** Tools on one page of `tools/list`; 100 when absent. */
  readonly pageSize?: number;
  /** Calls that run at the same time; further ones wait for their turn. 64 when absent. */
  readonly maxCalls?: number;
  /** Calls that may wait; further ones get OPN_BUSY. 1,024 when absent. */
  readonly maxWaiting?: number;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;
type Handler = (params: Readonly<Record<string, unknown>>, extra: Extra) => ServerResult | Promise<ServerResult>;

const TITLE = 'OPNsense';
const DESCRIPTION = 'Reads, diagnoses and changes OPNsense firewalls.';
const LEVELS: readonly LoggingLevel[] = LoggingLevelSchema.options;
/** How long a person may think. */
const ANSWER_MS = 10 * 60_000;
/** Until the client says which log messages it wants. */
const FIRST_LEVEL: LoggingLevel = 'warning';

/** A ToolHost spoken to in MCP, over one transport. Nothing thrown inside ever reaches the client, but for OpnErrors. */
export class McpServer {
  /** The SDK's low-level server: its high-level one takes only zod schemas, and builds them anew for every list. */
  private readonly protocol: Server;
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly calls: OpenCalls;
  private readonly subscriptions: Subscriptions;
  private pages: ToolPages | undefined;
  /** The lists that the client has seen, to tell it when they are others. */
  private readonly seen = new Map<'resources' | 'prompts', string>();
  private ready = false;
  private level = FIRST_LEVEL;

  constructor(
    private readonly server: ToolHost,
    private readonly options: McpServerOptions,
  ) {
    this.calls = new OpenCalls(options.maxCalls ?? 64, options.maxWaiting ?? 1024);
    const resources = new Resources(server.resources, options.documents, () => server.tools().flatMap(({ domain, facts: { view } }) => (view === undefined ? [] : [{ domain, view }])));
    const prompts = new Prompts(server.prompts);
    this.handlers = new Map<string, Handler>([
      ['tools/list', params => this.listTools(params)],
      ['tools/call', (params, extra) => this.callTool(params, extra)],
      ['resources/list', () => this.noted('resources', resources.list())],
      ['resources/templates/list', () => this.noted('resources', resources.templates())],
      ['resources/subscribe', params => (this.subscriptions.add(params['uri']), {})],
      ['resources/unsubscribe', params => (this.subscriptions.remove(params['uri']), {})],
      ['resources/read', (params, extra) => this.calls.run(this.callerOf(extra), call => resources.read(params['uri'], call))],
      ['prompts/list', () => this.noted('prompts', prompts.list())],
      ['prompts/get', (params, extra) => this.calls.run(this.callerOf(extra), call => prompts.get(params, call))],
      ['completion/complete', (params, extra) => this.calls.run(this.callerOf(extra), call => complete(server.completions, params, call, options.log))],
      ['logging/setLevel', params => this.setLevel(params)],
    ]);
    this.subscriptions = new Subscriptions(server.resources, options.documents, uri => this.notify({ method: 'notifications/resources/updated', params: { uri } }));
    this.protocol = this.makeProtocol();
    server.onToolsChanged = () => this.listAnew();
    server.onResourcesChanged = touches => this.subscriptions.touch(touches);
  }

  /** Serves the client behind this transport until either side closes. */
  async connect(transport: Transport): Promise<void> {
    await this.protocol.connect(new SessionGate(transport, new Set(this.handlers.keys())));
  }

  /** True when there is a client that wants log messages of that level, whatever the operator wants on stderr. */
  readonly wantsLog = (level: LogLevel): boolean => this.ready && LEVELS.indexOf(level) >= LEVELS.indexOf(this.level);

  /** Passes a log message on to the client, if it wants messages of that level; never fails. */
  readonly logToClient = (level: LogLevel, message: string): void => {
    if (!this.wantsLog(level)) return;
    this.notify({ method: 'notifications/message', params: { level, logger: this.server.info.name, data: message } });
  };

  /** Calls off every call in flight; each is answered with OPN_CANCELLED, or with what it did all the same. */
  cancelCalls(reason: string): void {
    this.calls.cancel(reason);
  }

  /** Resolves when no call is in flight and every answer was handed to the transport. */
  async settled(): Promise<void> {
    await this.calls.settled();
  }

  /** Ends the session. */
  async close(): Promise<void> {
    await this.protocol.close();
  }

  private makeProtocol(): Server {
    const { name, version } = this.server.info;
    const protocol = new Server(
      { name, version, title: TITLE, description: DESCRIPTION },
      {
        capabilities: { tools: { listChanged: true }, resources: { listChanged: true, subscribe: true }, prompts: { listChanged: true }, completions: {}, logging: {}, extensions: { [APPS_EXTENSION]: { mimeTypes: [APP_MEDIA_TYPE] } } },
        instructions: instructions(this.server, this.options.writes),
        jsonSchemaValidator: UNUSED_VALIDATOR,
      },
    );
    // Handlers set with the SDK's schemas answer bad params with -32603 and zod's issues, and drop a `__proto__` key.
    protocol.removeRequestHandler('logging/setLevel');
    protocol.fallbackRequestHandler = (request, extra) => this.handle(request.method, request.params ?? {}, extra);
    protocol.oninitialized = () => (this.ready = true);
    protocol.onclose = () => (this.ready = false);
    protocol.onerror = error => this.options.log.write('debug', `MCP: ${error.message}`);
    return protocol;
  }

  /** The SDK sends the message of whatever this throws. */
  private async handle(method: string, params: Readonly<Record<string, unknown>>, extra: Extra): Promise<ServerResult> {
    const handler = this.handlers.get(method);
    if (handler === undefined) throw new ProtocolError(ErrorCode.MethodNotFound, `Method not found: ${quoted(method)}.`);
    try {
      return await handler(params, extra);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      if (error instanceof OpnError && error.code !== 'OPN_INTERNAL') throw new ProtocolError(protocolCode(error, method), this.options.redactor.text(error.describe()));
      this.options.log.write('error', `${method} failed: ${traceOf(error)}`);
      throw new ProtocolError(ErrorCode.InternalError, "OPN_INTERNAL: A defect in this server; details are in the server's log.");
    }
  }

  private listTools(params: Readonly<Record<string, unknown>>): ServerResult {
    this.pages ??= new ToolPages(this.server.tools(), this.options.pageSize ?? 100, showsApps(this.protocol.getClientCapabilities()));
    return this.pages.page(params['cursor']);
  }

  private listAnew(): void {
    this.pages = undefined;
    if (!this.ready) return;
    this.notify({ method: 'notifications/tools/list_changed' });
    for (const [what, list] of this.seen) {
      if (list === this.namesOf(what)) continue;
      this.seen.delete(what);
      this.notify({ method: `notifications/${what}/list_changed` });
    }
  }

  private noted<T extends ServerResult>(what: 'resources' | 'prompts', list: T): T {
    this.seen.set(what, this.namesOf(what));
    return list;
  }

  private namesOf(what: 'resources' | 'prompts'): string {
    const { resources, prompts } = this.server;
    return (what === 'prompts' ? prompts.list().map(({ facts }) => facts.name) : [...resources.list(), ...resources.templates()].map(({ uri }) => uri)).join('\n');
  }

  private setLevel(params: Readonly<Record<string, unknown>>): ServerResult {
    const level = LEVELS.find(each => each === params['level']);
    if (level === undefined) throw new ProtocolError(ErrorCode.InvalidParams, `logging/setLevel: \`level\` must be one of ${LEVELS.join(', ')}.`);
    this.level = level;
    return {};
  }

  private async callTool(params: Readonly<Record<string, unknown>>, extra: Extra): Promise<CallToolResult> {
    const { name, arguments: args = {} } = params;
    if (typeof name !== 'string') throw new ProtocolError(ErrorCode.InvalidParams, 'tools/call: `name` must be the name of a tool.');
    if (typeof args !== 'object' || args === null || Array.isArray(args)) {
      throw new ProtocolError(ErrorCode.InvalidParams, 'tools/call: `arguments` must be an object.');
    }
    try {
      const ask = this.askOf(extra);
      return await this.calls.run(this.callerOf(extra), call => this.run(name, args, ask === undefined ? call : { ...call, ask }));
    } catch (error) {
      if (error instanceof OpnError) return this.failed(error);
      throw error;
    }
  }

  private async run(name: string, args: object, call: Call): Promise<CallToolResult> {
    try {
      const links: ContentBlock[] = [];
      let documents = 0;
      const result = await this.server.call(name, args, { ...call, linked: (link, shown) => { links.push(linkedContent(link, shown)); documents += isDocument(link.uri) ? 1 : 0; } });
      const text = JSON.stringify(result);
      if (!text?.startsWith('{')) throw new TypeError('The tool answered with something else than an object');
      if (documents > 0) this.notify({ method: 'notifications/resources/list_changed' });
      return { structuredContent: result, content: [{ type: 'text', text }, ...links] };
    } catch (error) {
      return this.failed(this.shown(name, error, call.signal));
    }
  }

  /** The error as the client may see it; what it may not see, or will never see, goes to the log. */
  private shown(name: string, error: unknown, signal: AbortSignal): OpnError {
    if (error instanceof OpnError && error.code !== 'OPN_INTERNAL') {
      if (signal.aborted && error.code !== 'OPN_CANCELLED') this.options.log.write('warning', `${quoted(name)} was called off, and then: ${error.describe()}`);
      return error;
    }
    if (signal.aborted && error instanceof Error && error.name === 'AbortError') return signal.reason as OpnError;
    const tool = quoted(name);
    this.options.log.write('error', `${tool} failed: ${traceOf(error)}`);
    if (error instanceof OpnError) return error;
    return new OpnError('OPN_INTERNAL', `The tool ${tool} failed because of a defect in this server.`, "Details are in the server's log; the same call will fail again.");
  }

  private failed(error: OpnError): CallToolResult {
    return { isError: true, content: [{ type: 'text', text: this.options.redactor.text(error.describe()) }] };
  }

  private callerOf(extra: Extra): Caller {
    return { signal: extra.signal, progress: this.progressOf(extra) };
  }

  /** Undefined for a client that cannot ask its user. */
  private askOf(extra: Extra): Call['ask'] {
    if (!asksPeople(this.protocol.getClientCapabilities())) return undefined;
    return async ({ message: asked, fields: properties, required = [] }) => {
      const message = this.options.redactor.text(asked);
      const requestedSchema = { type: 'object', properties, ...(required.length === 0 ? {} : { required }) } as ElicitRequestFormParams['requestedSchema'];
      const answer = await extra.sendRequest({ method: 'elicitation/create', params: { message, requestedSchema } }, ElicitResultSchema, { timeout: ANSWER_MS, signal: extra.signal }).catch((problem: Error) => {
        this.options.log.write('notice', `The user was asked, and did not answer: ${problem.message}`);
        return undefined;
      });
      return answer?.action === 'accept' ? { action: 'accept', values: answer.content ?? {} } : { action: answer?.action ?? 'cancel' };
    };
  }

  private progressOf(extra: Extra): Call['progress'] {
    const token = extra._meta?.progressToken;
    if (token === undefined) return () => undefined;
    return progressReporter(token, params => {
      const message = params.message === undefined ? {} : { message: this.options.redactor.text(params.message) };
      extra.sendNotification({ method: 'notifications/progress', params: { ...params, ...message } }).catch(() => undefined);
    });
  }

  private notify(notification: ServerNotification): void {
    // A client that is gone needs no news, and logging the failure would be news again.
    this.protocol.notification(notification).catch(() => undefined);
  }
}

/** True for a client that shows its user questions; one that announces only links does not. */
function asksPeople(capabilities: ClientCapabilities | undefined): boolean {
  return capabilities?.elicitation?.form !== undefined;
}

/** Only the SDK's own way to ask would need it; building the SDK's own costs 6 ms at every start. */
const UNUSED_VALIDATOR = {
  getValidator(): never {
    throw new Error('This server asks only for a yes or a no.');
  },
};

/** MCP's own number for what is not there; arguments that are wrong are told apart from what went wrong. */
function protocolCode({ code }: OpnError, method: string): number {
  if (code === 'OPN_NOT_FOUND' && method.startsWith('resources/')) return RESOURCE_NOT_FOUND;
  return code === 'OPN_NOT_FOUND' || code === 'OPN_INVALID_INPUT' ? ErrorCode.InvalidParams : ErrorCode.InternalError;
}

/** The stacks of an error and its causes, without their other properties: those may hold whole requests. */
function traceOf(error: unknown): string {
  const traces: string[] = [];
  for (let each = error; each !== undefined && traces.length < 5; each = each instanceof Error ? each.cause : undefined) {
    traces.push(each instanceof Error ? (each.stack ?? each.message) : `a thrown ${typeof each}${typeof each === 'string' ? ` ${quoted(each)}` : ''}`);
  }
  return traces.join('\ncaused by ');
}

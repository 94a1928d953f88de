import { type Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  InitializeRequestSchema,
  isInitializedNotification,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  type JSONRPCResponse,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { errorReply, type ErrorReply } from './protocol-error';

/**
 * Keeps the order of a session, which the SDK does not: initialize first and once, no id twice in flight, no answer to
 * what was cancelled. Requests get ids of the gate's own on the inside, because the SDK cannot cancel the id 0.
 */
export class SessionGate implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: <T extends JSONRPCMessage>(message: T) => void;

  private initialized = false;
  private lastId = 0;
  private readonly inside = new Map<RequestId, number>();
  private readonly outside = new Map<number, RequestId>();
  private readonly asked = new Set<RequestId>();

  /** `methods` are those that need an initialized session; others are left to be answered as unknown. */
  constructor(
    private readonly wire: Transport,
    private readonly methods: ReadonlySet<string>,
  ) {}

  async start(): Promise<void> {
    this.wire.onclose = () => this.onclose?.();
    this.wire.onerror = error => this.onerror?.(error);
    this.wire.onmessage = message => this.receive(message);
    await this.wire.start();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if ('method' in message) {
      if ('id' in message) this.asked.add(message.id);
      return this.wire.send(message);
    }
    const id = this.outside.get(message.id as number);
    if (id === undefined) return;
    this.forget(id);
    await this.wire.send({ ...message, id });
  }

  close(): Promise<void> {
    return this.wire.close();
  }

  private receive(message: JSONRPCMessage): void {
    if (!('method' in message)) return this.receiveAnswer(message);
    if ('id' in message) this.receiveRequest(message);
    else this.receiveNotification(message);
  }

  /** An answer to what was not asked, or was answered already, is dropped. */
  private receiveAnswer(answer: JSONRPCResponse): void {
    if (answer.id !== undefined && this.asked.delete(answer.id)) this.onmessage?.(answer);
  }

  private receiveRequest(request: JSONRPCRequest): void {
    const refusal = this.refusal(request);
    if (refusal !== undefined) {
      this.wire.send(refusal as JSONRPCMessage).catch((error: Error) => this.onerror?.(error));
      return;
    }
    if (request.method === 'initialize') this.initialized = true;
    this.lastId += 1;
    this.inside.set(request.id, this.lastId);
    this.outside.set(this.lastId, request.id);
    this.onmessage?.({ ...withoutTask(request), id: this.lastId });
  }

  private refusal({ id, method, params }: JSONRPCRequest): ErrorReply | undefined {
    if (this.inside.has(id)) return errorReply(id, ErrorCode.InvalidRequest, 'A request with this id is still in flight.');
    if (method === 'initialize') {
      if (this.initialized) return errorReply(id, ErrorCode.InvalidRequest, 'The session is initialized already.');
      const problem = InitializeRequestSchema.safeParse({ method, params }).error?.issues[0];
      if (problem === undefined) return undefined;
      return errorReply(id, ErrorCode.InvalidParams, `initialize: ${problem.path.join('.')}: ${problem.message}.`);
    }
    if (this.initialized || !this.methods.has(method)) return undefined;
    return errorReply(id, ErrorCode.InvalidRequest, `The session is not initialized: send initialize before ${method}.`);
  }

  private receiveNotification(notification: JSONRPCNotification): void {
    if (notification.method === 'notifications/cancelled') return this.cancel(notification);
    if (isInitializedNotification(notification) && !this.initialized) return;
    this.onmessage?.(notification);
  }

  private cancel(notification: JSONRPCNotification): void {
    const id = notification.params?.['requestId'] as RequestId;
    const requestId = this.inside.get(id);
    if (requestId === undefined) return;
    this.forget(id);
    this.onmessage?.({ jsonrpc: '2.0', method: notification.method, params: { requestId } });
  }

  private forget(id: RequestId): void {
    this.outside.delete(this.inside.get(id) ?? 0);
    this.inside.delete(id);
  }
}

/** A server without tasks has to ignore the wish for one; the SDK would refuse the call. */
function withoutTask(request: JSONRPCRequest): JSONRPCRequest {
  if (request.params?.['task'] === undefined) return request;
  const { task: _task, ...params } = request.params;
  return { ...request, params };
}

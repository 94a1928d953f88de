import { type RequestId } from '@modelcontextprotocol/sdk/types.js';

/** A JSON-RPC error response; `id` is null when the request's id could not be read. */
export interface ErrorReply {
  readonly jsonrpc: '2.0';
  readonly id: RequestId | null;
  readonly error: { readonly code: number; readonly message: string };
}

/** A request that breaks the protocol; its message goes to the client as it is, so it holds nothing from inside. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The error response to a request. */
export function errorReply(id: RequestId | null, code: number, message: string): ErrorReply {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

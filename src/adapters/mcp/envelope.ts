import { ErrorCode, isJSONRPCNotification, isJSONRPCRequest, type JSONRPCMessage, JSONRPCMessageSchema, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { type Line } from './line-reader';
import { errorReply, type ErrorReply } from './protocol-error';

const MAX_DEPTH = 64;
const ENDS = 512;

/** What one line of input turned out to be. */
export type Incoming =
  | { readonly kind: 'message'; readonly message: JSONRPCMessage }
  | { readonly kind: 'refused'; readonly reply: ErrorReply }
  | { readonly kind: 'ignored'; readonly reason: string };

/** Reads one line as a JSON-RPC message for a server; whatever is wrong with it becomes a reply. Never throws. */
export function readLine(line: Line): Incoming {
  switch (line.kind) {
    case 'not-utf8':
      return refused(null, ErrorCode.ParseError, 'The line is not UTF-8.');
    case 'oversized':
      return refused(findId(line.head, line.tail), ErrorCode.InvalidRequest, `The message has ${line.bytes} bytes, more than this server reads; it was skipped.`);
    case 'text':
      return readText(line.text);
  }
}

function readText(text: string): Incoming {
  if (text.trim() === '') return { kind: 'ignored', reason: 'an empty line' };
  if (isDeeperThan(text, MAX_DEPTH)) {
    return refused(findId(text.slice(0, ENDS), text.slice(-ENDS)), ErrorCode.InvalidRequest, `The message is nested deeper than ${MAX_DEPTH} levels.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(null, ErrorCode.ParseError, 'The line is not JSON; send each message as one line of JSON.');
  }
  return readEnvelope(value);
}

function readEnvelope(value: unknown): Incoming {
  if (Array.isArray(value)) return refused(null, ErrorCode.InvalidRequest, 'MCP has no batches; send each message on a line of its own.');
  if (!isObject(value)) return refused(null, ErrorCode.InvalidRequest, 'The message must be a JSON object.');
  const id = isRequestId(value['id']) ? value['id'] : null;
  const invalid = (message: string): Incoming => refused(id, ErrorCode.InvalidRequest, message);
  if (value['jsonrpc'] !== '2.0') return invalid('`jsonrpc` must be "2.0".');
  const { method, params } = value;
  if (method === undefined && ('result' in value || 'error' in value)) return readAnswer(value);
  if (value['id'] !== undefined && id === null) return invalid('`id` must be a string or an integer.');
  if (method === undefined) return invalid('`method` is missing.');
  if (typeof method !== 'string') return invalid('`method` must be a string.');
  if (params !== undefined && !isObject(params)) return invalid('`params` must be an object.');
  return checked({ jsonrpc: '2.0', ...(id === null ? {} : { id }), method, ...(params === undefined ? {} : { params }) }, id);
}

/** What a client answers to a question of this server. */
function readAnswer(value: Record<string, unknown>): Incoming {
  const answer = JSONRPCMessageSchema.safeParse(value).data;
  return answer === undefined ? { kind: 'ignored', reason: 'a malformed answer' } : { kind: 'message', message: answer };
}

/** The SDK drops without a word what its own schemas refuse; after the checks above only `_meta` can be at fault. */
function checked(message: object, id: RequestId | null): Incoming {
  if (id === null) return isJSONRPCNotification(message) ? { kind: 'message', message } : { kind: 'ignored', reason: 'a notification with a malformed `_meta`' };
  if (isJSONRPCRequest(message)) return { kind: 'message', message };
  return refused(id, ErrorCode.InvalidParams, '`params._meta` must be an object, and its `progressToken` a string or an integer.');
}

function refused(id: RequestId | null, code: ErrorCode, message: string): Incoming {
  return { kind: 'refused', reply: errorReply(id, code, message) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

/** Looks at the text, because parsing millions of brackets first would take a second. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

const ID = '"id"\\s*:\\s*(-?(?:0|[1-9]\\d{0,14})|"[ !#-[\\]-~]{0,200}")\\s*';
const PLAIN = '"(?:jsonrpc|method)"\\s*:\\s*"[^"\\\\]*"\\s*';
const ID_FIRST = new RegExp(`^\\s*\\{\\s*(?:${PLAIN},\\s*)*${ID}[,}]`);
const ID_LAST = new RegExp(`[,{]\\s*${ID}(?:,\\s*${PLAIN})*\\}\\s*$`);

/** The id of a message that is not parsed, when it stands before or after the params, as clients write it. */
function findId(head: string, tail: string): RequestId | null {
  const found = (ID_FIRST.exec(head) ?? ID_LAST.exec(tail))?.[1];
  return found === undefined ? null : (JSON.parse(found) as RequestId);
}

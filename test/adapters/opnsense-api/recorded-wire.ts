import { type Wire, type WireAnswer, type WireOptions, type WireRequest } from '../../../src/adapters/opnsense-api';

/** Answers to a request, or an error that the wire rejects with. */
export type Reply = (request: WireRequest, options: WireOptions) => WireAnswer | Error | Promise<WireAnswer>;

/** A wire that keeps what was sent and answers as told. */
export class RecordedWire implements Wire {
  readonly sent: WireRequest[] = [];
  readonly options: WireOptions[] = [];

  constructor(private readonly reply: Reply) {}

  async send(request: WireRequest, options: WireOptions = {}): Promise<WireAnswer> {
    this.sent.push(request);
    this.options.push(options);
    const answer = await this.reply(request, options);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A JSON answer as the API sends it. */
export function json(value: unknown, status = 200): WireAnswer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(value) };
}

/** Any other answer. */
export function raw(body: string, type = 'text/html; charset=UTF-8', status = 200): WireAnswer {
  return { status, headers: { 'content-type': type }, body };
}

export const FORBIDDEN = json({ status: 403, message: 'Forbidden' }, 403);
export const UNAUTHORIZED = json({ status: 401, message: 'Authentication Failed' }, 401);
export const NO_ENDPOINT = json({ errorMessage: 'Endpoint not found' }, 404);

import { type ProgressToken } from '@modelcontextprotocol/sdk/types.js';

/** The params of one `notifications/progress`. */
export interface ProgressParams extends Record<string, unknown> {
  readonly progressToken: ProgressToken;
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** Turns a tool's reports into progress params, keeping only those that say more than the last, as MCP demands. */
export function progressReporter(progressToken: ProgressToken, send: (params: ProgressParams) => void) {
  let last = -Infinity;
  return (done: number, total?: number, message?: string): void => {
    if (!Number.isFinite(done) || done <= last) return;
    last = done;
    send({
      progressToken,
      progress: done,
      ...(Number.isFinite(total) ? { total: total as number } : {}),
      ...(message === undefined ? {} : { message }),
    });
  };
}

import { type CompleteResult, ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { type Completed, type ToolHost } from '../../core';
import { type Call, type Log, OpnError } from '../../ports';
import { ProtocolError } from './protocol-error';

type Params = Readonly<Record<string, unknown>>;

/** How many values MCP lets an answer have. */
const MOST = 100;

/** Answers `completion/complete`: nothing is suggested where the firewall does not tell. */
export async function complete(offered: ToolHost['completions'], params: Params, call: Call, log: Log): Promise<CompleteResult> {
  const { name, value } = fieldsOf(params['argument']);
  if (typeof name !== 'string' || typeof value !== 'string') throw new ProtocolError(ErrorCode.InvalidParams, 'completion/complete: `argument` must have a name and a value.');
  const others = fieldsOf(fieldsOf(params['context'])['arguments']);
  const values = await offered.complete(completedBy(fieldsOf(params['ref'])), { field: name, typed: value, others }, call).catch((problem: unknown): readonly string[] => {
    if (!(problem instanceof OpnError)) throw problem;
    log.write('debug', `No suggestions for ${name}: ${problem.describe()}`);
    return [];
  });
  if (values === undefined) throw new ProtocolError(ErrorCode.InvalidParams, 'completion/complete: there is no such prompt or template, or it has no such argument.');
  return { completion: { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST } };
}

function completedBy({ type, name, uri }: Params): Completed {
  if (type === 'ref/prompt' && typeof name === 'string') return { prompt: name };
  if (type === 'ref/resource' && typeof uri === 'string') return { template: uri };
  throw new ProtocolError(ErrorCode.InvalidParams, 'completion/complete: `ref` must name a prompt (ref/prompt) or a resource template (ref/resource).');
}

const fieldsOf = (value: unknown): Params => (typeof value === 'object' && value !== null ? (value as Params) : {});

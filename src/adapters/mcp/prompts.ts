import { type ContentBlock, ErrorCode, type GetPromptResult, type ListPromptsResult, type Prompt } from '@modelcontextprotocol/sdk/types.js';
import { type AnswerPart, type DescribedPrompt, type ToolHost } from '../../core';
import { type Call } from '../../ports';
import { embedded, media } from './content';
import { ProtocolError } from './protocol-error';

type Params = Readonly<Record<string, unknown>>;

/** The prompts of a server in MCP's words. */
export class Prompts {
  constructor(private readonly offered: ToolHost['prompts']) {}

  /** All on one page: there are few. */
  list(): ListPromptsResult {
    return { prompts: this.offered.list().map(listed) };
  }

  /** What the person says, with the arguments filled in; throws -32602 for params that are none. */
  async get({ name, arguments: given = {} }: Params, call: Call): Promise<GetPromptResult> {
    if (typeof name !== 'string') throw new ProtocolError(ErrorCode.InvalidParams, 'prompts/get: `name` must be the name of a prompt.');
    const { description, parts } = await this.offered.get(name, textsOf(given, 'prompts/get: `arguments`'), call);
    return { description, messages: parts.map(part => ({ role: 'user', content: contentOf(part) })) };
  }
}

function contentOf(part: AnswerPart): ContentBlock {
  if (typeof part === 'string') return { type: 'text', text: part };
  return 'uri' in part ? embedded(part) : media(part);
}

function listed({ facts: { name, title, description }, schema }: DescribedPrompt): Prompt {
  const fields = Object.entries(schema.properties);
  const required = schema.required ?? [];
  const shown = fields.map(([field, { description: words = '', default: usual }]) => ({ name: field, description: usual === undefined ? words : `${words} Usually ${String(usual)}.`, required: required.includes(field) }));
  return { name, title, description, ...(shown.length === 0 ? {} : { arguments: shown }) };
}

/** A map of texts; throws -32602, naming where, for anything else. */
export function textsOf(value: unknown, where: string): Readonly<Record<string, string>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(each => typeof each === 'string')) return value as Record<string, string>;
  throw new ProtocolError(ErrorCode.InvalidParams, `${where} must be an object of texts.`);
}

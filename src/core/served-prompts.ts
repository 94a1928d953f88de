import { type Call, OpnError, type Redactor } from '../ports';
import { type Callee } from './callee';
import { parseInput } from './input';
import { nearest } from './nearest';
import { quoted } from './plain-text';
import { type PluginCalls } from './plugin-calls';
import { fromText } from './plugin-options';
import { type Media, type PromptPart } from './prompt';
import { type DescribedPrompt } from './registered-prompt';
import { type Contents, type ServedResources } from './served-resources';
import { withinItsTime } from './time-limit';

/** Names of tools in a text. */
const TOOL_NAMES = /\bopn_[a-z0-9_]+/g;

/** Bytes that a picture or sound may have. */
const LARGEST_MEDIA = 1024 * 1024;

/** A part of what a prompt says, as clients get it. */
export type AnswerPart = string | Contents | Media;

/** What a prompt says, and of what. */
export interface PromptAnswer {
  readonly description: string;
  readonly parts: readonly AnswerPart[];
}

/** The prompts of one server, as people may choose them. */
export class ServedPrompts {
  constructor(
    private readonly registered: () => readonly DescribedPrompt[],
    /** False for one of what the firewall is known to lack. */
    private readonly isListed: (prompt: DescribedPrompt) => boolean,
    private readonly calls: PluginCalls,
    private readonly resources: Pick<ServedResources, 'has' | 'read'>,
    /** Why a tool is not listed, with what to do about it; undefined for one that is. */
    private readonly whyNot: (tool: string) => string | undefined,
    private readonly redactor: () => Pick<Redactor, 'text'>,
  ) {}

  /** By name. */
  list(): readonly DescribedPrompt[] {
    return this.registered().filter(this.isListed);
  }

  /** The prompt with its arguments filled in; rejects with OPN_NOT_FOUND, or OPN_INVALID_INPUT that names what is wrong with them. */
  async get(name: string, given: Readonly<Record<string, string>>, call: Call): Promise<PromptAnswer> {
    const prompt = this.registered().find(({ facts }) => facts.name === name);
    if (prompt === undefined) throw this.unknown(name);
    const { facts, schema, called } = await prompt.load();
    // A host sends what a person left empty as an empty text.
    const values = Object.entries(given).filter(([, text]) => text !== '').map(([field, text]) => [field, fromText(text, schema.properties[field] ?? {})] as const);
    const input = parseInput(called.name, facts.arguments, schema, Object.fromEntries(values));
    const said = await withinItsTime(called, call, own => this.calls.run(called, own, {}, async (instance: { text(given: object): unknown }) => instance.text(input)));
    const parts = await Promise.all(partsOf(said, called).map(part => this.shown(part, called, call)));
    return { description: facts.description, parts: this.withWhatIsMissing(parts.flat()).map(part => (typeof part === 'string' ? this.redactor().text(part) : part)) };
  }

  /** What is not offered is left out; what cannot be read now is named, so that the assistant reads it later. */
  private async shown(part: PromptPart, { name, domain, external }: Callee, call: Call): Promise<readonly AnswerPart[]> {
    if (typeof part === 'string' || !('embeds' in part)) return [part];
    const { embeds: uri } = part;
    if (external && !uri.startsWith(`opnsense://${domain}/`)) throw new OpnError('OPN_INTERNAL', `${name} embeds ${quoted(uri)}, which is not of its plugin.`, 'Report this defect of the plugin.');
    if (!this.resources.has(uri)) return [];
    try {
      return [await this.resources.read(uri, call)];
    } catch (problem) {
      if (!(problem instanceof OpnError) || ['OPN_NOT_FOUND', 'OPN_INVALID_INPUT', 'OPN_INTERNAL', 'OPN_CANCELLED'].includes(problem.code)) throw problem;
      return [`${uri} could not be read: ${problem.message}`];
    }
  }

  /** An assistant that only finds out at the fifth step that it may not change anything has promised too much by then. */
  private withWhatIsMissing(parts: readonly AnswerPart[]): readonly AnswerPart[] {
    const reasons = new Map<string, string[]>();
    const texts = parts.filter(part => typeof part === 'string').join('\n');
    for (const tool of new Set(texts.match(TOOL_NAMES) ?? [])) {
      const why = this.whyNot(tool);
      if (why !== undefined) reasons.set(why, [...(reasons.get(why) ?? []), tool]);
    }
    if (reasons.size === 0) return parts;
    const lines = [...reasons].map(([why, tools]) => `- ${tools.join(', ')}: ${why}`);
    return withLastText(parts, `Not available on this server; do what can be done without, and say at the beginning what is left to the user:\n${lines.join('\n')}`);
  }

  private unknown(name: string): OpnError {
    const close = nearest(name, this.registered().map(({ facts }) => facts.name));
    return new OpnError('OPN_NOT_FOUND', `There is no prompt ${quoted(name)}.`, close === undefined ? 'prompts/list names them all.' : `Did you mean ${close}?`);
  }
}

/** The parts with a paragraph more at the end of the last text. */
export function withLastText(parts: readonly AnswerPart[], more: string): readonly AnswerPart[] {
  const last = parts.findLastIndex(part => typeof part === 'string');
  return last < 0 ? [...parts, more] : parts.map((part, index) => (index === last && typeof part === 'string' ? `${part.trimEnd()}\n\n${more}` : part));
}

function partsOf(said: unknown, { name }: Callee): readonly PromptPart[] {
  const parts: readonly unknown[] = Array.isArray(said) ? said : [said];
  if (parts.length > 0 && parts.every(isPart)) return parts;
  throw new OpnError('OPN_INTERNAL', `${name} has no text, or a part that is neither a text, a resource, a picture nor a sound.`, 'Report this defect of the plugin.');
}

function isPart(part: unknown): part is PromptPart {
  if (typeof part === 'string') return part.trim() !== '';
  const { embeds, mediaType, data } = (part ?? {}) as Partial<Record<string, unknown>>;
  return typeof embeds === 'string' || (typeof mediaType === 'string' && /^(image|audio)\/[\w.+-]+$/.test(mediaType) && data instanceof Uint8Array && data.byteLength <= LARGEST_MEDIA);
}

import { type Call, OpnError, type Redactor } from '../ports';
import { parseInput } from './input';
import { nearest } from './nearest';
import { quoted } from './plain-text';
import { type PluginCalls } from './plugin-calls';
import { fromText } from './plugin-options';
import { type RegisteredPrompt } from './registered-prompt';
import { withinItsTime } from './time-limit';

/** Names of tools in a text. */
const TOOL_NAMES = /\bopn_[a-z0-9_]+/g;

/** What a prompt says, and of what. */
export interface PromptAnswer {
  readonly description: string;
  readonly text: string;
}

/** The prompts of one server, as people may choose them. */
export class ServedPrompts {
  constructor(
    private readonly registered: () => readonly RegisteredPrompt[],
    /** False for one of what the firewall is known to lack. */
    private readonly isListed: (prompt: RegisteredPrompt) => boolean,
    private readonly calls: PluginCalls,
    /** Why a tool is not listed, with what to do about it; undefined for one that is. */
    private readonly whyNot: (tool: string) => string | undefined,
    private readonly redactor: () => Pick<Redactor, 'text'>,
  ) {}

  /** By name. */
  list(): readonly RegisteredPrompt[] {
    return this.registered().filter(this.isListed);
  }

  /** The prompt with its arguments filled in; rejects with OPN_NOT_FOUND, or OPN_INVALID_INPUT that names what is wrong with them. */
  async get(name: string, given: Readonly<Record<string, string>>, call: Call): Promise<PromptAnswer> {
    const prompt = this.registered().find(({ facts }) => facts.name === name);
    if (prompt === undefined) throw this.unknown(name);
    const { facts, schema, called } = prompt;
    // A host sends what a person left empty as an empty text.
    const values = Object.entries(given).filter(([, text]) => text !== '').map(([field, text]) => [field, fromText(text, schema.properties[field] ?? {})] as const);
    const input = parseInput(called.name, facts.arguments, schema, Object.fromEntries(values));
    const text = await withinItsTime(called, call, own => this.calls.run(called, own, {}, async (instance: { text(given: object): unknown }) => instance.text(input)));
    if (typeof text !== 'string' || text.trim() === '') throw new OpnError('OPN_INTERNAL', `${called.name} has no text.`, 'Report this defect of the plugin.');
    return { description: facts.description, text: this.redactor().text(this.withWhatIsMissing(text)) };
  }

  /** An assistant that only finds out at the fifth step that it may not change anything has promised too much by then. */
  private withWhatIsMissing(text: string): string {
    const reasons = new Map<string, string[]>();
    for (const tool of new Set(text.match(TOOL_NAMES) ?? [])) {
      const why = this.whyNot(tool);
      if (why !== undefined) reasons.set(why, [...(reasons.get(why) ?? []), tool]);
    }
    if (reasons.size === 0) return text;
    const lines = [...reasons].map(([why, tools]) => `- ${tools.join(', ')}: ${why}`);
    return `${text.trimEnd()}\n\nNot available on this server; do what can be done without, and say at the beginning what is left to the user:\n${lines.join('\n')}`;
  }

  private unknown(name: string): OpnError {
    const close = nearest(name, this.registered().map(({ facts }) => facts.name));
    return new OpnError('OPN_NOT_FOUND', `There is no prompt ${quoted(name)}.`, close === undefined ? 'prompts/list names them all.' : `Did you mean ${close}?`);
  }
}

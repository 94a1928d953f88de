import { type Call } from '../ports';
import { type Callee } from './callee';
import { type Class } from './class';
import { fieldFacts } from './fields';
import { type PluginCalls } from './plugin-calls';
import { type DescribedPrompt } from './registered-prompt';
import { type DescribedResource } from './registered-resource';
import { type ObjectSchema } from './schema';
import { fitting, type Suggestion, type Suggestions } from './suggestions';
import { withinItsTime } from './time-limit';

/** A host asks with every key that a person presses. */
const KEPT_MS = 30_000;

/** What is being filled in: a prompt by its name, or a template by its text. */
export type Completed = { readonly prompt: string } | { readonly template: string };

/** What a person has typed so far. */
export interface Typed {
  readonly field: string;
  readonly typed: string;
  /** The other fields that are filled in already. */
  readonly others: Readonly<Record<string, unknown>>;
}

interface Kept {
  readonly at: number;
  readonly suggestions: Promise<readonly Suggestion[]>;
}

/** Values for what people fill in: the arguments of prompts, and the variables of resources. */
export class Completions {
  private readonly kept = new Map<Suggestions, Kept>();

  constructor(
    private readonly prompts: () => readonly DescribedPrompt[],
    private readonly resources: () => readonly DescribedResource[],
    private readonly calls: PluginCalls,
    private readonly now: () => number,
  ) {}

  /** To be called when there may be other values than before. */
  forget(): void {
    this.kept.clear();
  }

  /** The values that fit what was typed; undefined for a prompt, template or field that there is not. Rejects where the firewall does not tell. */
  async complete(completed: Completed, { field, typed }: Typed, call: Call): Promise<readonly string[] | undefined> {
    const found = await this.find(completed);
    const property = found?.schema.properties[field];
    if (found === undefined || property === undefined) return undefined;
    if (property.enum !== undefined || property.type === 'boolean') return fitting((property.enum ?? [true, false]).map(value => ({ value: String(value) })), typed);
    const suggestions = fieldFacts(found.target).get(field)?.suggestions;
    return suggestions === undefined ? [] : fitting(await this.listed(suggestions, found.called, call), typed);
  }

  private async find(completed: Completed): Promise<{ readonly target: Class; readonly schema: ObjectSchema; readonly called: Callee } | undefined> {
    if ('prompt' in completed) {
      const prompt = await this.prompts().find(({ facts }) => facts.name === completed.prompt)?.load();
      return prompt && { target: prompt.facts.arguments, schema: prompt.schema, called: prompt.called };
    }
    const resource = await this.resources().find(({ template }) => template.text === completed.template)?.load();
    return resource?.variables && { ...resource.variables, called: resource.called };
  }

  private listed(suggestions: Suggestions, { domain, external }: Callee, call: Call): Promise<readonly Suggestion[]> {
    const known = this.kept.get(suggestions);
    if (known !== undefined && this.now() - known.at < KEPT_MS) return known.suggestions;
    const called: Callee = { name: `the list of ${suggestions.name}`, domain, uses: suggestions.uses, effect: 'read', external };
    const reading = withinItsTime(called, call, own => this.calls.read(called, own, source => suggestions.list(source)));
    this.kept.set(suggestions, { at: this.now(), suggestions: reading });
    reading.catch(() => this.kept.delete(suggestions));
    return reading;
  }
}

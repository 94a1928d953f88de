import { type Call, OpnError } from '../../ports';
import { type Completed, type Typed } from '../completions';
import { nearest } from '../nearest';
import { quoted } from '../plain-text';
import { type DescribedPrompt } from '../registered-prompt';
import { type JsonSchema } from '../schema';
import { type PromptAnswer, withLastText } from '../served-prompts';
import { fitting } from '../suggestions';
import { type ToolHost, type ToolServer } from '../tool-server';
import { type Choice } from './fleet-arguments';
import { ofSingle, uriOf } from './fleet-resources';

const FIREWALL = 'firewall';

/** What people choose and fill in when there are several firewalls: each prompt takes the name of one, and says it to the assistant. */
export class FleetPrompts implements Pick<ToolServer['prompts'], 'list' | 'get'>, Pick<ToolServer['completions'], 'complete'> {
  constructor(
    private readonly hub: ToolServer,
    private readonly choice: Choice,
    private readonly open: (name: string) => Promise<ToolHost>,
  ) {}

  list(): readonly DescribedPrompt[] {
    const { names, fallback } = this.choice;
    const firewall: JsonSchema = { type: 'string', enum: names, description: `Which firewall: ${names.join(', ')}.`, ...(fallback === undefined ? {} : { default: fallback }) };
    return this.hub.prompts.list().map(prompt => {
      const { properties, required = [] } = prompt.schema;
      return { ...prompt, schema: { ...prompt.schema, properties: { [FIREWALL]: firewall, ...properties }, required: [...(fallback === undefined ? [FIREWALL] : []), ...required] } };
    });
  }

  async get(name: string, { [FIREWALL]: given = '', ...values }: Readonly<Record<string, string>>, call: Call): Promise<PromptAnswer> {
    const firewall = this.named(given);
    const { parts, ...answer } = await (await this.open(firewall)).prompts.get(name, values, call);
    const addressed = parts.map(part => (typeof part !== 'string' && 'uri' in part ? { ...part, uri: uriOf(firewall, part.uri) } : part));
    return { ...answer, parts: withLastText(addressed, `This is about the firewall ${firewall}: give firewall "${firewall}" with every call of a tool.`) };
  }

  /** The values that fit: names of firewalls, or what the one has that is filled in already, or meant when none is named. */
  async complete(completed: Completed, { field, typed, others }: Typed, call: Call): Promise<readonly string[] | undefined> {
    const single = 'prompt' in completed ? completed : asSingle(completed.template);
    if (single === undefined) return undefined;
    const { names, fallback } = this.choice;
    if (field === FIREWALL) return fitting(names.map(value => ({ value })), typed);
    const { [FIREWALL]: given, ...rest } = others;
    const firewall = names.find(name => name === given) ?? fallback;
    return firewall === undefined ? [] : (await this.open(firewall)).completions.complete(single, { field, typed, others: rest }, call);
  }

  private named(given: string): string {
    const { names, fallback } = this.choice;
    const name = given === '' ? fallback : given;
    if (name !== undefined && names.includes(name)) return name;
    if (name === undefined) throw new OpnError('OPN_INVALID_INPUT', `'${FIREWALL}' is required.`, `There are: ${names.join(', ')}.`);
    const close = nearest(name, names);
    throw new OpnError('OPN_INVALID_INPUT', `There is no firewall ${quoted(name)}.`, close === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${close}?`);
  }
}

function asSingle(template: string): Completed | undefined {
  const single = ofSingle(template);
  return single === undefined ? undefined : { template: single };
}

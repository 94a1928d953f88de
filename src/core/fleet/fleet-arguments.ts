import { OpnError } from '../../ports';
import { nearest } from '../nearest';
import { quoted } from '../plain-text';
import { type DescribedTool } from '../registered-tool';
import { type JsonSchema, type ObjectSchema } from '../schema';

const ONE = 'firewall';
const SEVERAL = 'firewalls';
const ALL = 'all';

/** The firewalls that a tool can be asked about, and the one that is meant when none is named. */
export interface Choice {
  readonly names: readonly string[];
  readonly fallback: string | undefined;
}

/** A tool as it is listed when there are several firewalls: with an argument that names one, or several where it can ask them all. */
export function withFirewall(tool: DescribedTool, { names, fallback }: Choice): DescribedTool {
  const { facts, inputSchema, outputSchema } = tool;
  const taken = [ONE, SEVERAL].find(name => name in inputSchema.properties);
  if (taken !== undefined) throw new OpnError('OPN_PLUGIN', `${facts.name} has a parameter '${taken}', which belongs to the server when there are several firewalls.`);
  const one: JsonSchema = { type: 'string', enum: names, ...(fallback === undefined || !names.includes(fallback) ? {} : { default: fallback }) };
  const several: JsonSchema = { type: 'array', items: { type: 'string', enum: [ALL, ...names] }, minItems: 1, description: 'Ask several at once' };
  const fansOut = facts.fansOut === true;
  return {
    ...tool,
    inputSchema: {
      ...inputSchema,
      properties: { [ONE]: one, ...(fansOut ? { [SEVERAL]: several } : {}), ...inputSchema.properties },
      ...(fallback === undefined && !fansOut ? { required: [ONE, ...(inputSchema.required ?? [])] } : {}),
    },
    outputSchema: withAnswers(outputSchema, fansOut),
  };
}

function withAnswers({ required, ...schema }: ObjectSchema, fansOut: boolean): ObjectSchema {
  const properties = { answered_by: { type: 'string' as const }, ...schema.properties };
  if (!fansOut) return { ...schema, properties, ...(required === undefined ? {} : { required }) };
  return { ...schema, properties: { ...properties, by_firewall: { type: 'object' }, failed: { type: 'array', items: { type: 'string' } } } };
}

/** Whom a call asks, and with what. */
export interface Addressed {
  readonly names: readonly string[];
  /** True when several were asked for, were it but one by name. */
  readonly isFanOut: boolean;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Takes the server's own arguments out of those of a call; throws OPN_INVALID_INPUT for a firewall there is not, and when none is named and none is meant. */
export function addressed({ facts }: DescribedTool, given: unknown, { names, fallback }: Choice): Addressed {
  const { [ONE]: one, [SEVERAL]: several, ...args } = (given ?? {}) as Readonly<Record<string, unknown>>;
  const invalid = (what: string): OpnError => new OpnError('OPN_INVALID_INPUT', `${facts.name}: ${what}`, 'Correct the arguments and call again; nothing was sent to any firewall.');
  const known = (name: unknown): string => {
    if (typeof name === 'string' && names.includes(name)) return name;
    const close = typeof name === 'string' ? nearest(name, names) : undefined;
    throw invalid(`there is no firewall ${typeof name === 'string' ? quoted(name) : 'that is no text'}${close === undefined ? '' : `, did you mean '${close}'?`} (known: ${names.join(', ')})`);
  };
  if (several !== undefined) {
    if (facts.fansOut !== true) throw invalid(`it asks one firewall at a time: name it with '${ONE}'`);
    if (one !== undefined) throw invalid(`give either '${ONE}' or '${SEVERAL}'`);
    if (!Array.isArray(several) || several.length === 0) throw invalid(`'${SEVERAL}' must be a list of names, or ["${ALL}"]`);
    return { names: several.includes(ALL) ? names : [...new Set(several.map(known))], isFanOut: true, args };
  }
  const name = one ?? fallback;
  if (name === undefined) throw invalid(`'${ONE}' is required (known: ${names.join(', ')})`);
  return { names: [known(name)], isFanOut: false, args };
}

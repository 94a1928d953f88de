import { type Call, type FormField, OpnError, type People, type Question, type Redactor, type Reply, type TextField, type Values } from '../ports';
import { type Callee } from './callee';
import { stripInvisible } from './plain-text';

/** A person who thinks that the server asks may say yes to what they would not. */
const LONGEST = 2000;

/** The person before the host as one call may ask them: in its own name, for nothing secret, and with answers that the form allows. */
export function asking(call: Call, { name, domain, external }: Pick<Callee, 'name' | 'domain' | 'external'>, redactor: Pick<Redactor, 'isSecretField'> | undefined): People {
  const who = external ? `${name} of the plugin '${domain}'` : name;
  const ask = async ({ message, fields, required = [] }: Question): Promise<Reply | undefined> => {
    const secret = Object.keys(fields).find(field => redactor?.isSecretField([field.toLowerCase()]) === true);
    if (secret !== undefined) throw new OpnError('OPN_INTERNAL', `${name} wants to ask a person for '${secret}': secrets must not pass through a host.`, 'Report this defect of the plugin.');
    const reply = await call.ask?.({ message: `${who} asks: ${stripInvisible(message).slice(0, LONGEST)}`, fields, required });
    return reply?.action === 'accept' ? { action: 'accept', values: allowed(reply.values, fields, required) } : reply;
  };
  return Object.freeze({ ask });
}

/** The values of the form's own fields; throws OPN_DECLINED for one that does not fit, or that is missing. */
function allowed(values: Values, fields: Question['fields'], required: readonly string[]): Values {
  const given = Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (value === undefined && !required.includes(name)) return [];
    if (value !== undefined && fits(field, value)) return [[name, value] as const];
    throw new OpnError('OPN_DECLINED', `The user was asked, and the host's answer is not one that the form allows: ${name}.`, 'Ask the user in the conversation.');
  });
  return Object.fromEntries(given);
}

function fits(field: FormField, value: Values[string]): boolean {
  const { type } = field;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number':
      return typeof value === 'number' && (type === 'number' || Number.isInteger(value)) && value >= (field.minimum ?? -Infinity) && value <= (field.maximum ?? Infinity);
    case 'array':
      return Array.isArray(value) && value.length >= (field.minItems ?? 0) && value.length <= (field.maxItems ?? Infinity) && value.every(each => choicesOf(field.items)?.includes(String(each)));
    case 'string':
      return typeof value === 'string' && (choicesOf(field)?.includes(value) ?? hasLength(field as TextField, value));
  }
}

const hasLength = ({ minLength = 0, maxLength = Infinity }: TextField, { length }: string): boolean => length >= minLength && length <= maxLength;

function choicesOf(of: object): readonly string[] | undefined {
  const { enum: plain, oneOf, anyOf } = of as { readonly enum?: readonly string[]; readonly oneOf?: readonly { readonly const: string }[]; readonly anyOf?: readonly { readonly const: string }[] };
  return plain ?? (oneOf ?? anyOf)?.map(choice => choice.const);
}

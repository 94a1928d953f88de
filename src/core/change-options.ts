import { changes, OpnError, type ChangeReason, type Changed, type ChangeStep, type Rehearsal, type RehearsedStep } from '../ports';
import { type JsonSchema, type ObjectSchema } from './schema';
import { type ToolFacts } from './tool';

/** Modules whose changes can cut the way to the firewall and therefore wait for a confirmation. */
const GUARDED = new Set(['firewall', 'interfaces', 'ipsec', 'openvpn', 'routes', 'routing', 'wireguard']);

/** True for a step whose change is undone unless it is confirmed. */
export function needsConfirmation({ endpoint }: Pick<ChangeStep, 'endpoint'>): boolean {
  return GUARDED.has(endpoint.path.split('/', 1)[0] ?? '');
}

const DRY_RUN = 'dry_run';
const APPROVAL = 'approval';

/** Arguments that the server itself takes for every tool that changes something. */
const OPTIONS: Readonly<Record<string, JsonSchema>> = {
  [DRY_RUN]: { type: 'boolean', description: 'Preview' },
  [APPROVAL]: { type: 'string', description: 'Token of a refusal' },
};

/** True for a tool whose changes are undone by themselves unless they are confirmed, should they cut the way to the firewall. */
export function isUndoneByItself({ effect, uses }: ToolFacts): boolean {
  return !changes(effect) || uses.some(endpoint => endpoint.kind === 'write' && needsConfirmation({ endpoint }));
}

/** The input schema of a tool with the server's own arguments; throws when the tool has one of that name. */
export function withChangeOptions(schema: ObjectSchema, facts: ToolFacts): ObjectSchema {
  const { effect, mayLockOut = false } = facts;
  if (!changes(effect) && !mayLockOut) return schema;
  const taken = Object.keys(OPTIONS).find(name => name in schema.properties && (changes(effect) || name === APPROVAL));
  if (taken !== undefined) throw new Error(`the parameter '${taken}' belongs to the server, which adds it itself`);
  const canLockOut = mayLockOut || isUndoneByItself(facts);
  return withOptions(schema, [...(changes(effect) ? [DRY_RUN] : []), ...(canLockOut ? [APPROVAL] : [])]);
}

/** The same with the argument that brings a person's approval, wherever a person is asked before. */
export function withApprovalOption(schema: ObjectSchema): ObjectSchema {
  return withOptions(schema, [APPROVAL]);
}

function withOptions(schema: ObjectSchema, names: readonly string[]): ObjectSchema {
  return { ...schema, properties: { ...schema.properties, ...Object.fromEntries(names.map(name => [name, OPTIONS[name] as JsonSchema])) } };
}

/** The output schema of a tool that changes something: its result, and how the change stands; a dry run has other fields. */
export function withChangeResult(schema: ObjectSchema, { effect }: ToolFacts): ObjectSchema {
  if (!changes(effect)) return schema;
  const { required: _required, ...rest } = schema;
  return { ...rest, properties: { ...schema.properties, change: { type: 'object' }, dry_run: { type: 'object' } } };
}

/** The names among the arguments that the server takes itself. */
export function isChangeOption(name: string, schema: ObjectSchema): boolean {
  return OPTIONS[name] !== undefined && schema.properties[name] === OPTIONS[name];
}

/** What the caller said with the server's own arguments. */
export interface ChangeOptions {
  readonly dryRun: boolean;
  /** The token of a person's approval. */
  readonly approval: string | undefined;
}

/** Reads the server's own arguments out of checked ones. */
export function changeOptions(args: unknown): ChangeOptions {
  const given = (args ?? {}) as Readonly<Record<string, unknown>>;
  const approval = given[APPROVAL];
  return { dryRun: given[DRY_RUN] === true, approval: typeof approval === 'string' && approval !== '' ? approval : undefined };
}

/** The arguments without the approval of them. */
export function withoutApproval(args: unknown): unknown {
  const { [APPROVAL]: _approval, ...rest } = (args ?? {}) as Readonly<Record<string, unknown>>;
  return rest;
}

/** True for a tool that takes an approval. */
export function takesApproval(schema: ObjectSchema): boolean {
  return isChangeOption(APPROVAL, schema);
}

/** Why a tool changes something, for the savepoint manager. */
export function reasonOf({ name, effect }: ToolFacts, acceptLockout: boolean): ChangeReason {
  if (!changes(effect)) throw new OpnError('OPN_INTERNAL', `${name} changes nothing.`);
  return { tool: name, effect, acceptLockout };
}

/** The result with how its change stands: what confirms it and how long there is time, or what undoes it. */
export function withChange<T extends object>({ result, open, id }: Changed<T>): T {
  if (open !== undefined) {
    const { revision, secondsLeft, protection, managementPath } = open;
    const doubt = managementPath === undefined || managementPath.path === 'open' ? {} : { management_path: managementPath.path, why: managementPath.reason };
    return { ...result, change: { revision, confirm_within_seconds: secondsLeft, protection, ...doubt, next: `Check that all works, then opn_confirm_changes {"revision":"${revision}"}; otherwise it is undone.` } };
  }
  return id === undefined ? result : { ...result, change: { id } };
}

/** A rehearsal as a result: what would be sent, each field with its value now and then, and the verdict on the way in. */
export function shownRehearsal({ steps, lockout, differences }: Rehearsal): { readonly dry_run: object } {
  const verdict = lockout === undefined ? {} : { management_path: lockout.path, why: lockout.reason };
  return { dry_run: { would_send: steps.map(shownStep), ...(differences === undefined ? {} : { differences }), ...verdict } };
}

function shownStep({ endpoint, request, inverse }: RehearsedStep): Record<string, unknown> {
  const target = [endpoint.path, ...(request.path ?? [])].join('/');
  const former = inverse.find(step => step.endpoint.path === endpoint.path && step.request.path?.join() === request.path?.join())?.request.body;
  if (former === undefined || request.body === undefined) return { request: target, ...(request.body === undefined ? {} : { body: request.body }) };
  return { request: target, changes: fieldChanges(former, request.body) };
}

function fieldChanges(former: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(next)) {
    const before = former[name];
    if (isFields(value) && isFields(before)) Object.assign(changed, fieldChanges(before, value));
    else if (String(before ?? '') !== String(value)) changed[name] = { from: before ?? '', to: value };
  }
  return changed;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { type FakeFirewall } from './fake-firewall';
import { type Fault } from './faults';
import { type OffsetClock } from './offset-clock';

/** What orders act on. */
export interface Controlled {
  readonly firewall: FakeFirewall;
  readonly clock: OffsetClock;
}

type Fields = Readonly<Record<string, unknown>>;
type Order = (fields: Fields, controlled: Controlled) => unknown;

/** For the tests of others: what a firewall can be told on stdin, by the value of `do`. */
const ORDERS: Readonly<Record<string, Order>> = {
  /** `fault`: adds one, as Fault has it; `path` (a regular expression) or `route` say which requests it strikes, `times` may be "always". */
  fault: ({ fault }, { firewall }) => void firewall.faults.add(faultOf(fault)),
  /** Takes all faults back. */
  clear: (_fields, { firewall }) => firewall.faults.clear(),
  /** `ms`: puts the clock forward. */
  turn: ({ ms }, { clock }) => clock.turn(numberOf(ms, 'ms')),
  /** The time by its clock, milliseconds since 1970. */
  now: (_fields, { clock }) => clock.now(),
  /** The saved configuration as XML. */
  saved: (_fields, { firewall }) => firewall.document.toXml(),
  /** `part`: the configuration that `filter`, `aliases` or a service runs with, as XML. */
  applied: ({ part }, { firewall }) => firewall.running.applied(textOf(part, 'part')).toXml(),
  /** Earlier configurations, newest first: id, time, username and description. */
  history: (_fields, { firewall }) => firewall.history.list().map(({ id, time, username, description }) => ({ id, time, username, description })),
  /** `address`, and `interface` if need be: where clients are from now on; answers what becomes of new connections. */
  client: ({ address, interface: key }, { firewall }) => {
    firewall.client = { address: textOf(address, 'address'), ...(key === undefined ? {} : { interface: textOf(key, 'interface') }) };
    return firewall.judge();
  },
  /** What becomes of a new connection under the rules that run. */
  judge: (_fields, { firewall }) => firewall.judge(),
  /** `downMs`: reboots. */
  reboot: ({ downMs }, { firewall }) => firewall.reboot(downMs === undefined ? undefined : numberOf(downMs, 'downMs')),
  /** Why pf refused rules, if it did. */
  rulesError: (_fields, { firewall }) => firewall.running.rulesError ?? null,
};

/** Follows orders, one JSON object a line, and answers each with its `id`, and `result` or `error`; resolves when the lines end. */
export async function control(controlled: Controlled, lines: Readable, print: (answer: unknown) => void): Promise<void> {
  for await (const line of createInterface({ input: lines })) if (line.trim() !== '') print(follow(line, controlled));
}

function follow(line: string, controlled: Controlled): unknown {
  let id: unknown = null;
  try {
    const fields = JSON.parse(line) as Fields;
    ({ id = null } = fields);
    const name = textOf(fields['do'], 'do');
    const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
    if (order === undefined) throw new Error(`there is no order ${name}; there are ${Object.keys(ORDERS).join(', ')}`);
    return { id, result: order(fields, controlled) ?? null };
  } catch (problem) {
    return { id, error: problem instanceof Error ? problem.message : 'unknown' };
  }
}

const KINDS: readonly string[] = ['latency', 'reset', 'silence', 'status', 'html', 'truncated', 'drip', 'reboot', 'diskFull', 'rejectedRules'] satisfies readonly Fault['kind'][];

function faultOf(value: unknown): Fault {
  const { path, times, ...fault } = (value ?? {}) as Record<string, unknown>;
  if (!KINDS.includes(textOf(fault['kind'], 'kind'))) throw new Error(`there is no fault ${String(fault['kind'])}; there are ${KINDS.join(', ')}`);
  return {
    ...fault,
    ...(path === undefined ? {} : { route: new RegExp(textOf(path, 'path')) }),
    ...(times === undefined ? {} : { times: times === 'always' ? Number.POSITIVE_INFINITY : numberOf(times, 'times') }),
  } as unknown as Fault;
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${name} has to be a text`);
}

function numberOf(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  throw new Error(`${name} has to be a number`);
}

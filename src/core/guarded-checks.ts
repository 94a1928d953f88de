import { type Endpoint, OpnError } from '../ports';
import { type Check, type Fact, type FactSource, NotApplicable, type Observation, SEVERITIES, Undecided, type Values, type Verdict } from './audit';
import { DeclaredReads, facade, leavable } from './call-ports';
import { thrown } from './load-plugins';
import { concernsWhole } from './part';
import { unlessLeft } from './time-limit';

const SECONDS = 30;

/** Every endpoint that the facts of these checks may read. */
export function endpointsOf(checks: readonly Check[]): readonly Endpoint[] {
  return [...new Set(checks.flatMap(({ needs }) => Object.values(needs)).flatMap(({ uses }) => uses))];
}

/**
 * Checks of one plugin from outside as an audit may run them: whatever goes wrong in one of them concerns nothing but the checks that build on it.
 * Each fact reads what it declares, has `seconds` for it, and cannot reach what others read; each verdict is checked and becomes plain data.
 */
export class GuardedChecks {
  readonly #facts = new Map<Fact<unknown>, Fact<unknown>>();

  constructor(
    private readonly plugin: string,
    private readonly seconds = SECONDS,
  ) {}

  /** The check behind its guard, marked with the plugin's id. */
  guard(check: Check): Check {
    const { id, area, title, question, severity, recommendation } = check;
    const needs = Object.fromEntries(Object.entries(check.needs).map(([name, fact]) => [name, this.#fact(fact)]));
    return Object.freeze({ id, area, title, question, severity, recommendation, references: [...check.references], plugin: this.plugin, needs, judge: (values: Values<typeof needs>) => this.#judged(check, values) });
  }

  /** One guard a fact: an audit tells facts apart, and reads each of them once. */
  #fact<T>(fact: Fact<T>): Fact<T> {
    const known = this.#facts.get(fact) as Fact<T> | undefined;
    if (known !== undefined) return known;
    const guarded: Fact<T> = Object.freeze({ name: fact.name, uses: [...fact.uses], read: (source: FactSource) => this.#read(fact, source) });
    this.#facts.set(fact, guarded);
    return guarded;
  }

  async #read<T>(fact: Fact<T>, source: FactSource): Promise<T> {
    const ended = new AbortController();
    const late = new OpnError('OPN_TIMEOUT', `The plugin '${this.plugin}' did not read ${fact.name} within ${String(this.seconds)} seconds.`, 'The plugin is at fault, or the firewall is slow; other checks are not concerned.');
    const timer = setTimeout(() => ended.abort(late), this.seconds * 1000);
    const own: FactSource = Object.freeze({
      firewall: new DeclaredReads(source.firewall, fact, { signal: ended.signal, progress: () => undefined }),
      config: Object.freeze(leavable(source.config, ended.signal, false)),
      certificates: facade(source.certificates, 'read'),
      now: source.now,
      get: <Other>(other: Fact<Other>) => source.get(this.#fact(other)),
    });
    try {
      return await unlessLeft(Promise.resolve(fact.read(own)), ended.signal);
    } catch (problem) {
      // An error that ends a whole audit must not be made by a plugin; where it is true, what the others read says so, too.
      if (problem instanceof OpnError && !concernsWhole(problem)) throw problem;
      const what = problem instanceof OpnError ? `${problem.code}: ${problem.message}` : thrown(problem);
      throw new OpnError('OPN_PLUGIN', `The plugin '${this.plugin}' failed to read ${fact.name}: ${what}`, 'Report this to the author of the plugin; other checks are not concerned.', { cause: problem });
    } finally {
      clearTimeout(timer);
      ended.abort(late);
    }
  }

  #judged(check: Check, values: Values<Check['needs']>): Verdict {
    try {
      return plain(check.judge(values));
    } catch (problem) {
      throw new Error(`A check of the plugin '${this.plugin}': ${thrown(problem, true)}`);
    }
  }
}

/** The verdict as plain data; throws when it is none. */
function plain(verdict: unknown): Verdict {
  if (verdict instanceof NotApplicable) return new NotApplicable(String(verdict.reason));
  if (verdict instanceof Undecided) return new Undecided(String(verdict.reason));
  if (!Array.isArray(verdict)) throw new Error('the verdict is neither a list of observations nor NotApplicable nor Undecided');
  const observations = JSON.parse(JSON.stringify(verdict)) as unknown[];
  const wrong = observations.findIndex(each => !isObservation(each));
  if (wrong >= 0) throw new Error(`observation ${String(wrong + 1)} is not made of subject, key, says and evidence`);
  return observations as Observation[];
}

function isObservation(value: unknown): value is Observation {
  if (!isObject(value)) return false;
  const { subject, key, says, evidence, severity, fix } = value;
  return [subject, key, says].every(text => typeof text === 'string' && text !== '') && isObject(evidence)
    && (severity === undefined || (SEVERITIES as readonly unknown[]).includes(severity))
    && (fix === undefined || (isObject(fix) && typeof fix['tool'] === 'string' && isObject(fix['arguments'])));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

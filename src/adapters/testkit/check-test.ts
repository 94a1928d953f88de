import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Check, type Needs, NotApplicable, type Severity, Undecided, type Values, type Verdict } from '../../core/audit';
import { testRunner } from './test-runner';

/** Values of what a check needs. */
export interface Judged<N extends Needs> {
  readonly says: string;
  readonly values: Values<N>;
}

/** Values that fail the check, and what exactly it finds in them. */
export interface Fires<N extends Needs> extends Judged<N> {
  /** Keys of the findings, in their order. */
  readonly finds: readonly string[];
  /** Severities, where they differ from the check's. */
  readonly severities?: readonly Severity[];
}

/** Every side of a check; a test that lacks one is refused. */
export interface CheckCases<N extends Needs> {
  readonly fires: readonly Fires<N>[];
  readonly silent: readonly Judged<N>[];
  /** `always applies` for a check about something that every firewall has. */
  readonly notApplicable: readonly Judged<N>[] | 'always applies';
  /** Values that do not tell. */
  readonly undecided?: readonly Judged<N>[];
}

/** Tests what a check makes of values: where it fires, stays silent and does not apply. Runs under a runner with the globals `describe` and `it`, otherwise under node:test. */
export function checkTest<N extends Needs>(check: Check<N>, cases: CheckCases<N>): void {
  const { describe, it } = testRunner();
  for (const side of ['fires', 'silent', 'notApplicable'] as const) {
    if (cases[side].length === 0) throw new Error(`${check.id}: a test needs every side, but has nothing for '${side}'`);
  }
  describe(check.id, () => {
    for (const { says, values, finds, severities } of cases.fires) {
      it(`fires: ${says}`, async () => {
        const found = observations(check.judge(values));
        deepStrictEqual(found.map(({ key }) => key), finds);
        strictEqual(new Set(finds).size, finds.length, 'two findings share a key');
        deepStrictEqual(found.map(({ severity = check.severity }) => severity), severities ?? finds.map(() => check.severity));
        for (const { subject, says: sentence, evidence } of found) {
          ok(subject !== '' && /[.!]$/.test(sentence), `'${subject}: ${sentence}' names nothing, or is no sentence`);
          ok(Object.values(evidence).some(value => value !== undefined), 'there is no evidence');
        }
      });
    }
    for (const { says, values } of cases.silent) it(`is silent: ${says}`, async () => deepStrictEqual(observations(check.judge(values)), []));
    for (const { says, values } of cases.notApplicable === 'always applies' ? [] : cases.notApplicable) it(`does not apply: ${says}`, async () => ok(check.judge(values) instanceof NotApplicable));
    for (const { says, values } of cases.undecided ?? []) it(`cannot tell: ${says}`, async () => ok(check.judge(values) instanceof Undecided));
  });
}

function observations(verdict: Verdict): Exclude<Verdict, NotApplicable | Undecided> {
  if (verdict instanceof NotApplicable || verdict instanceof Undecided) throw new Error(`it did not judge: ${verdict.reason}`);
  return verdict;
}

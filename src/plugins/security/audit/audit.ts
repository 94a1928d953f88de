import { type Check, NotApplicable, type Observation, Undecided } from '../../../core/audit';
import { OpnError } from '../../../ports';
import { type Facts } from './facts';
import { findingId } from './finding-id';
import { type CheckResult, type Finding } from './report';

/** Hears of a check that failed by a defect of its own. */
export type OnDefect = (check: Check, problem: unknown) => void;

/**
 * Runs the checks; all facts that they need are read at the same time. Rejects only when the firewall cannot be asked at all: a check that fails by
 * a defect is not checked, the others go on.
 */
export function audit(checks: readonly Check[], facts: Facts, onDefect: OnDefect): Promise<readonly CheckResult[]> {
  return Promise.all(
    checks.map(async check => {
      try {
        return await resultOf(check, facts);
      } catch (problem) {
        if (problem instanceof OpnError && problem.code !== 'OPN_INTERNAL') throw problem;
        onDefect(check, problem);
        return { check, outcome: 'not_checked', problems: [{ what: check.title, why: `${check.plugin === undefined ? 'OPN_INTERNAL' : 'OPN_PLUGIN'}: The check ${check.id} failed by a defect${check.plugin === undefined ? '' : ` of the plugin '${check.plugin}'`}.`, hint: "The server's log says more; other checks are not concerned." }] };
      }
    }),
  );
}

async function resultOf(check: Check, facts: Facts): Promise<CheckResult> {
  const { values, problems } = await facts.all(check.needs);
  if (problems.length > 0) return { check, outcome: 'not_checked', problems };
  const verdict = check.judge(values);
  if (verdict instanceof NotApplicable) return { check, outcome: 'not_applicable', reason: verdict.reason };
  if (verdict instanceof Undecided) return { check, outcome: 'not_checked', problems: [{ what: check.title, why: verdict.reason }] };
  return verdict.length === 0 ? { check, outcome: 'passed' } : { check, outcome: 'found', findings: identified(check, verdict) };
}

/** Findings with ids; of several with one key, each but the first has its number. */
function identified(check: Check, observations: readonly Observation[]): Finding[] {
  const seen = new Map<string, number>();
  return observations.map(observation => {
    const count = (seen.get(observation.key) ?? 0) + 1;
    seen.set(observation.key, count);
    const id = findingId(check.id, observation.key);
    return { ...observation, check, id: count === 1 ? id : `${id}-${String(count)}`, severity: observation.severity ?? check.severity };
  });
}

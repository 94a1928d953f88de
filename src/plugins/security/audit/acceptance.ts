import { type Acceptance } from '../../../ports';
import { type CheckResult, type Finding } from './report';

/** A finding that the operator has accepted, and what for. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly acceptance: Acceptance;
}

/** The results without what is accepted, and what became of the acceptances. */
export interface Acceptances {
  readonly results: readonly CheckResult[];
  readonly accepted: readonly AcceptedFinding[];
  /** Past their last day: what they accepted is found again. */
  readonly expired: readonly Acceptance[];
  /** Named for checks that there are not. */
  readonly unknown: readonly Acceptance[];
}

/** Takes the accepted findings out of the results; `today` is an ISO date, `checks` the ids of every check there is. */
export function accept(results: readonly CheckResult[], acceptances: readonly Acceptance[], today: string, checks: ReadonlySet<string>): Acceptances {
  const isExpired = ({ until }: Acceptance): boolean => until !== undefined && today.slice(0, 10) > until;
  const inForce = new Map(acceptances.filter(each => !isExpired(each)).map(each => [each.id, each]));
  const acceptanceOf = ({ id, check }: Finding): Acceptance | undefined => inForce.get(id) ?? inForce.get(check.id);
  const accepted = results.flatMap(result =>
    result.outcome !== 'found' ? [] : result.findings.flatMap(finding => {
      const acceptance = acceptanceOf(finding);
      return acceptance === undefined ? [] : [{ finding, acceptance }];
    }),
  );
  return {
    results: results.map(result => (result.outcome === 'found' ? remaining(result, acceptanceOf) : result)),
    accepted,
    expired: acceptances.filter(isExpired),
    unknown: acceptances.filter(({ id }) => !checks.has(id.replace(/#.*$/, ''))),
  };
}

function remaining(result: CheckResult & { readonly outcome: 'found' }, acceptanceOf: (finding: Finding) => Acceptance | undefined): CheckResult {
  const findings = result.findings.filter(finding => acceptanceOf(finding) === undefined);
  return findings.length === 0 ? { check: result.check, outcome: 'accepted' } : { ...result, findings };
}

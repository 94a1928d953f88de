import { NotApplicable, type Observation, Undecided, type Verdict } from '../../../../core/audit';
import { type FilterRule } from '../../../../core/packet-filter';
import { type Ruleset } from '../../facts/ruleset.fact';
import { type IdleRule, type RuleHygiene } from '../../hygiene/idle-rules';
import { nameOf } from '../../traffic/rule-words';
import { keyOf, operatorsRules, ruleEvidence } from '../exposure';

const MOST_NAMED = 3;
const MOST_PROVING = 10;

/** A finding for each of the rules that never decide, with the rules that prove it; `more` adds to it what follows from them. The last names the rules of which nobody found out; where these are all, nothing is decided. */
export function idleFindings(rules: Ruleset, { idle, undecided }: RuleHygiene, verdict: IdleRule['verdict'], what: string, more: (each: IdleRule) => Pick<Observation, 'severity' | 'fix'>): Verdict {
  const own = operatorsRules(rules);
  if (own instanceof NotApplicable) return own;
  const found = idle.filter(each => each.verdict === verdict).map((each): Observation => ({
    key: keyOf(each.rule),
    subject: nameOf(each.rule),
    says: `${namesOf(each.by)} ${each.by.length === 1 ? 'takes' : 'together take'} every packet that it is for, and ${what}.`,
    evidence: { ...ruleEvidence(each.rule), because: each.because, decided_by: each.by.slice(0, MOST_PROVING).map(proving), ...(each.by.length > MOST_PROVING ? { further_rules: each.by.length - MOST_PROVING } : {}) },
    ...more(each),
  }));
  if (undecided.length === 0) return found;
  const says = `Whether other rules take every packet of ${String(undecided.length)} of the ${String(own.length)} rules (${namesOf(undecided)}) was not found out: they overlap with too many others.`;
  return found.length === 0 ? new Undecided(says) : [...found, { key: 'undecided', subject: `${String(undecided.length)} further rules`, says, evidence: { rules: undecided.slice(0, MOST_PROVING).map(proving), ...(undecided.length > MOST_PROVING ? { further_rules: undecided.length - MOST_PROVING } : {}) }, severity: 'info' }];
}

function proving(rule: FilterRule): Readonly<Record<string, unknown>> {
  const { kind: _kind, ...facts } = ruleEvidence(rule);
  return { description: rule.description, ...facts };
}

function namesOf(rules: readonly FilterRule[]): string {
  const names = rules.slice(0, MOST_NAMED).map(nameOf);
  const rest = rules.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${String(rest)} more` : names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${String(names.at(-1))}`;
}

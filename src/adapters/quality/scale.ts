import { formatTable } from '../cli/table';
import { RULES, type Tier, TIERS } from './rules';
import { type Subject } from './subject';

/** How one rule came out. */
export interface Judgement {
  readonly rule: string;
  readonly tier: Tier;
  readonly says: string;
  readonly kept: boolean;
  /** What is missing; empty for a rule that is kept. */
  readonly lacks: readonly string[];
}

/** Where a plugin stands on the quality scale. */
export interface Quality {
  readonly plugin: string;
  readonly version: string;
  /** The highest tier of which it keeps all rules, and all rules of those below. */
  readonly tier: Tier | 'none';
  readonly rules: readonly Judgement[];
}

/** Judges a plugin by every rule. */
export function qualityOf(subject: Subject): Quality {
  const rules = RULES.map(({ id, tier, says, lacks: judge }) => {
    const lacks = judge(subject);
    return { rule: id, tier, says, kept: lacks.length === 0, lacks };
  });
  const firstMissed = TIERS.findIndex(tier => rules.some(rule => rule.tier === tier && !rule.kept));
  const { name, version } = subject.manifest;
  return { plugin: name, version, tier: TIERS[(firstMissed === -1 ? TIERS.length : firstMissed) - 1] ?? 'none', rules };
}

/** True when the tier is that one or a higher one. */
export const reaches = (tier: Quality['tier'], wanted: Tier): boolean => tier !== 'none' && TIERS.indexOf(tier) >= TIERS.indexOf(wanted);

/** The judgement as text for people. */
export function formatQuality({ plugin, version, tier, rules }: Quality): string {
  const rows = rules.map(each => ({ tier: each.tier, rule: `${each.kept ? '✓' : '✗'} ${each.rule}`, note: each.kept ? each.says : `${each.says}; not so: ${short(each.lacks)}` }));
  return `${plugin}@${version}: ${tier === 'none' ? 'below bronze' : tier}\n\n${formatTable(['tier', 'rule', 'note'], rows)}\n`;
}

const short = (lacks: readonly string[]): string => `${lacks.slice(0, 5).join(', ')}${lacks.length > 5 ? ` and ${lacks.length - 5} more` : ''}`;

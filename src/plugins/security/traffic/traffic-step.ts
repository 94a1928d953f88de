import { IsArray, IsIn, IsString } from 'class-validator';
import { Nested, Optional, present } from '../../../core';
import { type FilterRule, stageOf } from '../../../core/packet-filter';

/** What becomes of a packet. */
export const VERDICTS = ['pass', 'block', 'reject', 'unknown'] as const;
/** What becomes of a packet; `unknown` when what could not be known decides. */
export type Verdict = (typeof VERDICTS)[number];

const STAGES = ['state', 'destination NAT', 'rules in', 'route', 'source NAT', 'rules out'] as const;

/** The rule that decides. */
export class DecidingRule {
  /** The uuid of a rule that can be changed, the label of one of OPNsense itself, or the place of an older one. */
  @IsString() id!: string;
  @IsIn(['rule', 'legacy', 'automatic']) kind!: 'rule' | 'legacy' | 'automatic';
  @IsIn(['pass', 'block', 'reject']) action!: 'pass' | 'block' | 'reject';
  /** Where pf has it: its own rules first, then floating ones, groups, interfaces. */
  @IsString() among!: string;
  @IsString() description!: string;
}

/** One step of a packet through the firewall. */
export class TrafficStep {
  @IsIn([...STAGES]) stage!: (typeof STAGES)[number];
  /** Name of the interface. */
  @Optional() @IsString() on?: string;
  /** What happens. */
  @IsString() result!: string;
  @IsString() why!: string;
  @Optional() @Nested(() => DecidingRule) rule?: DecidingRule;
  /** Rules that would have decided otherwise but for one condition. */
  @Optional() @IsArray() @IsString({ each: true }) near_misses?: string[];
}

/** A rule as results name it. */
export function toDecidingRule(rule: FilterRule): DecidingRule {
  return { id: rule.id, kind: rule.origin, action: rule.action, among: stageOf(rule), description: rule.description };
}

/** A step without what it does not have. */
export function step(fields: TrafficStep): TrafficStep {
  return present<TrafficStep>(fields);
}

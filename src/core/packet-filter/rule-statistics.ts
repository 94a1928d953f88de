import { reads } from '../endpoints';
import { shape } from '../shape';

/** What pf counted of a rule; of one that is written out several times, the sum. */
export interface RuleStatistics {
  readonly evaluations?: number;
  readonly packets?: number;
  readonly bytes?: number;
  readonly states?: number;
}

const count = shape.optional(shape.integer);

/** What pf counted since it loaded the rules, by a rule's uuid or label. */
export const ruleStatistics = reads<{ readonly stats?: Readonly<Record<string, RuleStatistics>> }>('firewall/filter_util/rule_stats', {
  shape: shape.object({ stats: shape.optional(shape.table(shape.object({ evaluations: count, packets: count, bytes: count, states: count }))) }),
});

import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { fieldsOf, isSet } from '../../../core/packet-filter';
import { idleRules as findIdleRules, type RuleHygiene } from '../hygiene/idle-rules';
import { ruleset } from './ruleset.fact';

/** Rules of the operator that never decide, or change nothing, and those of which nobody found out. */
export const idleRules: Fact<RuleHygiene> = {
  name: 'which rules never decide',
  uses: [configDownload],
  read: async source => {
    const [{ filter }, system] = await Promise.all([source.get(ruleset), source.config.section('system')]);
    return findIdleRules(filter, isSet(fieldsOf(system), 'skip_rules_gw_down'));
  },
};

import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { fieldsOf, isSet } from '../../../core/packet-filter';
import { type IdleRule, idleRules as findIdleRules } from '../hygiene/idle-rules';
import { ruleset } from './ruleset.fact';

/** Rules of the operator that never decide, or change nothing. */
export const idleRules: Fact<readonly IdleRule[]> = {
  name: 'which rules never decide',
  uses: [configDownload],
  read: async source => {
    const [{ filter }, system] = await Promise.all([source.get(ruleset), source.config.section('system')]);
    return findIdleRules(filter, isSet(fieldsOf(system), 'skip_rules_gw_down'));
  },
};

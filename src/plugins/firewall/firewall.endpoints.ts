import { Collection, writes } from '../../core';
import { type RuleRow, ruleRow } from '../../core/packet-filter';
import { type Alias, type AliasRow, aliasRow, toAlias } from './alias';
import { type Category, type CategoryRow, toCategory } from './category';
import { type PortForward, type PortForwardRow, portForwardRow, toPortForward } from './port-forward';
import { type FirewallRule, toRule } from './rule';
import { type SourceNatRow, sourceNatRow } from './source-nat';

export { firewallLog, interfaceNames, ruleIds, searchLog } from '../../core/firewall-log';
export { interfaceList, ruleStatistics, searchAllRules, searchRules } from '../../core/packet-filter';

/** Categories: names and colours that rules and aliases can be grouped by. */
export const categories = new Collection<CategoryRow, Category>(
  { controller: 'firewall/category', action: 'item', wrapper: 'category', noun: 'firewall category', camelSearchUntil: '25.1' },
  toCategory,
);
/** Rules that the API can change. */
export const rules = new Collection<RuleRow, FirewallRule>({ controller: 'firewall/filter', action: 'rule', wrapper: 'rule', noun: 'firewall rule', row: ruleRow }, toRule);
/** Aliases: names for hosts, networks and ports. */
export const aliases = new Collection<AliasRow, Alias>(
  { controller: 'firewall/alias', action: 'item', wrapper: 'alias', noun: 'alias', row: aliasRow, always: 'name', joints: { content: '\n' } },
  toAlias,
);
/** Port forwards; up to 25.7 only the web GUI can change them. */
export const portForwards = new Collection<PortForwardRow, PortForward>(
  { controller: 'firewall/d_nat', action: 'rule', wrapper: 'rule', noun: 'port forward', row: portForwardRow, facts: { since: '26.1' } },
  toPortForward,
);

/** Rules that give what leaves another source address; no release lists all of them. */
export const sourceNat = new Collection<SourceNatRow, SourceNatRow>({ controller: 'firewall/source_nat', action: 'rule', wrapper: 'rule', noun: 'source NAT rule', row: sourceNatRow }, row => row);

/** Lets pf load the saved rules of source NAT. */
export const applySourceNat = writes<{ readonly status: string }>('firewall/source_nat/apply');
/** Lets pf load the saved rules. */
export const applyRules = writes<{ readonly status: string }>('firewall/filter/apply');
/** Lets pf load the saved port forwards. */
export const applyPortForwards = writes<{ readonly status: string }>('firewall/d_nat/apply', { since: '26.1' });
/** Fills pf's tables with what the saved aliases hold; nothing else does since 26.1. */
export const reconfigureAliases = writes<{ readonly status: string }>('firewall/alias/reconfigure', { slow: true });

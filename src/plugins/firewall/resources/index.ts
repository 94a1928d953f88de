import { AliasResource } from './alias.resource';
import { AliasesResource } from './aliases.resource';
import { CategoryResource } from './category.resource';
import { ChangeResource } from './change.resource';
import { ChangesResource } from './changes.resource';
import { FirewallLogResource } from './firewall-log.resource';
import { InterfaceRulesResource } from './interface-rules.resource';
import { PendingChangeResource } from './pending-change.resource';
import { RuleResource } from './rule.resource';
import { RulesResource } from './rules.resource';

/** What can be read of rules, aliases, categories, changes and the log by URI. */
export const RESOURCES = [RulesResource, InterfaceRulesResource, RuleResource, AliasesResource, AliasResource, CategoryResource, ChangesResource, ChangeResource, PendingChangeResource, FirewallLogResource];

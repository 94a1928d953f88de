import { Plugin, PLUGIN_API } from '../../core';
import { GuestNetworkPrompt } from './prompts/guest-network.prompt';
import { PublishServicePrompt } from './prompts/publish-service.prompt';
import { UndoChangePrompt } from './prompts/undo-change.prompt';
import { WhatsappCallsPrompt } from './prompts/whatsapp-calls.prompt';
import { RESOURCES } from './resources';
import { AddAliasTool } from './tools/add-alias.tool';
import { AddFirewallCategoryTool } from './tools/add-firewall-category.tool';
import { AddFirewallRuleTool } from './tools/add-firewall-rule.tool';
import { AddIcmpv6RulesTool } from './tools/add-icmpv6-rules.tool';
import { AddNatRuleTool } from './tools/add-nat-rule.tool';
import { AddSourceNatTool } from './tools/add-source-nat.tool';
import { ChangeHistoryTool } from './tools/change-history.tool';
import { ConfirmChangesTool } from './tools/confirm-changes.tool';
import { DeleteAliasTool } from './tools/delete-alias.tool';
import { DeleteFirewallCategoryTool } from './tools/delete-firewall-category.tool';
import { DeleteFirewallRuleTool } from './tools/delete-firewall-rule.tool';
import { DeleteNatRuleTool } from './tools/delete-nat-rule.tool';
import { DeleteSourceNatTool } from './tools/delete-source-nat.tool';
import { FirewallLogTool } from './tools/firewall-log.tool';
import { ListFirewallAliasesTool } from './tools/list-firewall-aliases.tool';
import { ListFirewallCategoriesTool } from './tools/list-firewall-categories.tool';
import { ListFirewallRulesTool } from './tools/list-firewall-rules.tool';
import { ListNatRulesTool } from './tools/list-nat-rules.tool';
import { ListSourceNatTool } from './tools/list-source-nat.tool';
import { PendingChangesTool } from './tools/pending-changes.tool';
import { RollbackChangesTool } from './tools/rollback-changes.tool';
import { SetRuleCategoriesTool } from './tools/set-rule-categories.tool';
import { SetRuleOptionsTool } from './tools/set-rule-options.tool';
import { ToggleAliasTool } from './tools/toggle-alias.tool';
import { ToggleFirewallRuleTool } from './tools/toggle-firewall-rule.tool';
import { UndoChangeTool } from './tools/undo-change.tool';
import { UpdateAliasTool } from './tools/update-alias.tool';
import { UpdateFirewallRuleTool } from './tools/update-firewall-rule.tool';
import { UpdateNatRuleTool } from './tools/update-nat-rule.tool';
import { UpdateSourceNatTool } from './tools/update-source-nat.tool';

/** What the packet filter does. */
@Plugin({
  id: 'firewall',
  title: 'Firewall',
  summary: 'Packet filter rules, aliases, port forwards, source NAT, their categories, and the log of the packet filter; confirming and undoing changes.',
  api: PLUGIN_API,
  resources: RESOURCES,
  prompts: [GuestNetworkPrompt, PublishServicePrompt, UndoChangePrompt, WhatsappCallsPrompt],
  tools: [
    ListFirewallRulesTool, AddFirewallRuleTool, UpdateFirewallRuleTool, ToggleFirewallRuleTool, DeleteFirewallRuleTool, SetRuleOptionsTool, SetRuleCategoriesTool, AddIcmpv6RulesTool,
    ListFirewallAliasesTool, AddAliasTool, UpdateAliasTool, ToggleAliasTool, DeleteAliasTool,
    ListNatRulesTool, AddNatRuleTool, UpdateNatRuleTool, DeleteNatRuleTool,
    ListSourceNatTool, AddSourceNatTool, UpdateSourceNatTool, DeleteSourceNatTool,
    ListFirewallCategoriesTool, AddFirewallCategoryTool, DeleteFirewallCategoryTool,
    FirewallLogTool,
    ConfirmChangesTool, PendingChangesTool, RollbackChangesTool, ChangeHistoryTool, UndoChangeTool,
  ],
})
export class FirewallPlugin {}

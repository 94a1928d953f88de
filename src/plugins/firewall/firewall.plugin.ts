import { Plugin, PLUGIN_API } from '../../core';
import { AddFirewallCategoryTool } from './tools/add-firewall-category.tool';
import { ChangeHistoryTool } from './tools/change-history.tool';
import { ConfirmChangesTool } from './tools/confirm-changes.tool';
import { DeleteFirewallCategoryTool } from './tools/delete-firewall-category.tool';
import { ListFirewallCategoriesTool } from './tools/list-firewall-categories.tool';
import { PendingChangesTool } from './tools/pending-changes.tool';
import { RollbackChangesTool } from './tools/rollback-changes.tool';
import { UndoChangeTool } from './tools/undo-change.tool';

/** What the packet filter does. */
@Plugin({
  id: 'firewall',
  title: 'Firewall',
  summary: 'Categories that group firewall rules and aliases; confirming and undoing changes.',
  api: PLUGIN_API,
  tools: [
    ListFirewallCategoriesTool, AddFirewallCategoryTool, DeleteFirewallCategoryTool,
    ConfirmChangesTool, PendingChangesTool, RollbackChangesTool, ChangeHistoryTool, UndoChangeTool,
  ],
})
export class FirewallPlugin {}

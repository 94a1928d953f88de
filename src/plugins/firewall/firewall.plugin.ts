import { Plugin, PLUGIN_API } from '../../core';
import { AddFirewallCategoryTool } from './tools/add-firewall-category.tool';
import { DeleteFirewallCategoryTool } from './tools/delete-firewall-category.tool';
import { ListFirewallCategoriesTool } from './tools/list-firewall-categories.tool';

/** What the packet filter does. */
@Plugin({
  id: 'firewall',
  title: 'Firewall',
  summary: 'Categories that group firewall rules and aliases.',
  api: PLUGIN_API,
  tools: [ListFirewallCategoriesTool, AddFirewallCategoryTool, DeleteFirewallCategoryTool],
})
export class FirewallPlugin {}

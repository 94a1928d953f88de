import { Plugin, PLUGIN_API } from 'opnsense-mcp/plugin';
import { AddItemTool } from './tools/add-item.tool';
import { ListItemsTool } from './tools/list-items.tool';

/** __TITLE__ (os-__MODULE__). */
@Plugin({
  id: '__NAME__',
  title: '__TITLE__',
  summary: '__TITLE__ (os-__MODULE__): its widgets.',
  api: PLUGIN_API,
  tools: [ListItemsTool, AddItemTool],
})
export class __CLASS__Plugin {}

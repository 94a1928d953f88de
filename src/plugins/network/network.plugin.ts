import { Plugin, PLUGIN_API } from '../../core';
import { Ipv6MigrationPrompt } from './prompts/ipv6-migration.prompt';
import { AddStaticRouteTool } from './tools/add-static-route.tool';
import { ArpTableTool } from './tools/arp-table.tool';
import { DeleteStaticRouteTool } from './tools/delete-static-route.tool';
import { InterfaceStatsTool } from './tools/interface-stats.tool';
import { Ipv6StatusTool } from './tools/ipv6-status.tool';
import { ListStaticRoutesTool } from './tools/list-static-routes.tool';
import { NdpTableTool } from './tools/ndp-table.tool';
import { ToggleStaticRouteTool } from './tools/toggle-static-route.tool';
import { UpdateStaticRouteTool } from './tools/update-static-route.tool';

/** The networks around the firewall. */
@Plugin({
  id: 'network',
  title: 'Network',
  summary: 'Interface counters, ARP and NDP neighbours, IPv6 status and static routes.',
  api: PLUGIN_API,
  prompts: [Ipv6MigrationPrompt],
  tools: [
    InterfaceStatsTool, ArpTableTool, NdpTableTool, Ipv6StatusTool,
    ListStaticRoutesTool, AddStaticRouteTool, UpdateStaticRouteTool, ToggleStaticRouteTool, DeleteStaticRouteTool,
  ],
})
export class NetworkPlugin {}

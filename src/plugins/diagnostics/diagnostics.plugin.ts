import { Plugin, PLUGIN_API } from '../../core';
import { DnsLookupTool } from './tools/dns-lookup.tool';
import { PfStatesTool } from './tools/pf-states.tool';
import { PingTool } from './tools/ping.tool';
import { TracerouteTool } from './tools/traceroute.tool';

/** Looking outwards from the firewall, and at what passes it. */
@Plugin({
  id: 'diagnostics',
  title: 'Diagnostics',
  summary: 'Ping, traceroute and DNS lookups from the firewall, and the connections it lets through.',
  api: PLUGIN_API,
  tools: [PingTool, TracerouteTool, DnsLookupTool, PfStatesTool],
})
export class DiagnosticsPlugin {}

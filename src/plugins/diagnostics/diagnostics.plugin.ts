import { Plugin, PLUGIN_API } from '../../core';
import { LogResource } from './resources/log.resource';
import { SearchedLogResource } from './resources/searched-log.resource';
import { DnsLookupTool } from './tools/dns-lookup.tool';
import { PacketCaptureTool } from './tools/packet-capture.tool';
import { PfStatesTool } from './tools/pf-states.tool';
import { PingTool } from './tools/ping.tool';
import { SystemLogTool } from './tools/system-log.tool';
import { TracerouteTool } from './tools/traceroute.tool';

/** Looking outwards from the firewall, and at what passes it. */
@Plugin({
  id: 'diagnostics',
  title: 'Diagnostics',
  summary: 'Ping, traceroute and DNS lookups from the firewall, the connections and packets that pass it, and its logs.',
  api: PLUGIN_API,
  tools: [PingTool, TracerouteTool, DnsLookupTool, PfStatesTool, PacketCaptureTool, SystemLogTool],
  resources: [LogResource, SearchedLogResource],
})
export class DiagnosticsPlugin {}

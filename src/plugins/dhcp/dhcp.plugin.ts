import { Plugin, PLUGIN_API } from '../../core';
import { AddDnsmasqRangeTool } from './tools/add-dnsmasq-range.tool';
import { DeleteDnsmasqRangeTool } from './tools/delete-dnsmasq-range.tool';
import { ListDhcpLeasesTool } from './tools/list-dhcp-leases.tool';
import { ListDnsmasqLeasesTool } from './tools/list-dnsmasq-leases.tool';
import { ListDnsmasqRangesTool } from './tools/list-dnsmasq-ranges.tool';
import { ListKeaLeasesTool } from './tools/list-kea-leases.tool';
import { ReconfigureDnsmasqTool } from './tools/reconfigure-dnsmasq.tool';
import { UpdateDnsmasqRangeTool } from './tools/update-dnsmasq-range.tool';

/** The DHCP servers: Dnsmasq, Kea, and ISC DHCP. */
@Plugin({
  id: 'dhcp',
  title: 'DHCP',
  summary: 'Leases, ranges and reservations of the DHCP servers: Dnsmasq, Kea and ISC DHCP.',
  api: PLUGIN_API,
  tools: [ListDhcpLeasesTool, ListKeaLeasesTool, ListDnsmasqLeasesTool, ListDnsmasqRangesTool, AddDnsmasqRangeTool, UpdateDnsmasqRangeTool, DeleteDnsmasqRangeTool, ReconfigureDnsmasqTool],
})
export class DhcpPlugin {}

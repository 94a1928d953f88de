import { Plugin, PLUGIN_API } from '../../core';
import { AddDnsmasqHostTool } from './tools/add-dnsmasq-host.tool';
import { AddDnsmasqRangeTool } from './tools/add-dnsmasq-range.tool';
import { AddKeaReservationTool } from './tools/add-kea-reservation.tool';
import { AddKeaSubnetTool } from './tools/add-kea-subnet.tool';
import { DeleteDnsmasqHostTool } from './tools/delete-dnsmasq-host.tool';
import { DeleteDnsmasqRangeTool } from './tools/delete-dnsmasq-range.tool';
import { DeleteKeaReservationTool } from './tools/delete-kea-reservation.tool';
import { DeleteKeaSubnetTool } from './tools/delete-kea-subnet.tool';
import { ListDhcpLeasesTool } from './tools/list-dhcp-leases.tool';
import { ListDnsmasqHostsTool } from './tools/list-dnsmasq-hosts.tool';
import { ListDnsmasqLeasesTool } from './tools/list-dnsmasq-leases.tool';
import { ListDnsmasqRangesTool } from './tools/list-dnsmasq-ranges.tool';
import { ListKeaLeasesTool } from './tools/list-kea-leases.tool';
import { ListKeaReservationsTool } from './tools/list-kea-reservations.tool';
import { ListKeaSubnetsTool } from './tools/list-kea-subnets.tool';
import { ReconfigureDnsmasqTool } from './tools/reconfigure-dnsmasq.tool';
import { UpdateDnsmasqHostTool } from './tools/update-dnsmasq-host.tool';
import { UpdateDnsmasqRangeTool } from './tools/update-dnsmasq-range.tool';
import { UpdateKeaReservationTool } from './tools/update-kea-reservation.tool';
import { UpdateKeaSubnetTool } from './tools/update-kea-subnet.tool';

/** The DHCP servers: Dnsmasq, Kea, and ISC DHCP. */
@Plugin({
  id: 'dhcp',
  title: 'DHCP',
  summary: 'Leases, ranges and reservations of the DHCP servers: Dnsmasq, Kea and ISC DHCP.',
  api: PLUGIN_API,
  tools: [
    ListDhcpLeasesTool, ListKeaLeasesTool, ListDnsmasqLeasesTool, ListDnsmasqRangesTool, AddDnsmasqRangeTool, UpdateDnsmasqRangeTool, DeleteDnsmasqRangeTool, ReconfigureDnsmasqTool,
    ListDnsmasqHostsTool, AddDnsmasqHostTool, UpdateDnsmasqHostTool, DeleteDnsmasqHostTool,
    ListKeaSubnetsTool, AddKeaSubnetTool, UpdateKeaSubnetTool, DeleteKeaSubnetTool, ListKeaReservationsTool, AddKeaReservationTool, UpdateKeaReservationTool, DeleteKeaReservationTool,
  ],
})
export class DhcpPlugin {}

import { Plugin, PLUGIN_API } from '../../core';
import { AddDnsAliasTool } from './tools/add-dns-alias.tool';
import { AddDnsForwardTool } from './tools/add-dns-forward.tool';
import { AddDnsOverrideTool } from './tools/add-dns-override.tool';
import { AddDnsblAllowlistTool } from './tools/add-dnsbl-allowlist.tool';
import { DeleteDnsAliasTool } from './tools/delete-dns-alias.tool';
import { DeleteDnsForwardTool } from './tools/delete-dns-forward.tool';
import { DeleteDnsOverrideTool } from './tools/delete-dns-override.tool';
import { DnsStatsTool } from './tools/dns-stats.tool';
import { GetDnsblTool } from './tools/get-dnsbl.tool';
import { ListDnsAliasesTool } from './tools/list-dns-aliases.tool';
import { ListDnsForwardsTool } from './tools/list-dns-forwards.tool';
import { ListDnsOverridesTool } from './tools/list-dns-overrides.tool';
import { ListDnsblTool } from './tools/list-dnsbl.tool';
import { ReconfigureUnboundTool } from './tools/reconfigure-unbound.tool';
import { RemoveDnsblAllowlistTool } from './tools/remove-dnsbl-allowlist.tool';
import { SetDnsblTool } from './tools/set-dnsbl.tool';
import { TestDnsblTool } from './tools/test-dnsbl.tool';
import { UpdateDnsAliasTool } from './tools/update-dns-alias.tool';
import { UpdateDnsForwardTool } from './tools/update-dns-forward.tool';
import { UpdateDnsOverrideTool } from './tools/update-dns-override.tool';
import { UpdateDnsblTool } from './tools/update-dnsbl.tool';

/** What the DNS resolver answers, asks and blocks. */
@Plugin({
  id: 'dns',
  title: 'DNS',
  summary: 'The DNS resolver Unbound: host overrides and their aliases, forwards in the clear and over TLS, blocklists, statistics.',
  api: PLUGIN_API,
  tools: [
    ListDnsOverridesTool, AddDnsOverrideTool, UpdateDnsOverrideTool, DeleteDnsOverrideTool, ListDnsAliasesTool, AddDnsAliasTool, UpdateDnsAliasTool, DeleteDnsAliasTool,
    ListDnsForwardsTool, AddDnsForwardTool, UpdateDnsForwardTool, DeleteDnsForwardTool, DnsStatsTool, ReconfigureUnboundTool,
    ListDnsblTool, GetDnsblTool, SetDnsblTool, AddDnsblAllowlistTool, RemoveDnsblAllowlistTool, UpdateDnsblTool, TestDnsblTool,
  ],
})
export class DnsPlugin {}

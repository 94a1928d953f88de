import { Plugin, PLUGIN_API } from '../../core';
import { PrepareUpgradePrompt } from './prompts/prepare-upgrade.prompt';
import { RESOURCES } from './resources';
import { DiffConfigTool } from './tools/diff-config.tool';
import { CompareFirewallsTool } from './tools/compare-firewalls.tool';
import { DoctorTool } from './tools/doctor.tool';
import { DownloadConfigTool } from './tools/download-config.tool';
import { GatewayStatusTool } from './tools/gateway-status.tool';
import { GetConfigSectionTool } from './tools/get-config-section.tool';
import { ListConfigHistoryTool } from './tools/list-config-history.tool';
import { ListFirewallsTool } from './tools/list-firewalls.tool';
import { ListServicesTool } from './tools/list-services.tool';
import { McpInfoTool } from './tools/mcp-info.tool';
import { RestoreConfigTool } from './tools/restore-config.tool';
import { ScanConfigTool } from './tools/scan-config.tool';
import { SystemStatusTool } from './tools/system-status.tool';

/** The firewall as a whole: status, services, gateways, saved configuration, and this server. */
@Plugin({
  id: 'system',
  title: 'System',
  summary: 'Version, updates and alerts, services, gateways, the saved configuration, and what this server may do.',
  api: PLUGIN_API,
  resources: RESOURCES,
  prompts: [PrepareUpgradePrompt],
  tools: [SystemStatusTool, ListServicesTool, GatewayStatusTool, DownloadConfigTool, ScanConfigTool, GetConfigSectionTool, McpInfoTool, DoctorTool, ListFirewallsTool, CompareFirewallsTool, ListConfigHistoryTool, DiffConfigTool, RestoreConfigTool],
})
export class SystemPlugin {}

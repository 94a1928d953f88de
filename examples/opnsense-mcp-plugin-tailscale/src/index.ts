import { Plugin, PLUGIN_API } from 'opnsense-mcp/plugin';
import { TailscaleOptions } from './options';
import { ReachNetworkPrompt } from './reach-network.prompt';
import { sshOpen } from './ssh-open.check';
import { SubnetsResource } from './subnets.resource';
import { AddTailscaleSubnetTool } from './tools/add-tailscale-subnet.tool';
import { DeleteTailscaleSubnetTool } from './tools/delete-tailscale-subnet.tool';
import { ListTailscaleSubnetsTool } from './tools/list-tailscale-subnets.tool';
import { TailscaleStatusTool } from './tools/tailscale-status.tool';

/** Tailscale (os-tailscale). */
@Plugin({
  id: 'tailscale',
  title: 'Tailscale',
  summary: 'Tailscale on the firewall (os-tailscale): status, peers, and the subnets that it advertises.',
  api: PLUGIN_API,
  tools: [TailscaleStatusTool, ListTailscaleSubnetsTool, AddTailscaleSubnetTool, DeleteTailscaleSubnetTool],
  resources: [SubnetsResource],
  prompts: [ReachNetworkPrompt],
  checks: [sshOpen],
  options: TailscaleOptions,
  secrets: ['preAuthKey'],
})
export class TailscalePlugin {}

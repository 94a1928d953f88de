import { Plugin, PLUGIN_API } from '../../core';
import { CHECKS } from './checks';
import { HardenFirewallPrompt } from './prompts/harden-firewall.prompt';
import { WhyBlockedPrompt } from './prompts/why-blocked.prompt';
import { AuditResource } from './resources/audit.resource';
import { AuditsResource } from './resources/audits.resource';
import { ExplainTrafficTool } from './tools/explain-traffic.tool';
import { SecurityAuditTool } from './tools/security-audit.tool';

/** How secure the firewall is, and what becomes of traffic. */
@Plugin({
  id: 'security',
  title: 'Security',
  summary: 'An audit of the firewall against checks that name the requirements they serve; why traffic passes or is blocked.',
  api: PLUGIN_API,
  resources: [AuditsResource, AuditResource],
  prompts: [HardenFirewallPrompt, WhyBlockedPrompt],
  tools: [SecurityAuditTool, ExplainTrafficTool],
  checks: CHECKS,
})
export class SecurityPlugin {}

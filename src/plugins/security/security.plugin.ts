import { Plugin, PLUGIN_API } from '../../core';
import { CHECKS } from './checks';
import { SecurityAuditTool } from './tools/security-audit.tool';

/** How secure the firewall is. */
@Plugin({
  id: 'security',
  title: 'Security',
  summary: 'An audit of the firewall against checks that name the requirements they serve.',
  api: PLUGIN_API,
  tools: [SecurityAuditTool],
  checks: CHECKS,
})
export class SecurityPlugin {}

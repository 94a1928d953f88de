import { IsIn } from 'class-validator';
import { asCall, Describe, Optional, Prompt, type PromptText, workflow } from '../../../core';
import { type Framework, FRAMEWORKS, SEVERITIES, type Severity } from '../../../core/audit';

/** How strict. */
export class HardenFirewallArguments {
  @Describe('A standard that counts: only what serves it.') @Optional() @IsIn(Object.keys(FRAMEWORKS)) framework?: Framework;
  @Describe('Nothing milder than this.') @IsIn(SEVERITIES) min_severity: Severity = 'medium';
}

/** `harden_firewall` */
@Prompt({
  name: 'harden_firewall',
  title: 'Harden this firewall',
  description: 'Audits the firewall and works through the findings, worst first, one at a time.',
  arguments: HardenFirewallArguments,
})
export class HardenFirewallPrompt implements PromptText<HardenFirewallArguments> {
  text({ framework, min_severity }: HardenFirewallArguments): string {
    const chosen = { min_severity, ...(framework === undefined ? {} : { framework }) };
    return workflow({
      goal: `Make this firewall safer${framework === undefined ? '' : `, by the standard ${framework}`}: find what is wrong, and put it right with me, one thing at a time.`,
      steps: [
        `${asCall('opn_security_audit', chosen)} for an overview. Tell me how many findings there are by severity, and what could not be checked and for want of which privilege.`,
        `For the worst ones ${asCall('opn_security_audit', { checks: ['<id of the check>'], evidence: true })} shows the values behind; look at the real thing with the tool that lists it (opn_list_firewall_rules, opn_list_nat_rules, opn_list_services, …) before you believe it.`,
        'Put them in an order: what is reachable from the Internet first, then what lets someone in without a password, then updates, then the rest. For each say what the risk is here, what the change breaks, and whether a tool can make it (the finding brings the call) or I have to click it.',
        `Before anything: ${asCall('opn_download_config')} for a copy that I keep, and opn_mcp_info for what you may change.`,
        'Work through the list one finding at a time. Rules that are in use (opn_pf_states, opn_firewall_log) are narrowed rather than deleted, and turned off (opn_toggle_firewall_rule) before they are deleted. Leave alone what you reach the firewall by.',
        `What I want to live with goes into the file of accepted findings with a reason (the operator sets OPNSENSE_ACCEPTED_FINDINGS): tell me the lines.`,
        `${asCall('opn_security_audit', { ...chosen, since: 'last' })} at the end: what is gone, what is new, what is left. ${asCall('opn_security_audit', { ...chosen, format: 'html' })} makes a page to keep.`,
      ],
      changes: true,
    });
  }
}

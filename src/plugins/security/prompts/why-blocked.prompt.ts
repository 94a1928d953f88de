import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { asCall, Describe, Optional, Prompt, type PromptText, workflow } from '../../../core';

/** What does not get through. */
export class WhyBlockedArguments {
  @Describe('Address that it comes from.') @IsString() source!: string;
  @Describe('Address or name that it goes to.') @IsString() destination!: string;
  @Describe('Port that it goes to.') @Optional() @IsInt() @Min(1) @Max(65_535) port?: number;
  @Describe('Protocol.') @IsIn(['tcp', 'udp', 'icmp']) protocol = 'tcp';
}

/** `why_blocked` */
@Prompt({
  name: 'why_blocked',
  title: 'Why is this blocked?',
  description: 'Finds what keeps traffic from getting through: rules, NAT, routes, names, or something that is not the firewall.',
  arguments: WhyBlockedArguments,
})
export class WhyBlockedPrompt implements PromptText<WhyBlockedArguments> {
  text({ source, destination, port, protocol }: WhyBlockedArguments): string {
    const to = { source, destination, protocol, ...(port === undefined ? {} : { port }) };
    const where = port === undefined ? {} : { port };
    return workflow({
      goal: `Find out why ${source} does not reach ${destination}${port === undefined ? '' : `, port ${String(port)}`} (${protocol}).`,
      steps: [
        `If ${destination} is a name: ${asCall('opn_dns_lookup', { hostname: destination })}, and ${asCall('opn_test_dnsbl', { domain: destination })} where a blocklist may be to blame. Go on with the address.`,
        `${asCall('opn_explain_traffic', { ...to, log: 'compare' })} names the NAT, the rule and the route that decide, and what the log says of it. It does not know everything: say what was uncertain.`,
        `${asCall('opn_firewall_log', { source_ip: source, ...where, action: 'block' })}: is it blocked in truth, and by which rule? Nothing there means that nothing arrived, or that the rule does not log.`,
        `If it passes by the rules: ${asCall('opn_pf_states', { search: source })} shows whether connections come about, and in which state they hang (SYN_SENT:CLOSED: no answer came back). ${asCall('opn_ping', { host: '<the destination’s address>' })} and ${asCall('opn_traceroute', { host: '<the destination’s address>' })} tell whether the firewall itself gets there; opn_gateway_status, whether a gateway is down.`,
        `If nothing arrives at all: opn_arp_table (opn_ndp_table for IPv6) shows whether the firewall sees ${source}, opn_list_static_routes and opn_interface_stats whether routes or errors of a line explain it. Also think of CrowdSec (opn_crowdsec_status).`,
        'Tell me in three sentences: what decides, how sure you are, and the smallest change that would help, with what else it would let through. Change nothing.',
      ],
      changes: false,
    });
  }
}

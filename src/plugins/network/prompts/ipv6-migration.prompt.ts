import { IsString } from 'class-validator';
import { asCall, Describe, known, Prompt, type PromptText, Suggest, workflow } from '../../../core';

/** Which networks. */
export class Ipv6MigrationArguments {
  @Describe('The interface of the network that is to get IPv6.') @Suggest(known.interfaces) @IsString() interface = 'lan';
  @Describe('The interface to the provider.') @Suggest(known.interfaces) @IsString() wan = 'wan';
}

/** `ipv6_migration` */
@Prompt({
  name: 'ipv6_migration',
  title: 'Bring IPv6 to a network',
  description: 'From what the provider delegates to addresses, names and rules, and a check that it works.',
  arguments: Ipv6MigrationArguments,
})
export class Ipv6MigrationPrompt implements PromptText<Ipv6MigrationArguments> {
  text({ interface: lan, wan }: Ipv6MigrationArguments): string {
    return workflow({
      goal: `Bring IPv6 to the network on ${lan}, with what the provider gives on ${wan}, beside the IPv4 that works today.`,
      steps: [
        `opn_ipv6_status shows how each interface gets its IPv6, and opn_gateway_status whether there is an IPv6 gateway that answers. ${wan} needs DHCPv6 or a static address, ${lan} a static one or a part of the delegated prefix (track or identity association). Tools cannot change that: where it is missing, tell me what to set under Interfaces, and stop until it is done.`,
        `${asCall('opn_ping', { host: '2606:4700:4700::1111', ip_version: '6' })} tells whether the firewall itself gets out over IPv6. If it does not, ${asCall('opn_get_config_section', { section: `interfaces.${wan}` })} and ${asCall('opn_firewall_log', { protocol: 'icmpv6', action: 'block' })} help to find out why.`,
        `${asCall('opn_list_firewall_rules', { interface: lan })}: without a rule for IPv6, nothing of ${lan} gets out. Note also whether ICMPv6 is let through; IPv6 does not work without it.`,
        `${asCall('opn_add_icmpv6_rules', { interface: lan })}, and the same for ${wan}, add what RFC 4890 calls essential, where it is missing (OPNsense 25.7 or later; before that, opn_add_firewall_rule does it by hand).`,
        `${asCall('opn_scan_config', { inventory: true })} tells which server hands out addresses. With Dnsmasq: opn_list_dnsmasq_ranges, then ${asCall('opn_add_dnsmasq_range', { interface: lan, start_addr: '::1000', end_addr: '::2000', prefix_interface: lan, ra_mode: 'slaac' })} announces the prefix and hands out addresses. With Kea: ${asCall('opn_add_kea_subnet', { subnet: '<prefix of the network>/64', interface: lan, pools: ['<first>-<last address>'] })}, with router advertisements switched on under Services. Never let two servers announce on ${lan}.`,
        `Let the clients out as they get out over IPv4, and no further: for each pass rule on ${lan} that is for IPv4 only, propose its twin: ${asCall('opn_add_firewall_rule', { interface: lan, action: 'pass', ip_protocol: 'inet6', source_net: `${lan} net`, description: '<as the IPv4 rule, for IPv6>' })}. There is no NAT in front of these hosts: nothing from ${wan} may be let in by the way.`,
        `For hosts inside that have names: ${asCall('opn_add_dns_override', { hostname: '<host>', domain: '<domain>', server: '<its IPv6 address>', type: 'AAAA' })}, only for addresses that stay.`,
        `Check: ${asCall('opn_ndp_table', { interface: lan })} shows clients with addresses of the prefix; ${asCall('opn_dns_lookup', { hostname: 'www.google.com' })} answers with AAAA records; ${asCall('opn_explain_traffic', { source: '<a client’s IPv6 address>', destination: '2606:4700:4700::1111', protocol: 'tcp', port: 443 })} must pass, and the same from outside to that client must be blocked.`,
      ],
      changes: true,
    });
  }
}

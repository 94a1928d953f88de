import { IsString } from 'class-validator';
import { asCall, Describe, known, Prompt, type PromptText, Suggest, workflow } from '../../../core';

/** Which network. */
export class GuestNetworkArguments {
  @Describe('The interface that guests are on; it has to exist.') @Suggest(known.interfaces) @IsString() interface!: string;
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** `guest_network` */
@Prompt({
  name: 'guest_network',
  title: 'A network for guests',
  description: 'Guests get addresses, names and the Internet, and nothing of the networks beside theirs or of the firewall.',
  arguments: GuestNetworkArguments,
})
export class GuestNetworkPrompt implements PromptText<GuestNetworkArguments> {
  text({ interface: on }: GuestNetworkArguments): string {
    const rule = (args: Readonly<Record<string, unknown>>): string => asCall('opn_add_firewall_rule', { interface: on, ip_protocol: 'inet46', source_net: `${on} net`, ...args });
    return workflow({
      goal: `Make ${on} a network for guests: addresses, DNS and the Internet, but no way to my other networks or to the firewall itself.`,
      steps: [
        `${asCall('opn_get_config_section', { section: `interfaces.${on}` })}: the interface has to be enabled and to have an address. Tools cannot assign interfaces or VLANs: if it is missing, tell me what to set under Interfaces, and stop until it is done. It must not be the one that you reach the firewall by.`,
        `${asCall('opn_list_firewall_rules', { interface: on })}: which rules are there already? Propose what to do with each; delete none without my word.`,
        `${asCall('opn_scan_config', { inventory: true })} tells which server hands out addresses. With Dnsmasq: ${asCall('opn_add_dnsmasq_range', { interface: on, start_addr: '<first address>', end_addr: '<last address>', lease_time: '2h', description: 'Guests' })}. With Kea: ${asCall('opn_add_kea_subnet', { subnet: '<network of the guests>', pools: ['<first>-<last address>'], auto_options: true, description: 'Guests' })}.`,
        `${asCall('opn_add_alias', { name: 'Private_networks', alias_type: 'network', content: PRIVATE.join('\n'), description: 'Addresses that are not of the Internet' })}, unless opn_list_firewall_aliases has one like it. Add networks of mine that have public addresses.`,
        `Rules in this order, of which the first that fits decides: ${rule({ action: 'pass', protocol: 'TCP/UDP', destination_net: `${on} address`, destination_port: '53', sequence: 1000, description: 'Guests: names' })}; ${rule({ action: 'block', destination_net: '(self)', sequence: 1010, log: true, description: 'Guests: nothing else of the firewall' })}; ${rule({ action: 'block', destination_net: 'Private_networks', sequence: 1020, log: true, description: 'Guests: no other network' })}; ${rule({ action: 'pass', destination_net: 'any', sequence: 1030, description: 'Guests: the Internet' })}. Where other rules stand before or after them, ${asCall('opn_set_rule_options', { uuid: '<the rule>', before: '<the other one>' })} puts them right.`,
        `opn_list_source_nat tells whether OPNsense makes the translation for ${on} itself; only where it does not: ${asCall('opn_add_source_nat', { interface: 'wan', source_net: `${on} net`, description: 'Guests' })}.`,
        `Check before you confirm, with an address of the guests: ${asCall('opn_explain_traffic', { source: '<a guest>', destination: '1.1.1.1', protocol: 'tcp', port: 443 })} must pass; ${asCall('opn_explain_traffic', { source: '<a guest>', destination: '<a host of another network>', protocol: 'tcp', port: 443 })} and ${asCall('opn_explain_traffic', { source: '<a guest>', destination: '<address of the firewall on that network>', protocol: 'tcp', port: 443 })} must be blocked.`,
        `Tell me what is left to do elsewhere: isolation of guests from each other on the access point, a captive portal, limits of bandwidth.`,
      ],
      changes: true,
    });
  }
}

import { IsString } from 'class-validator';
import { asCall, Describe, known, Prompt, type PromptText, Suggest, workflow } from '../../../core';

/** Which network. */
export class WhatsappCallsArguments {
  @Describe('The interface of the network whose phones call.') @Suggest(known.interfaces) @IsString() interface = 'lan';
}

// What administrators see in their logs; the operator of the service publishes no complete list of its own.
const TCP = ['443', '4244', '5222', '5223', '5228', '5242', '50318', '59234'];
const UDP = ['3478', '45395', '50318', '59234'];
const ASN = '32934';

/** `whatsapp_calls` */
@Prompt({
  name: 'whatsapp_calls',
  title: 'WhatsApp calls through a strict firewall',
  description: 'Lets the phones of a network call over WhatsApp where nothing gets out unless a rule says so.',
  arguments: WhatsappCallsArguments,
})
export class WhatsappCallsPrompt implements PromptText<WhatsappCallsArguments> {
  text({ interface: on }: WhatsappCallsArguments): string {
    return workflow({
      goal: `Let the phones on ${on} make WhatsApp calls. Everything that no rule lets out stays blocked.`,
      steps: [
        `${asCall('opn_list_firewall_rules', { interface: on })}: what gets out today, and which rule blocks the rest? If everything gets out anyway, the rules are not at fault: say so and stop.`,
        `Ask me to make a call that fails, and for the phone's address. ${asCall('opn_firewall_log', { source_ip: '<the phone>', action: 'block' })} shows what was blocked: those ports count more than any list. ${asCall('opn_explain_traffic', { source: '<the phone>', log: 'newest_blocked' })} names the rule that did it.`,
        `Two aliases of ports: ${asCall('opn_add_alias', { name: 'WhatsApp_TCP', alias_type: 'port', content: TCP.join('\n'), description: 'WhatsApp: messages and signalling' })} and ${asCall('opn_add_alias', { name: 'WhatsApp_UDP', alias_type: 'port', content: UDP.join('\n'), description: 'WhatsApp: voice and video' })}. They are what administrators report; add what the log showed.`,
        `One of networks, so that these ports are open only to the company behind it: ${asCall('opn_add_alias', { name: 'Meta_networks', alias_type: 'asn', content: ASN, description: 'Networks of Meta' })}.`,
        `${asCall('opn_add_firewall_rule', { interface: on, action: 'pass', ip_protocol: 'inet46', protocol: 'TCP', source_net: `${on} net`, destination_net: 'Meta_networks', destination_port: 'WhatsApp_TCP', description: 'WhatsApp: messages and signalling' })} and ${asCall('opn_add_firewall_rule', { interface: on, action: 'pass', ip_protocol: 'inet46', protocol: 'UDP', source_net: `${on} net`, destination_net: 'Meta_networks', destination_port: 'WhatsApp_UDP', description: 'WhatsApp: voice and video' })}. They have to stand before the rule that blocks the rest; ${asCall('opn_set_rule_options', { uuid: '<the new rule>', before: '<the rule that blocks>' })} moves them.`,
        `Let me call again while ${asCall('opn_firewall_log', { source_ip: '<the phone>', action: 'block' })} is watched. Calls may also go from phone to phone over other UDP ports and fall back to a relay when that is blocked: a call that works through the relay is good enough; open no wide range of ports without telling me what it costs.`,
        `If voices are one-sided or calls break off after a while, ${asCall('opn_list_source_nat')} shows whether source ports are translated; a rule with static_port for these phones (${asCall('opn_add_source_nat', { interface: 'wan', source_net: '<the phones>', protocol: 'UDP', static_port: true, description: 'WhatsApp: keep the source port' })}) can help, and ${asCall('opn_pf_states', { search: '<the phone>' })} shows the connections.`,
      ],
      changes: true,
    });
  }
}

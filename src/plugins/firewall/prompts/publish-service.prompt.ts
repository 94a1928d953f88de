import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { asCall, Describe, known, Optional, Prompt, type PromptText, Suggest, workflow } from '../../../core';

/** Which service. */
export class PublishServiceArguments {
  @Describe('Address of the host inside, or an alias of it.') @Suggest(known.aliases) @IsString() host!: string;
  @Describe('Port on that host.') @IsInt() @Min(1) @Max(65_535) port!: number;
  @Describe('Port outside; the same unless given.') @Optional() @IsInt() @Min(1) @Max(65_535) outside_port?: number;
  @Describe('Protocol.') @IsIn(['TCP', 'UDP', 'TCP/UDP']) protocol = 'TCP';
  @Describe('The interface that it is reached on.') @Suggest(known.interfaces) @IsString() interface = 'wan';
  @Describe('Who may reach it: a network or an alias; anybody unless given.') @Optional() @Suggest(known.aliases) @IsString() source?: string;
  @Describe('A category to put what is made into.') @Optional() @Suggest(known.categories) @IsString() category?: string;
}

/** `publish_service` */
@Prompt({
  name: 'publish_service',
  title: 'Publish a service',
  description: 'Makes a service of a host inside reachable from outside, no further than needed, and proves it.',
  arguments: PublishServiceArguments,
})
export class PublishServicePrompt implements PromptText<PublishServiceArguments> {
  text({ host, port, outside_port: outside = port, protocol, interface: on, source, category }: PublishServiceArguments): string {
    const from = source === undefined ? {} : { source_net: source };
    const checked = { destination: `<address of ${on}>`, protocol: protocol.startsWith('TCP') ? 'tcp' : 'udp', port: outside, interface: on };
    return workflow({
      goal: `Make port ${String(port)} (${protocol}) of ${host} reachable on ${on} at port ${String(outside)}, for ${source ?? 'anybody'}.`,
      steps: [
        ...(source === undefined ? ['Ask me whether really the whole world needs it: a list of networks in an alias, or WireGuard for a few people, is safer. Go on when I say so.'] : []),
        `opn_list_nat_rules and ${asCall('opn_explain_traffic', { source: '<an address that may reach it>', ...checked })}: does something else have that port already, or does the traffic pass today? opn_list_services shows whether the firewall itself listens there; its own web GUI and SSH must stay where they are.`,
        `${asCall('opn_ping', { host })} and ${asCall('opn_pf_states', { search: host })}: is the host there at all? Its own firewall and default gateway have to let strangers in, too.`,
        `Where a web service can be published by name, HAProxy (opn_haproxy_status) is better than a port forward: tell me, and go on as I decide.`,
        `${asCall('opn_add_nat_rule', { interface: on, protocol, destination_port: String(outside), target_ip: host, target_port: String(port), ...from, filter: 'rule', description: '<what it is for>' })} (OPNsense 26.1 or later; before that, tell me what to enter under Firewall: NAT: Port Forward). The rule that lets it in is made with it.`,
        ...(category === undefined ? [] : [`${asCall('opn_list_firewall_rules', { interface: on })} finds the new rule; ${asCall('opn_set_rule_categories', { uuid: '<its uuid>', categories: category })} puts it into ${category}.`]),
        `Check before you confirm: ${asCall('opn_explain_traffic', { source: '<an address that may reach it>', ...checked })} must pass to ${host}${source === undefined ? '' : ', and from any other address be blocked'}. Let me try it from outside; ${asCall('opn_firewall_log', { port: outside, interface: on })} shows what arrived.`,
        `${asCall('opn_security_audit', { areas: ['nat', 'firewall'] })}: show me what the audit says of what is reachable now.`,
      ],
      changes: true,
    });
  }
}

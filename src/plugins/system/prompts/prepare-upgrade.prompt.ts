import { IsIn } from 'class-validator';
import { asCall, Describe, Optional, Prompt, type PromptText, workflow } from '../../../core';
import { type Release, RELEASES } from '../../../ports';

/** To which release. */
export class PrepareUpgradeArguments {
  @Describe('The series to go to; the next one that is offered unless given.') @Optional() @IsIn(RELEASES) release?: Release;
}

/** `prepare_upgrade` */
@Prompt({
  name: 'prepare_upgrade',
  title: 'Prepare an upgrade',
  description: 'Looks whether the firewall is fit for an upgrade, and writes down what to do before, during and after.',
  arguments: PrepareUpgradeArguments,
})
export class PrepareUpgradePrompt implements PromptText<PrepareUpgradeArguments> {
  text({ release }: PrepareUpgradeArguments): string {
    const target = release ?? 'the next series';
    return workflow({
      goal: `Prepare the upgrade of this firewall to ${target}. The upgrade itself is mine to start; you only look and write the plan.`,
      steps: [
        'opn_system_status: version, updates on offer, alerts, load, disk and memory. opn_gateway_status: is every line up? opn_doctor: does this server itself reach all it needs?',
        `${asCall('opn_scan_config', { inventory: true })}: which plugins are installed, which servers answer DHCP and DNS? Tell me what changes with ${target} for what is in use here: ISC DHCP (a plugin from 26.1 on; Kea or Dnsmasq take its place), rules of the older page, port forwards, IPsec and OpenVPN of the older kind. Say where you are not sure, and point me to the release notes.`,
        `${asCall('opn_security_audit', { areas: ['firmware', 'backups', 'certificates'] })}: missed updates, backups, certificates that end soon.`,
        `What has to work afterwards, as it is now: ${asCall('opn_list_services', { status: 'running' })}, opn_wireguard_status, opn_ipsec_status, opn_openvpn_status, opn_haproxy_status, opn_list_acme_certs, ${asCall('opn_list_dhcp_leases', { limit: 5 })}, as far as they are in use. Write the numbers down.`,
        'opn_pending_changes: nothing may be open. opn_change_history: what was changed lately, and may show only after the restart?',
        `${asCall('opn_download_config')}: keep a copy outside of the firewall, as it stands now; tell me that this one is without secrets, and where the web GUI has the full one (System: Configuration: Backups). A ZFS snapshot (System: Snapshots) is the fastest way back.`,
        'Write the plan: when, how long it takes, who has to know; step by step before, during and after; how to see that it failed, and the way back. Name the console or out-of-band access that I need.',
        'Afterwards, in a new conversation, the same calls again: compare with what was written down.',
      ],
      changes: false,
    });
  }
}

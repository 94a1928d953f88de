import { inject } from 'tsyringe';
import { type ReadableResource, Resource, toCsv } from '../../../core';
import { searchFirewallLog } from '../../../core/firewall-log';
import { FirewallApi } from '../../../ports';
import { firewallLog, interfaceNames } from '../firewall.endpoints';
import { WHOLE_LOG } from '../whole-log';

const MOST_LINES = 5000;
const EVERYTHING = { source_ip: '', destination_ip: '', action: '', interface: '', limit: MOST_LINES, scan: MOST_LINES } as const;

/** `opnsense://firewall-log` */
@Resource({
  ...WHOLE_LOG,
  description: 'The newest 5,000 packets that the packet filter logged, newest first, one a line, with the names of rules and interfaces.',
  uses: [firewallLog, interfaceNames],
  sameAs: 'opn_firewall_log',
})
export class FirewallLogResource implements ReadableResource {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async read(): Promise<string> {
    const { entries } = await searchFirewallLog(this.firewall, EVERYTHING);
    return toCsv(entries);
  }
}

import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { MdnsRepeater, mdnsNote, readMdnsSettings, toMdnsRepeater } from '../mdns-repeater';
import { mdnsSettings, mdnsStatus } from '../services.endpoints';
import { serviceState } from '../service-state';

/** Nothing to say. */
export class MdnsRepeaterStatusInput {}

/** The mDNS repeater, and what is wrong with it. */
export class MdnsRepeaterStatusOutput extends MdnsRepeater {
  @Optional() @IsString() note?: string;
}

/** `opn_mdns_repeater_status` */
@Tool({
  name: 'opn_mdns_repeater_status',
  title: 'mDNS repeater',
  description: 'When devices are not found across networks (printers, casting): whether the mDNS repeater runs, and between which interfaces.',
  effect: 'read',
  input: MdnsRepeaterStatusInput,
  output: MdnsRepeaterStatusOutput,
  uses: [mdnsSettings, mdnsStatus],
})
export class MdnsRepeaterStatusTool implements ReadTool<MdnsRepeaterStatusInput, MdnsRepeaterStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(): Promise<MdnsRepeaterStatusOutput> {
    const [{ values }, service] = await Promise.all([readMdnsSettings(this.firewall), serviceState(this.firewall, mdnsStatus)]);
    const repeater = toMdnsRepeater(values, service);
    return { ...repeater, ...present<Partial<MdnsRepeaterStatusOutput>>({ note: mdnsNote(repeater) }) };
  }
}

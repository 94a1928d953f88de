import { IsArray, IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, inWords, Optional, present, refuseEmpty, TextList, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { inOrder, MDNS_REPEATER, MdnsRepeater, mdnsNote, type MdnsSettings, readMdnsSettings, toMdnsRepeater } from '../mdns-repeater';
import { mdnsSettings, mdnsStatus, reconfigureMdns, setMdnsSettings } from '../services.endpoints';
import { changeService, serviceState } from '../service-state';

/** What the repeater is to do. */
export class ConfigureMdnsRepeaterInput {
  @Describe('On or off') @Optional() @IsBoolean() enabled?: boolean;
  @Describe('Keys of two to five interfaces with commas: lan,opt1') @Optional() @IsString() interfaces?: string;
  @Describe('IPv4 networks whose queries it ignores; replaces all') @Optional() @TextList({ max: 20, length: 18 }) blocklist?: string[];
  @Describe('Run only where this firewall is the CARP master') @Optional() @IsBoolean() carp?: boolean;
}

/** The repeater afterwards. */
export class ConfigureMdnsRepeaterOutput extends MdnsRepeater {
  /** Settings whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
  @Optional() @IsString() note?: string;
}

const TOOL = 'opn_configure_mdns_repeater';

/** `opn_configure_mdns_repeater` */
@Tool({
  name: TOOL,
  title: 'Set up the mDNS repeater',
  description: 'Let devices of some networks find each other by mDNS, or to stop that. What is not given stays as it is.',
  effect: 'destroy',
  input: ConfigureMdnsRepeaterInput,
  output: ConfigureMdnsRepeaterOutput,
  uses: [mdnsSettings, setMdnsSettings, mdnsStatus, reconfigureMdns],
  idempotent: true,
})
export class ConfigureMdnsRepeaterTool implements WriteTool<ConfigureMdnsRepeaterInput, ConfigureMdnsRepeaterOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ConfigureMdnsRepeaterInput, change: Change): Promise<ConfigureMdnsRepeaterOutput> {
    refuseEmpty(TOOL, input);
    const settings = await readMdnsSettings(this.firewall);
    const { values: former } = settings;
    const values = differing(settingsOf(input), former);
    const next = { ...former, ...values };
    const changed = Object.keys(values);
    if (changed.length > 0) refuseUseless(next, settings);
    const { service } = changed.length === 0 ? { service: await serviceState(this.firewall, mdnsStatus) } : await changeService(this.firewall, change, MDNS_REPEATER, () => this.save(change, values, former));
    const repeater = toMdnsRepeater(next, service);
    return { ...repeater, changed, ...present<Partial<ConfigureMdnsRepeaterOutput>>({ note: mdnsNote(repeater) }) };
  }

  private async save(change: Change, values: Readonly<Record<string, string>>, former: Readonly<Record<string, string>>): Promise<object> {
    const before = Object.fromEntries(Object.keys(values).map(name => [name, former[name] ?? '']));
    await change.save(setMdnsSettings, { body: { mdnsrepeater: values } }, () => [{ endpoint: setMdnsSettings, request: { body: { mdnsrepeater: before } } }]);
    return {};
  }
}

function settingsOf({ enabled, interfaces, blocklist, carp }: ConfigureMdnsRepeaterInput): Record<string, string> {
  return inWords({ enabled, interfaces: interfaces === undefined ? undefined : inOrder(interfaces), blocklist: blocklist?.join(','), enablecarp: carp });
}

/** Throws OPN_INVALID_INPUT for interfaces that do not exist, and for a running repeater with nothing to repeat between. */
function refuseUseless({ enabled, interfaces = '' }: Readonly<Record<string, string>>, { interfaces: known }: MdnsSettings): void {
  const keys = interfaces.split(',').filter(each => each !== '');
  const unknown = keys.filter(key => !known.has(key));
  const has = [...known].map(([key, label]) => `${key} (${label})`).join(', ');
  if (unknown.length > 0) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: there is no interface ${unknown.join(', ')}.`, `There are ${has}. Nothing was sent.`);
  if (enabled === '1' && (keys.length < 2 || keys.length > 5)) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: the repeater needs two to five interfaces, not ${String(keys.length)}.`, `There are ${has}. Nothing was sent.`);
}

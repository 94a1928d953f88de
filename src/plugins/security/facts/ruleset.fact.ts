import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { derivedAutomaticRules, fieldsOf, type FilterConfiguration, isSet, PacketFilter, readFilterConfiguration, sshPort, webGuiPort } from '../../../core/packet-filter';
import { type Release } from '../../../ports';
import { type Interface, interfaces } from './interfaces.fact';

/** The rules of every kind, with what they judge by. */
export interface Ruleset {
  readonly filter: PacketFilter;
  /** True when the packet filter is switched off, so that no rule counts. */
  readonly isOff: boolean;
  /** False when all of IPv6 is blocked. */
  readonly ipv6: boolean;
  readonly webGuiPort: number;
  readonly sshPort: number;
  /** Interfaces that lead to the internet. */
  readonly outside: readonly Interface[];
  /** The others. */
  readonly inside: readonly Interface[];
}

/** The rules of a configuration, with those of OPNsense itself that follow from it. */
export function rulesetOf(configuration: FilterConfiguration, all: readonly Interface[], release?: Release): Ruleset {
  const system = fieldsOf(configuration.system);
  return {
    filter: new PacketFilter(configuration, { release, automatic: each => derivedAutomaticRules(configuration, each) }),
    isOff: isSet(system, 'disablefilter'),
    ipv6: isSet(system, 'ipv6allow'),
    webGuiPort: webGuiPort(configuration),
    sshPort: sshPort(configuration),
    outside: all.filter(({ outside }) => outside),
    inside: all.filter(({ outside }) => !outside),
  };
}

/** The rules of the packet filter and of NAT. */
export const ruleset: Fact<Ruleset> = {
  name: 'the rules',
  uses: [configDownload],
  read: async source => {
    const [configuration, all, version] = await Promise.all([readFilterConfiguration(source.config), source.get(interfaces), source.firewall.version()]);
    return rulesetOf(configuration, all, version?.release);
  },
};

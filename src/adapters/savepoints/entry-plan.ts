import { writes } from '../../core';
import { historyEntry } from '../../core/system';
import { type Change, type ChangeStep, type FirewallApi, OpnError, type ValueDifference, type WriteEndpoint } from '../../ports';
import { whyLeft } from './change-errors';
import { readHistory, readSaved } from './configuration-history';
import { aliasReconfigure, filterApply } from './restore';
import { differingSections, valueDifferences } from './saved-difference';
import { backTo } from './undo-plan';

/** How the configuration of an entry of the history is put back and loaded. */
export interface EntryPlan {
  readonly entry: string;
  /** Id of the newest entry of the history that the plan knows of. */
  readonly newest: string;
  readonly loads: readonly WriteEndpoint[];
  /** Sections that differ and that nothing loads while the firewall runs. */
  readonly unloadable: readonly string[];
  /** Every value that becomes another. */
  readonly differences: readonly ValueDifference[];
}

const reconfigure = (module: string, needs?: string): WriteEndpoint => writes(`${module}/service/reconfigure`, needs === undefined ? {} : { package: needs });

/** What loads a section, as `module.model` or the name of an older one; nothing for those that are read whenever they are needed. */
const LOADS: readonly (readonly [RegExp, readonly WriteEndpoint[]])[] = [
  [/^(filter|nat|schedules|ifgroups|virtualip|OPNsense\.Firewall)(\.|$)/i, [aliasReconfigure, filterApply]],
  [/^(OPNsense\.unboundplus|unbound)(\.|$)/i, [reconfigure('unbound')]],
  [/^(OPNsense\.)?dnsmasq(\.|$)/i, [reconfigure('dnsmasq')]],
  [/^OPNsense\.Kea(\.|$)/i, [reconfigure('kea')]],
  [/^OPNsense\.wireguard(\.|$)/i, [reconfigure('wireguard')]],
  [/^(OPNsense\.(IPsec|Swanctl)|ipsec)(\.|$)/i, [reconfigure('ipsec')]],
  [/^OPNsense\.OpenVPN(\.|$)/i, [reconfigure('openvpn')]],
  [/^OPNsense\.HAProxy(\.|$)/i, [reconfigure('haproxy', 'os-haproxy')]],
  [/^OPNsense\.DynDNS(\.|$)/i, [reconfigure('dyndns', 'os-ddclient')]],
  [/^OPNsense\.AcmeClient(\.|$)/i, [reconfigure('acmeclient', 'os-acme-client')]],
  [/^OPNsense\.MdnsRepeater(\.|$)/i, [reconfigure('mdnsrepeater', 'os-mdns-repeater')]],
  [/^OPNsense\.cron(\.|$)/i, [reconfigure('cron')]],
  [/^OPNsense\.IDS(\.|$)/i, [reconfigure('ids')]],
  [/^OPNsense\.monit(\.|$)/i, [reconfigure('monit')]],
  [/^OPNsense\.Syslog(\.|$)/i, [reconfigure('syslog')]],
  [/^OPNsense\.TrafficShaper(\.|$)/i, [reconfigure('trafficshaper')]],
  [/^OPNsense\.captiveportal(\.|$)/i, [reconfigure('captiveportal')]],
  [/^(OPNsense\.Gateways|gateways)(\.|$)/i, [writes('routing/settings/reconfigure')]],
  [/^staticroutes(\.|$)/i, [writes('routes/routes/reconfigure')]],
  [/^(ca|cert|crl|widgets|rrd|notifications|wol)(\.|$)/i, []],
];
/** What cannot be loaded for want of a package, or of a privilege of the key. */
const NOT_FOR_US = new Set(['OPN_NEEDS_PLUGIN', 'OPN_NO_ENDPOINT', 'OPN_FORBIDDEN']);

/** Works out what putting back an entry takes; rejects when the history does not have it, or it says what is saved anyway. */
export async function planEntry(entry: string, isSecret: (path: readonly string[]) => boolean, firewall: Pick<FirewallApi, 'read'>): Promise<EntryPlan> {
  const history = await readHistory(firewall);
  historyEntry(entry, history);
  const [now, wanted] = await Promise.all([readSaved(firewall), readSaved(firewall, entry)]);
  const sections = differingSections(now, wanted);
  if (sections.length === 0) throw new OpnError('OPN_REFUSED', 'That entry says what is saved now, so there is nothing to restore.');
  const loads = sections.map(section => LOADS.find(([names]) => names.test(section))?.[1]);
  return {
    entry,
    newest: history.at(-1)?.id ?? entry,
    loads: [...new Set(loads.flatMap(each => each ?? []))],
    unloadable: sections.filter((_, index) => loads[index] === undefined),
    differences: valueDifferences(now, wanted, isSecret),
  };
}

/** Puts the entry back and loads what it changes; gives what could not be loaded, each in words. */
export async function putBack({ entry, loads, unloadable }: EntryPlan, change: Change): Promise<readonly string[]> {
  const { endpoint, request }: ChangeStep = backTo(entry);
  // Nothing takes it back but the entry before it, and that only while nobody else has saved anything.
  await change.save(endpoint, request, () => []);
  const left = unloadable.map(section => `${section} (saved, but it takes effect only when it is saved in the web GUI or with a reboot)`);
  for (const each of loads) {
    await change.apply(each).catch((problem: unknown) => {
      if (!(problem instanceof OpnError) || !NOT_FOR_US.has(problem.code)) throw problem;
      left.push(`${each.path} (${whyLeft(problem)})`);
    });
  }
  return left;
}

import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { ListOf, Nested, Optional, present, TextList } from '../../core';
import { type ConfigValue } from '../../ports';
import { InstalledPlugin, type Service } from '../../core/system';
import { Interface } from './interface';

/** A daemon that may serve DHCP or DNS. */
export class Backend {
  @IsString() name!: string;
  /** By the saved configuration. */
  @IsBoolean() enabled!: boolean;
  /** Absent when the services could not be read. */
  @Optional() @IsBoolean() running?: boolean;
}

/** How many services run, and which do not. */
export class ServiceCount {
  @IsInt() total!: number;
  @IsInt() running!: number;
  @Optional() @TextList({ max: 500 }) stopped?: string[];
}

/** What is installed and runs. */
export class Inventory {
  @Optional() @IsString() version?: string;
  /** `packages`: as installed; `configuration`: as the saved configuration lists them, because packages could not be read. */
  @Optional() @IsIn(['packages', 'configuration']) plugins_from?: 'packages' | 'configuration';
  @Optional() @ListOf(() => InstalledPlugin) plugins?: InstalledPlugin[];
  @Optional() @ListOf(() => Backend) dhcp?: Backend[];
  @Optional() @ListOf(() => Backend) dns?: Backend[];
  @Optional() @ListOf(() => Interface) interfaces?: Interface[];
  @Optional() @Nested(() => ServiceCount) services?: ServiceCount;
}

/** The sections of the configuration that say which backends are enabled, each undefined when there is none. */
export interface BackendSections {
  readonly dhcpd: ConfigValue | undefined;
  readonly dnsmasq: ConfigValue | undefined;
  readonly OPNsense: ConfigValue | undefined;
}

interface BackendRule {
  readonly name: string;
  readonly enabled: (sections: BackendSections) => boolean;
  /** Names of its services; that of Kea changed after 24.7. */
  readonly services: readonly string[];
}

const DHCP: readonly BackendRule[] = [
  { name: 'isc', enabled: ({ dhcpd }) => children(dhcpd).some(subnet => has(subnet, 'enable')), services: ['dhcpd'] },
  { name: 'kea', enabled: ({ OPNsense }) => text(OPNsense, 'Kea', 'dhcp4', 'general', 'enabled') === '1', services: ['kea-dhcp', 'kea-dhcpv4'] },
  { name: 'dnsmasq', enabled: sections => dnsmasqRuns(sections) && at(sections.dnsmasq, 'dhcp_ranges') !== undefined, services: ['dnsmasq'] },
];

const DNS: readonly BackendRule[] = [
  { name: 'unbound', enabled: ({ OPNsense }) => text(OPNsense, 'unboundplus', 'general', 'enabled') === '1', services: ['unbound'] },
  { name: 'dnsmasq', enabled: sections => dnsmasqRuns(sections) && text(sections.dnsmasq, 'port') !== '0', services: ['dnsmasq'] },
  { name: 'bind', enabled: ({ OPNsense }) => text(OPNsense, 'bind', 'general', 'enabled') === '1', services: ['named'] },
  { name: 'dnscrypt-proxy', enabled: ({ OPNsense }) => text(OPNsense, 'dnscryptproxy', 'general', 'enabled') === '1', services: ['dnscrypt-proxy'] },
];

/** Which daemons are to serve DHCP, and whether they run. */
export const dhcpBackends = (sections: BackendSections, services: readonly Service[] | undefined): Backend[] => backends(DHCP, sections, services);

/** Which daemons are to serve DNS, and whether they run. */
export const dnsBackends = (sections: BackendSections, services: readonly Service[] | undefined): Backend[] => backends(DNS, sections, services);

// Only daemons that are enabled or run are worth naming.
function backends(rules: readonly BackendRule[], sections: BackendSections, services: readonly Service[] | undefined): Backend[] {
  return rules
    .map(({ name, enabled, services: names }) =>
      present<Backend>({ name, enabled: enabled(sections), running: services?.some(service => names.includes(service.name) && service.running) }),
    )
    .filter(({ enabled, running }) => enabled || running === true);
}

/** How many services run. */
export function countServices(services: readonly Service[]): ServiceCount {
  const stopped = services.filter(({ running }) => !running).map(({ name, instance }) => (instance === undefined ? name : `${name}/${instance}`));
  return present<ServiceCount>({ total: services.length, running: services.length - stopped.length, stopped });
}

/** The plugin packages that the saved configuration wants installed. */
export function configuredPlugins(system: ConfigValue | undefined): InstalledPlugin[] {
  const names = text(system, 'firmware', 'plugins') ?? '';
  return names.split(',').filter(name => name !== '').map(name => ({ name }));
}

const dnsmasqRuns = ({ dnsmasq }: BackendSections): boolean => text(dnsmasq, 'enable') === '1';

/** The value below an element; a list stands for its first item. */
function at(value: ConfigValue | undefined, ...path: readonly string[]): ConfigValue | undefined {
  let found = value;
  for (const name of path) {
    const element = Array.isArray(found) ? found[0] : found;
    found = typeof element === 'object' && !Array.isArray(element) ? element[name] : undefined;
  }
  return found;
}

function text(value: ConfigValue | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

const children = (value: ConfigValue | undefined): ConfigValue[] => (typeof value === 'object' ? Object.values(value) : []);

const has = (value: ConfigValue, name: string): boolean => at(value, name) !== undefined;

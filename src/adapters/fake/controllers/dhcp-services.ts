import { compareReleases } from '../../../ports';
import { childText, type ConfigDocument } from '../config-document';
import { type ActionTable, type Machine, UnexpectedFault } from '../machine';
import { isEmpty } from '../model/php';
import { isRunning, type OwnService, ownServiceActions } from './own-service';

/** A DHCP server as the list of services shows it. */
export interface DhcpServiceRow {
  readonly name: string;
  readonly instance?: string;
  readonly description: string;
  readonly running: boolean;
}

const isOn = (document: ConfigDocument, path: string): boolean => !isEmpty(document.text(path));

const DNSMASQ: OwnService = { module: 'dnsmasq', daemon: 'dnsmasq', isEnabled: document => isOn(document, 'dnsmasq/enable') };

/** What `running` knows all of Kea by, which starts and stops as one. */
export const KEA_DAEMON = 'kea-dhcp';

const KEA: OwnService = { module: 'kea', daemon: KEA_DAEMON, isEnabled: document => isOn(document, 'OPNsense/Kea/dhcp4/general/enabled') || isOn(document, 'OPNsense/Kea/dhcp6/general/enabled'), isListed: true };

const ISC4: OwnService = { module: 'dhcpv4', daemon: 'dhcpd', isEnabled: document => hasScope(document, 'dhcpd'), isListed: true };

const ISC6: OwnService = { module: 'dhcpv6', daemon: 'dhcpd6', isEnabled: document => hasScope(document, 'dhcpdv6'), isListed: true };

/** dnsmasq/service, kea/service, dhcpv4/service and dhcpv6/service. */
export const dhcpServiceActions: ActionTable = Object.assign({}, ...[DNSMASQ, KEA, withoutSection(ISC4, 'dhcpd'), withoutSection(ISC6, 'dhcpdv6')].map(ownServiceActions)) as ActionTable;

/** True while Kea's servers run. */
export function isKeaRunning(machine: Machine): boolean {
  return isRunning(KEA, machine);
}

/** The DHCP servers that the saved configuration switches on. */
export function dhcpServiceRows(machine: Machine): DhcpServiceRow[] {
  const { document, release } = machine;
  const since = (first: typeof release): boolean => compareReleases(release, first) >= 0;
  const single = (service: OwnService, description: string): DhcpServiceRow[] => (service.isEnabled(document) ? [{ name: service.daemon, description, running: isRunning(service, machine) }] : []);
  const isc = since('26.7') ? (family: string): string => `ISC DHCP${family}` : (family: string): string => `${since('25.7') ? 'ISC ' : ''}DHCP${family} Server`;
  return [
    ...single(DNSMASQ, since('25.1') ? 'Dnsmasq DNS/DHCP' : 'Dnsmasq DNS'),
    ...(since('26.1') && !machine.hasPackage('os-isc-dhcp') ? [] : [...single(ISC4, isc('v4')), ...single(ISC6, isc('v6'))]),
    ...keaRows(machine, since('25.1')),
  ];
}

function keaRows(machine: Machine, numbered: boolean): DhcpServiceRow[] {
  const running = isKeaRunning(machine);
  const parts = [['dhcp4', 'v4', 'KEA DHCPv4 server'], ['dhcp6', 'v6', 'KEA DHCPv6 server'], ['ctrl_agent', 'ca', 'KEA control agent'], ['ddns', 'ddns', 'KEA DDNS agent']] as const;
  const listed = parts.filter(([section]) => isOn(machine.document, `OPNsense/Kea/${section}/general/enabled`));
  if (!numbered) return listed.filter(([section]) => section === 'dhcp4').map(([, , description]) => ({ name: 'kea-dhcpv4', description, running }));
  return listed.map(([, instance, description]) => ({ name: 'kea-dhcp', instance, description, running }));
}

function hasScope(document: ConfigDocument, section: 'dhcpd' | 'dhcpdv6'): boolean {
  return (document.find(section)?.children ?? []).some(scope => childText(scope, 'enable') === '1' || scope.children.some(node => node.name === 'enable' && node.text === ''));
}

/** The controllers trip over a configuration that has no section for the server, which is what new installations of 25.7 and later have. */
function withoutSection(service: OwnService, section: string): OwnService {
  return {
    ...service,
    isEnabled: document => {
      if (document.find(section) === undefined) throw new UnexpectedFault(`there is no section ${section}`);
      return service.isEnabled(document);
    },
  };
}

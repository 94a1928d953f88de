import { type ConfigDocument } from '../config-document';
import { type ActionTable, type Machine } from '../machine';
import { isRunning, type OwnService, ownServiceActions } from './own-service';

const DDCLIENT: OwnService = { module: 'dyndns', daemon: 'ddclient', isEnabled: document => setting(document, 'OPNsense/DynDNS/general/enabled', '1') };

const MDNS_REPEATER: OwnService = { module: 'mdnsrepeater', daemon: 'mdns-repeater', isEnabled: document => setting(document, 'OPNsense/MDNSRepeater/enabled', '0') };

const SYSLOG: OwnService = { module: 'syslog', daemon: 'syslog-ng', isEnabled: document => setting(document, 'OPNsense/Syslog/general/enabled', '1') };

/** dyndns/service, mdnsrepeater/service and what syslog/service has in common with them. */
export const pluginServiceActions: ActionTable = Object.assign({}, ...[DDCLIENT, MDNS_REPEATER, SYSLOG].map(ownServiceActions)) as ActionTable;

/** The services among these that the saved configuration switches on, as the list of services shows them. */
export function pluginServiceRows(machine: Machine): { readonly name: string; readonly description: string; readonly running: boolean }[] {
  const rows = [['os-ddclient', DDCLIENT, 'ddclient'], ['os-mdns-repeater', MDNS_REPEATER, 'mDNS Repeater']] as const;
  return rows.flatMap(([name, service, description]) => (machine.hasPackage(name) && service.isEnabled(machine.document) ? [{ name: service.daemon, description, running: isRunning(service, machine) }] : []));
}

/** Whether a switch is on, which has the model's default until it is saved. */
function setting(document: ConfigDocument, path: string, byDefault: string): boolean {
  return (document.find(path)?.text ?? byDefault) === '1';
}

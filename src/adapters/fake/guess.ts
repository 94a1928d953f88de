import { RELEASES, type Release } from '../../ports';
import { allRoutes, fold, packageOf } from '../catalogue';
import { type ConfigDocument, type ConfigNode } from './config-document';

/** Versions that models had at the end of each release, oldest first; empty where there was no such model. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  dnsmasq: ['', '1.0.7', '1.0.8', '1.0.9', '1.0.9'],
  hasync: ['1.0.1', '1.0.2', '1.0.2', '1.0.2', '1.0.2'],
  staticroutes: ['1.0.0', '1.0.0', '1.0.0', '1.0.1', '1.0.1'],
  sysctl: ['', '1.0.1', '1.0.2', '1.0.2', '1.0.2'],
  virtualip: ['1.0.0', '1.0.1', '1.0.1', '1.0.1', '1.0.1'],
  'OPNsense/AcmeClient': ['4.2.0', '4.2.0', '4.3.0', '4.4.0', '4.4.0'],
  'OPNsense/Firewall/Filter': ['1.0.4', '1.0.4', '1.0.4', '1.0.5', '1.0.5'],
  'OPNsense/HAProxy': ['4.1.0', '4.1.0', '4.1.0', '5.0.0', '5.0.0'],
  'OPNsense/IDS': ['1.1.0', '1.1.0', '1.1.1', '1.1.2', '1.1.2'],
  'OPNsense/IPsec': ['1.0.3', '1.0.4', '1.0.5', '1.0.5', '1.0.5'],
  'OPNsense/Interfaces/settings': ['', '', '', '1.0.0', '1.0.0'],
  'OPNsense/Kea/dhcp4': ['1.0.2', '1.0.3', '1.0.4', '1.0.5', '1.0.6'],
  'OPNsense/Kea/dhcp6': ['', '1.0.0', '1.0.0', '1.0.2', '1.0.3'],
  'OPNsense/captiveportal': ['1.0.2', '1.0.4', '1.0.4', '1.0.5', '1.0.5'],
  'OPNsense/monit': ['1.0.13', '1.0.13', '1.0.14', '1.0.14', '1.0.14'],
  'OPNsense/trust/general': ['1.0.1', '1.0.1', '1.0.1', '1.0.1', '1.0.2'],
  'OPNsense/unboundplus': ['1.0.11', '1.0.12', '1.0.13', '1.0.15', '1.0.15'],
  'OPNsense/wireguard/server': ['1.0.0', '1.0.0', '1.0.1', '1.0.1', '1.0.1'],
};

/** Parts of the configuration whose name is not that of the API's module. */
const MODULES: Readonly<Record<string, string>> = { dhcpd: 'dhcpv4', dhcpdv6: 'dhcpv6' };
const VENDORS = ['OPNsense', 'Pischem', 'Deciso'];

/** The release whose models fit a configuration best; the newest of several, as every release takes what older ones wrote. */
export function guessRelease(document: ConfigDocument): Release {
  const found = Object.entries(VERSIONS).flatMap(([path, versions]) => {
    const version = document.find(path)?.attributes['version'];
    return version === undefined ? [] : [{ version, versions }];
  });
  const fits = RELEASES.map((_, index) => found.filter(({ version, versions }) => versions[index] === version).length);
  return RELEASES[fits.lastIndexOf(Math.max(...fits))] ?? '26.7';
}

/** Plugin packages that a configuration names or has settings of. */
export function guessPackages(document: ConfigDocument, release: Release): string[] {
  const named = document.text('system/firmware/plugins').split(',').filter(name => name !== '');
  const parts = [document.root, ...VENDORS.map(vendor => document.find(vendor))].flatMap((node): readonly ConfigNode[] => node?.children ?? []);
  const modules = new Set(parts.map(({ name }) => MODULES[name] ?? fold(name)));
  const brought = allRoutes().filter(route => modules.has(fold(route.split('/')[0] ?? ''))).map(route => packageOf(route, release));
  return [...new Set([...named, ...brought.filter(name => name !== undefined)])].sort();
}

import { RELEASES, type Release } from '../../ports';

/** Versions that models had at the end of each release, oldest first; empty where there was no such model. */
export const MODEL_VERSIONS: Readonly<Record<string, readonly string[]>> = {
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

/** The version that a model of that table has in a configuration of a release; empty where there is no such model. */
export function modelVersion(path: string, release: Release): string {
  const versions = MODEL_VERSIONS[path];
  if (versions === undefined) throw new Error(`The version of the model ${path} is not known.`);
  return versions[RELEASES.indexOf(release)] ?? '';
}

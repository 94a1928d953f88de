import { type Models } from '../model';

/** What a pair of firewalls can keep alike: id and name, or the names up to 25.1 and since. */
const ITEMS: readonly (readonly [id: string, name: string, since257?: string])[] = [
  ['aliases', 'Aliases'], ['authservers', 'Auth Servers', 'Authentication Servers'], ['captiveportal', 'Captive Portal'], ['categories', 'Firewall Categories'],
  ['certs', 'Certificates', 'Certificates and Authorities'], ['cron', 'Cron'], ['dhcrelay', 'DHCRelay'], ['dnsresolver', 'Unbound DNS'], ['ifgroups', 'Firewall Groups'], ['ipsec', 'IPsec'],
  ['kea', 'Kea DHCP'], ['lvtemplate', 'Firewall Log Templates'], ['monit', 'Monit System Monitoring'], ['nat', 'NAT'], ['ntpd', 'Network Time'], ['opendns', 'OpenDNS'], ['openvpn', 'OpenVPN'],
  ['rules', 'Firewall Rules'], ['schedules', 'Firewall Schedules'], ['shaper', 'Shaper'], ['ssh', 'OpenSSH'], ['staticroutes', 'Static Routes'], ['suricata', 'Intrusion Detection'],
  ['sysctl', 'System Tunables'], ['syslog', 'Netflow / Insight'], ['users', 'Users and Groups'], ['virtualip', 'Virtual IPs'], ['webgui', 'Web GUI'], ['wireguard', 'WireGuard'],
];

/** The choices of `system ha options`: what can be kept alike on a release. */
export function haOptions(models: Models): [string, string][] {
  const isNew = models.since('25.7');
  return [
    ...ITEMS.map(([id, name, since257]): [string, string] => [id, isNew ? (since257 ?? name) : name]),
    ['dnsforwarder', models.since('25.1') ? 'Dnsmasq DNS/DHCP' : 'Dnsmasq DNS'],
    ...(isNew ? [['syslog-ng', 'System logging'] as [string, string]] : [['remotebackup', 'Backup - Google Drive'] as [string, string]]),
    ...(models.since('26.1') ? [['hostwatch', 'Host discovery service'], ['radvd', 'Router Advertisements']] as [string, string][] : dhcpOptions(isNew)),
  ];
}

function dhcpOptions(isNew: boolean): [string, string][] {
  return isNew ? [['dhcpd', 'ISC DHCPv4'], ['dhcpdv6', 'ISC DHCPv6']] : [['dhcpd', 'DHCPD'], ['dhcpdv6', 'DHCPDv6']];
}

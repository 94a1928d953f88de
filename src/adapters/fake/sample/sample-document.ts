import { type Release } from '../../../ports';
import { ConfigDocument, element } from '../config-document';
import { accounts } from './accounts';
import { type Content, nodesOf } from './content';
import { kea } from './kea';
import { dhcp, gateways, interfaces, staticRoutes, vlans } from './network';
import { aliases, categories, filterModel, legacyRules, nat } from './rules';
import { SampleKit, type SampleSize } from './sample-kit';
import {
  authenticationServers, backupTargets, certificates, highAvailability, ipsec, ipsecConnections, legacyOpenvpn, openvpn, pluginServices, unbound, wireguard,
} from './services';

/** Plugin packages of the sample network's firewall. */
export const SAMPLE_PACKAGES: readonly string[] = ['os-acme-client', 'os-crowdsec', 'os-ddclient', 'os-haproxy', 'os-mdns-repeater', 'os-net-snmp'];

/** Documents that were made before: a process that starts many firewalls makes each once. */
const made = new Map<string, ConfigDocument>();

/** The configuration of a small office's firewall as that release keeps it; of a larger one with more hosts and rules; the same release, seed and size always give the same document. */
export function sampleDocument(release: Release, seed = 1, size: SampleSize = {}): ConfigDocument {
  const name = JSON.stringify([release, seed, size.hosts, size.rules]);
  const document = made.get(name) ?? makeSampleDocument(release, seed, size);
  made.set(name, document);
  return document.clone();
}

/** The same, made anew. */
export function makeSampleDocument(release: Release, seed = 1, size: SampleSize = {}): ConfigDocument {
  const content = rootContent(new SampleKit(release, seed, size));
  return new ConfigDocument(element('opnsense', Object.entries(content).flatMap(([name, value]) => nodesOf(name, value))));
}

function rootContent(kit: SampleKit): Readonly<Record<string, Content>> {
  return {
    theme: 'opnsense',
    sysctl: {
      ...(kit.since('25.1') ? kit.versioned('sysctl', 'System Tunables') : {}),
      item: { ...(kit.since('25.1') ? { '@uuid': kit.uuid('tunable') } : {}), tunable: 'net.inet.tcp.tso', value: '0', descr: 'The network card gets it wrong' },
    },
    system: system(kit),
    interfaces: interfaces(kit),
    ...dhcp(kit),
    ...(kit.since('25.7') ? {} : { snmpd: { syslocation: 'Server room', syscontact: 'admin@example.net', rocommunity: kit.password('old snmp') } }),
    nat: nat(kit),
    filter: legacyRules(kit),
    ...(kit.since('26.7') ? {} : { rrd: { enable: '' } }),
    ntpd: { prefer: '0.opnsense.pool.ntp.org' },
    ...certificates(kit),
    vlans: vlans(kit),
    staticroutes: staticRoutes(kit),
    ...highAvailability(kit),
    ppps: { ppp: { ptpid: '0', type: 'ppp', if: 'ppp0', ports: '/dev/cuaU0.0', username: 'lte', password: kit.password('ppp'), descr: 'Modem in the drawer' } },
    wol: { '@version': '1.0.0', wolentry: { '@uuid': kit.uuid('wol'), interface: 'lan', mac: '00:25:90:4a:10:02', descr: 'hypervisor' } },
    ipsec: { enable: '1' },
    openvpn: legacyOpenvpn(kit),
    OPNsense: {
      Gateways: gateways(kit),
      Firewall: { Filter: filterModel(kit), Category: categories(kit), Alias: aliases(kit) },
      wireguard: wireguard(kit),
      OpenVPN: openvpn(kit),
      IPsec: ipsec(kit),
      Swanctl: ipsecConnections(kit),
      Kea: kea(kit),
      unboundplus: unbound(kit),
      ...pluginServices(kit),
    },
    revision: {
      username: '(root)',
      description: '/usr/local/opnsense/mvc/script/run_migrations.php made changes',
      time: kit.since('25.7') ? '1795405489.10' : '1795405489.1042',
    },
  };
}

function system(kit: SampleKit): Content {
  return {
    optimization: 'normal',
    hostname: 'fw1',
    domain: 'office.example.net',
    dnsallowoverride: '',
    dnsserver: ['198.51.100.53', '2001:db8:53::53'],
    ...accounts(kit),
    timezone: 'Etc/UTC',
    timeservers: '0.opnsense.pool.ntp.org 1.opnsense.pool.ntp.org',
    webgui: { protocol: 'https', 'ssl-certref': '65a1b2c3d4e51', port: '' },
    ssh: { group: 'admins', enabled: 'enabled', port: '' },
    authserver: authenticationServers(kit),
    disablenatreflection: 'yes',
    usevirtualterminal: '1',
    ipv6allow: '1',
    bogons: { interval: 'monthly' },
    pf_share_forward: '1',
    lb_use_sticky: '1',
    firmware: { ...kit.model('1.0.1', 'Firmware settings'), mirror: '', flavour: '', plugins: SAMPLE_PACKAGES.join(','), type: '', subscription: '', reboot: kit.unset },
    backup: backupTargets(kit),
  };
}

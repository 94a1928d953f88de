import { type Content } from './content';
import { HOSTS, type SampleHost } from './hosts';
import { fixedHosts, officeInterfaces, officesOf, officeVlans, poolOf } from './offices';
import { type SampleKit } from './sample-kit';

const STATIC_HOSTS = HOSTS.filter(host => host.dynamic !== true && host.ipv4.startsWith('192.168.1.'));

/** Interfaces: WAN by DHCP with a delegated prefix, LAN, VLANs for things and guests, an LTE uplink and a WireGuard tunnel. */
export function interfaces(kit: SampleKit): Content {
  return {
    wan: {
      enable: '1', if: 'vtnet0', descr: 'WAN', ipaddr: 'dhcp', dhcphostname: '', subnet: '', ipaddrv6: 'dhcp6', 'dhcp6-ia-pd-len': '8',
      blockpriv: '1', blockbogons: '1', gateway: '', media: '', mediaopt: '', spoofmac: '', mtu: '',
    },
    lan: { enable: '1', if: 'vtnet1', descr: 'LAN', ipaddr: '192.168.1.1', subnet: '24', ipaddrv6: 'track6', 'track6-interface': 'wan', 'track6-prefix-id': '0', media: '', mediaopt: '' },
    opt1: { enable: '1', if: 'vlan0.20', descr: 'IOT', ipaddr: '192.168.20.1', subnet: '24', ipaddrv6: 'track6', 'track6-interface': 'wan', 'track6-prefix-id': '1', lock: '1' },
    opt2: { enable: '1', if: 'vlan0.30', descr: 'GUEST', ipaddr: '192.168.30.1', subnet: '24' },
    opt3: { enable: '1', if: 'vtnet2', descr: 'LTE', ipaddr: '198.51.100.10', subnet: '29', gateway: 'LTE_GW', blockpriv: '1', blockbogons: '1' },
    opt4: { enable: '1', if: 'wg0', descr: 'STAFFVPN', lock: '1' },
    ...officeInterfaces(officesOf(kit)),
    lo0: { internal_dynamic: '1', enable: '1', if: 'lo0', descr: 'Loopback', ipaddr: '127.0.0.1', ipaddrv6: '::1', subnet: '8', subnetv6: '128', type: 'none', virtual: '1' },
    wireguard: { internal_dynamic: '1', enable: '1', if: 'wireguard', descr: 'WireGuard (Group)', type: 'group', virtual: '1', networks: '' },
    openvpn: { internal_dynamic: '1', enable: '1', if: 'openvpn', descr: 'OpenVPN', type: 'group', virtual: '1', networks: '' },
  };
}

/** VLANs on the LAN's port. */
export function vlans(kit: SampleKit): Content {
  const vlan = (tag: string, descr: string): Content => ({ '@uuid': kit.uuid(`vlan ${tag}`), if: 'vtnet1', tag, pcp: '0', proto: '', descr, vlanif: `vlan0.${tag}` });
  return { ...kit.model('1.0.0', 'VLAN configuration'), vlan: [vlan('20', 'Things'), vlan('30', 'Guests'), ...officeVlans(kit, officesOf(kit))] };
}

/** Gateways: WAN's own from DHCP with settings, an LTE fallback that is losing packets, and a router on the LAN. */
export function gateways(kit: SampleKit): Content {
  const gateway = (name: string, facts: Readonly<Record<string, string>>): Content => ({
    '@uuid': kit.uuid(`gateway ${name}`),
    disabled: '0', name, ipprotocol: 'inet', defaultgw: kit.unset, fargw: kit.unset, monitor_disable: '1', monitor_noroute: kit.unset, monitor: '', force_down: kit.unset,
    ...(kit.since('25.1') ? { monitor_killstates: '0', monitor_killstates_priority: '0' } : {}),
    ...(kit.since('26.1') ? { nosync: '0' } : {}),
    priority: '255', weight: '1', latencylow: '', latencyhigh: '', losslow: '', losshigh: '', interval: '', time_period: '', loss_interval: '', data_length: '',
    ...facts,
  });
  return {
    '@version': '1.0.0',
    gateway_item: [
      gateway('WAN_DHCP', { descr: 'Fibre', interface: 'wan', gateway: '', monitor_disable: '0', monitor: '198.51.100.1', priority: '200', defaultgw: '1' }),
      gateway('LTE_GW', { descr: 'LTE fallback', interface: 'opt3', gateway: '198.51.100.9', monitor_disable: '0', monitor: '198.51.100.53', priority: '250', defaultgw: '1' }),
      gateway('LAB_GW', { descr: 'Router of the lab', interface: 'lan', gateway: '192.168.1.254' }),
    ],
  };
}

/** Static routes; the field that switches one off was turned around in 26.1.10. */
export function staticRoutes(kit: SampleKit): Content {
  const route = (network: string, gateway: string, descr: string, enabled: boolean): Content => ({
    '@uuid': kit.uuid(`route ${network}`),
    network, gateway, descr,
    ...(kit.since('26.1') ? { enabled: enabled ? '1' : '0' } : { disabled: enabled ? '0' : '1' }),
  });
  return {
    ...kit.versioned('staticroutes', 'Static routes'),
    route: [
      route('10.20.0.0/16', 'LAB_GW', 'Lab networks', true),
      route('203.0.113.128/25', 'LTE_GW', 'Management of the LTE router', true),
      route('10.99.0.0/24', 'LAB_GW', 'Old lab, gone', false),
    ],
  };
}

/** The DHCP server's section: ISC up to 25.1, Dnsmasq from 25.7 on. */
export function dhcp(kit: SampleKit): Readonly<Record<string, Content>> {
  return kit.since('25.7') ? { dnsmasq: dnsmasq(kit) } : { dhcpd: isc(kit), ...(kit.since('25.1') ? { dnsmasq: { '@version': '1.0.7', enable: '0' } } : {}) };
}

function isc(kit: SampleKit): Content {
  const scope = (net: string, first: string, maps: Content): Content => ({ enable: '1', range: { from: `192.168.${net}.${first}`, to: `192.168.${net}.199` }, staticmap: maps });
  const map = ({ name, mac, ipv4 }: SampleHost): Content => ({ mac, ipaddr: ipv4, hostname: name, descr: '' });
  const offices = officesOf(kit).map((office): [string, Content] => {
    const pool = poolOf(office);
    return [office.key, { enable: '1', ...(pool === undefined ? {} : { range: { from: pool[0], to: pool[1] } }), staticmap: fixedHosts(office).map(map) }];
  });
  return { lan: scope('1', '100', STATIC_HOSTS.map(map)), opt1: scope('20', '51', []), opt2: scope('30', '100', []), ...Object.fromEntries(offices) };
}

function dnsmasq(kit: SampleKit): Content {
  const offices = officesOf(kit);
  const range = (name: string, net: string, first = '100'): Content => pool(name, `192.168.${net}.${first}`, `192.168.${net}.199`);
  const pool = (name: string, from: string, to: string): Content => ({
    '@uuid': kit.uuid(`range ${name}`), interface: name, set_tag: '', start_addr: from, end_addr: to, subnet_mask: '', constructor: '', mode: '',
    prefix_len: '', lease_time: '', domain_type: 'range', domain: '', nosync: '0', ra_mode: '', ra_priority: '', ra_mtu: '', ra_interval: '', ra_router_lifetime: '', description: '',
  });
  return {
    ...kit.versioned('dnsmasq', 'Dnsmasq DNS and DHCP'),
    enable: '1', regdhcp: '0', regdhcpstatic: '0', dhcpfirst: '0', strict_order: '0', domain_needed: '0', no_private_reverse: '0', no_resolv: '0', log_queries: '0', no_hosts: '0',
    strictbind: '0', dnssec: '0', regdhcpdomain: '', interface: ['lan', 'opt1', 'opt2', ...offices.map(({ key }) => key)].join(','), port: '53053', dns_forward_max: '', cache_size: '', local_ttl: '', add_mac: '', add_subnet: '0', strip_subnet: '0',
    dhcp: {
      no_interface: '', fqdn: '1', domain: '', local: '1', lease_max: '', authoritative: '1', default_fw_rules: '1', reply_delay: '', enable_ra: '1', host_ping: '1', nosync: '0', log_dhcp: '0', log_quiet: '0',
    },
    no_ident: '1',
    hosts: [...STATIC_HOSTS, ...offices.flatMap(fixedHosts)].map(({ name, mac, ipv4 }) => ({
      '@uuid': kit.uuid(`host ${name}`), host: name, domain: '', local: '0', ip: ipv4, cnames: '', client_id: '', hwaddr: mac, lease_time: '', ignore: '0', set_tag: '', descr: '', comments: '', aliases: '',
    })),
    dhcp_ranges: [
      range('lan', '1'), range('opt1', '20', '51'), range('opt2', '30'),
      ...offices.flatMap(office => {
        const ends = poolOf(office);
        return ends === undefined ? [] : [pool(office.key, ends[0], ends[1])];
      }),
    ],
  };
}

/** What monitoring says of a gateway, in OPNsense's words; a gateway that is not listed is healthy. */
export const GATEWAY_HEALTH: Readonly<Record<string, { readonly status: string; readonly loss: string; readonly delay: string; readonly stddev: string }>> = {
  LTE_GW: { status: 'loss', loss: '14.0 %', delay: '48.3 ms', stddev: '9.1 ms' },
};

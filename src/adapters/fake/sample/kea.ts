import { type Content } from './content';
import { type SampleKit } from './sample-kit';

/** Kea's section as it is on a firewall that never used Kea: everything is off. */
export function kea(kit: SampleKit): Content {
  const manual = kit.since('25.1') ? { manual_config: '0' } : {};
  const server = { enabled: '0', ...manual, interfaces: '', valid_lifetime: '4000', fwrules: '1' };
  const ha = { enabled: '0', this_server_name: '', max_unacked_clients: '2' };
  return {
    ctrl_agent: { ...kit.model('0.0.1', 'Kea Control Agent configuration'), general: { enabled: '0', http_host: '127.0.0.1', http_port: '8000' } },
    dhcp4: { ...kit.versioned('OPNsense/Kea/dhcp4', 'Kea DHCPv4 configuration'), general: { ...server, dhcp_socket_type: 'raw' }, ha },
    ...(kit.since('25.1') ? { dhcp6: { ...kit.versioned('OPNsense/Kea/dhcp6', 'Kea DHCPv6 configuration'), general: server, ha } } : {}),
    ...(kit.since('26.1') ? { ddns: { ...kit.model('1.0.0', 'Kea Dynamic DNS configuration'), general: { enabled: '0', ...manual, server_ip: '127.0.0.1', server_port: '53001' } } } : {}),
  };
}

import { type Release } from '../../../ports';
import { type Content } from './content';
import { type SampleKit } from './sample-kit';

const VERSIONS: Readonly<Record<Release, { readonly dhcp4: string; readonly dhcp6?: string; readonly ddns?: string }>> = {
  '24.7': { dhcp4: '1.0.2' },
  '25.1': { dhcp4: '1.0.3', dhcp6: '1.0.0' },
  '25.7': { dhcp4: '1.0.4', dhcp6: '1.0.0' },
  '26.1': { dhcp4: '1.0.5', dhcp6: '1.0.2', ddns: '1.0.0' },
  '26.7': { dhcp4: '1.0.6', dhcp6: '1.0.3', ddns: '1.0.0' },
};

/** Kea's section as it is on a firewall that never used Kea: everything is off. */
export function kea(kit: SampleKit): Content {
  const { dhcp4, dhcp6, ddns } = VERSIONS[kit.release];
  const manual = kit.since('25.1') ? { manual_config: '0' } : {};
  const server = { enabled: '0', ...manual, interfaces: '', valid_lifetime: '4000', fwrules: '1' };
  const ha = { enabled: '0', this_server_name: '', max_unacked_clients: '2' };
  return {
    ctrl_agent: { ...kit.model('0.0.1', 'Kea Control Agent configuration'), general: { enabled: '0', http_host: '127.0.0.1', http_port: '8000' } },
    dhcp4: { ...kit.model(dhcp4, 'Kea DHCPv4 configuration'), general: { ...server, dhcp_socket_type: 'raw' }, ha },
    ...(dhcp6 === undefined ? {} : { dhcp6: { ...kit.model(dhcp6, 'Kea DHCPv6 configuration'), general: server, ha } }),
    ...(ddns === undefined ? {} : { ddns: { ...kit.model(ddns, 'Kea Dynamic DNS configuration'), general: { enabled: '0', ...manual, server_ip: '127.0.0.1', server_port: '53001' } } }),
  };
}

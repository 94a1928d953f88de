/** A machine on one of the sample's networks. */
export interface SampleHost {
  readonly name: string;
  readonly mac: string;
  readonly manufacturer: string;
  readonly ipv4: string;
  readonly ipv6?: string;
  /** True for machines that got their address by DHCP. */
  readonly dynamic?: boolean;
}

/** Machines that the sample's firewall has seen lately. */
export const HOSTS: readonly SampleHost[] = [
  { name: 'nas', mac: '00:11:32:4a:10:01', manufacturer: 'Synology Incorporated', ipv4: '192.168.1.10', ipv6: '2001:db8:100::10' },
  { name: 'hypervisor', mac: '00:25:90:4a:10:02', manufacturer: 'Super Micro Computer, Inc.', ipv4: '192.168.1.11', ipv6: '2001:db8:100::11' },
  { name: 'desk', mac: '3c:97:0e:4a:10:03', manufacturer: 'Wistron InfoComm(Kunshan)Co.,Ltd.', ipv4: '192.168.1.20', ipv6: '2001:db8:100::20' },
  { name: 'printer', mac: '00:1e:0b:4a:10:04', manufacturer: 'Hewlett Packard', ipv4: '192.168.1.30' },
  { name: 'phone', mac: 'f0:18:98:4a:10:05', manufacturer: 'Apple, Inc.', ipv4: '192.168.1.101', ipv6: '2001:db8:100::1:5', dynamic: true },
  { name: 'tablet', mac: 'a4:83:e7:4a:10:06', manufacturer: 'Apple, Inc.', ipv4: '192.168.1.102', dynamic: true },
  { name: '', mac: '9a:2b:11:4a:10:07', manufacturer: '', ipv4: '192.168.1.103', dynamic: true },
  { name: 'camera', mac: 'b8:27:eb:4a:20:01', manufacturer: 'Raspberry Pi Foundation', ipv4: '192.168.20.50' },
  { name: 'thermostat', mac: '5c:cf:7f:4a:20:02', manufacturer: 'Espressif Inc.', ipv4: '192.168.20.51', dynamic: true },
  { name: 'tv', mac: 'd8:28:c9:4a:20:03', manufacturer: 'General Electric Consumer and Industrial', ipv4: '192.168.20.52', dynamic: true },
  { name: 'visitor-laptop', mac: '8c:85:90:4a:30:01', manufacturer: 'Apple, Inc.', ipv4: '192.168.30.100', dynamic: true },
];

/** A service that nobody on the internet should reach. */
export interface InnerService {
  readonly name: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

const BY_TCP: readonly (readonly [port: number, name: string])[] = [
  [22, 'SSH'], [23, 'Telnet'], [111, 'RPC'], [135, 'RPC of Windows'], [139, 'SMB'], [389, 'LDAP'], [445, 'SMB'], [512, 'rexec'], [513, 'rlogin'], [514, 'rsh'], [873, 'rsync'], [1433, 'SQL Server'],
  [1521, 'Oracle'], [2049, 'NFS'], [2375, 'Docker'], [2376, 'Docker'], [3306, 'MySQL'], [3389, 'RDP'], [5432, 'PostgreSQL'], [5900, 'VNC'], [5901, 'VNC'], [5985, 'WinRM'], [5986, 'WinRM'],
  [6379, 'Redis'], [8006, 'Proxmox'], [8291, 'Winbox'], [9200, 'Elasticsearch'], [10_000, 'Webmin'], [11_211, 'memcached'], [27_017, 'MongoDB'],
];
const BY_UDP: readonly (readonly [port: number, name: string])[] = [
  [69, 'TFTP'], [111, 'RPC'], [161, 'SNMP'], [389, 'LDAP'], [623, 'IPMI'], [2049, 'NFS'], [3389, 'RDP'], [11_211, 'memcached'],
];

/** Services for administration, shares and databases, by the ports that they listen on. */
export const INNER_SERVICES: readonly InnerService[] = [
  ...BY_TCP.map(([port, name]) => ({ name, protocol: 'tcp' as const, port })),
  ...BY_UDP.map(([port, name]) => ({ name, protocol: 'udp' as const, port })),
];

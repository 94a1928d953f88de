import { type ServerInfoAnswer } from './vpn.endpoints';

/** What a peer's own configuration is made of beside what the instance tells. */
export interface ClientConfig {
  readonly addresses: string;
  /** What the peer sends through the tunnel. */
  readonly routes: readonly string[];
  readonly privateKey?: string;
  readonly presharedKey?: string;
  readonly keepalive?: number;
}

/** The configuration file of a peer; what is not known is left to whoever uses it. No value makes a line of its own: a line can be a command. */
export function clientConfig({ pubkey = '', endpoint = '', peer_dns: dns = '', mtu = '' }: ServerInfoAnswer, { addresses, routes, privateKey, presharedKey, keepalive }: ClientConfig): string {
  const line = (name: string, value: string | undefined): string[] => (value === undefined || value === '' ? [] : [`${name} = ${value.replace(/\p{Cc}+/gu, ' ')}`]);
  return [
    '[Interface]',
    ...(privateKey === undefined ? ["# Here comes the peer's own private key."] : line('PrivateKey', privateKey)),
    ...line('Address', addresses),
    ...line('DNS', dns),
    ...line('MTU', mtu),
    '',
    '[Peer]',
    ...line('PublicKey', pubkey),
    ...line('PresharedKey', presharedKey),
    ...(endpoint === '' ? ['# Here comes "Endpoint = host:port" of the firewall.'] : line('Endpoint', endpoint)),
    ...line('AllowedIPs', routes.join(',')),
    ...line('PersistentKeepalive', keepalive === undefined ? undefined : String(keepalive)),
    '',
  ].join('\n');
}

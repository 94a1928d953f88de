import { type ConfigDocument } from '../config-document';
import { addressFamily } from '../model/network';
import { webGuiPort } from './anti-lockout';
import { Interfaces } from './interfaces';
import { type Packet } from './packet';

const SOURCE_PORT = 50_000;

/** The packet with which a client at an address, on an interface that is given or found by the address, opens a connection to the API. */
export function managementPacket(document: ConfigDocument, address: string, key?: string): Packet {
  const interfaces = new Interfaces(document);
  const family = addressFamily(address) === 6 ? 'inet6' : 'inet';
  const on = key ?? interfaces.towards(address) ?? 'lan';
  const isFit = (own: string): boolean => (addressFamily(own) === 6) === (family === 'inet6') && own.startsWith('fe80:') === address.startsWith('fe80:');
  const destination = interfaces.addresses(on).find(isFit) ?? interfaces.own().find(isFit) ?? '';
  return { key: on, family, source: address, sourcePort: SOURCE_PORT, destination, port: Number(webGuiPort(document)) };
}

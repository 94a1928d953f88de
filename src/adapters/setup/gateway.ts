import { readFileSync } from 'node:fs';

const ROUTES = '/proc/net/route';
const IS_GATEWAY = 0x2;

/** The address of this machine's default gateway, which often is the firewall; undefined where the system does not tell. */
export function defaultGateway(routes = readRoutes()): string | undefined {
  for (const line of routes.split('\n').slice(1)) {
    const [, destination, gateway = '', flags = '0'] = line.split('\t');
    if (destination === '00000000' && (Number.parseInt(flags, 16) & IS_GATEWAY) !== 0 && /^[0-9A-F]{8}$/i.test(gateway)) {
      // Little-endian on every machine that Node.js runs on.
      return [...Buffer.from(gateway, 'hex')].reverse().join('.');
    }
  }
  return undefined;
}

function readRoutes(): string {
  try {
    return readFileSync(ROUTES, 'utf8');
  } catch {
    return '';
  }
}

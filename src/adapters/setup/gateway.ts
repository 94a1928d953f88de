import { readFile } from 'node:fs/promises';
import { type Environment } from '../environment';
import { runProgram } from './programs';

/** The IPv4 address of this machine's default gateway; undefined when there is none, or the system does not tell. */
export async function defaultGateway(platform: NodeJS.Platform, environment: Environment): Promise<string | undefined> {
  if (platform === 'linux') return gatewayInRoutes(await readFile('/proc/net/route', 'utf8').catch(() => ''));
  if (platform === 'win32') return gatewayInPrint((await runProgram(['route', 'print', '-4', '0.0.0.0'], environment)).stdout);
  return gatewayInGet((await runProgram(['route', '-n', 'get', 'default'], environment)).stdout);
}

/** The gateway in Linux's table of routes, whose addresses are hexadecimal and turned around; of several the one with the least metric. */
export function gatewayInRoutes(table: string): string | undefined {
  const rows = table.split('\n').slice(1).map(line => line.trim().split(/\s+/));
  const [first] = rows.filter(([, destination, gateway, , , , , mask]) => destination === '00000000' && mask === '00000000' && gateway !== '00000000').sort((a, b) => Number(a[6]) - Number(b[6]));
  const hex = first?.[2];
  return hex === undefined || !/^[0-9A-F]{8}$/i.test(hex) ? undefined : [...Buffer.from(hex, 'hex')].reverse().join('.');
}

/** The gateway in what `route get` of macOS and the BSDs prints. */
export function gatewayInGet(text: string): string | undefined {
  return /^\s*gateway:\s*([\d.]+)\s*$/m.exec(text)?.[1];
}

/** The gateway in what `route print` of Windows prints, in any language. */
export function gatewayInPrint(text: string): string | undefined {
  return /^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+([\d.]+)\s/m.exec(text)?.[1];
}

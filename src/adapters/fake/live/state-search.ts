import { BlockList } from 'node:net';
import { addressFamily, isNetworkAddress } from '../model/network';
import { type Row } from '../model/search';

/** A search phrase as the back end splits it: networks with a port if one is given, and other words. */
interface Clauses {
  readonly networks: readonly (readonly [list: BlockList, port: string | undefined])[];
  readonly words: readonly string[];
}

/** Says which state rows a phrase finds. Up to 25.7 the back end finds nothing by words alone. */
export function stateMatcher(phrase: string, findsByWordsAlone: boolean): (row: Row) => boolean {
  const { networks, words } = clausesOf(phrase);
  if (networks.length === 0 && words.length === 0) return () => true;
  return row => {
    if (networks.length === 0 && !findsByWordsAlone) return false;
    if (!networks.every(network => isTouched(row, network))) return false;
    const line = lineOf(row);
    return words.every(word => line.includes(word));
  };
}

/** A value as Python prints it. */
export function printed(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

function clausesOf(phrase: string): Clauses {
  const networks: [BlockList, string | undefined][] = [];
  const words: string[] = [];
  for (const word of phrase.split(/\s+/).filter(each => each !== '')) {
    const [address = '', port] = word.split(':').length === 2 ? word.split(':') : [word];
    const list = networkList(address);
    if (list === undefined) words.push(word);
    else networks.push([list, port]);
  }
  return { networks, words };
}

// A network with host bits set is none to the back end.
function networkList(text: string): BlockList | undefined {
  const list = new BlockList();
  const family = addressFamily(text.split('/')[0] ?? '');
  if (family === undefined) return undefined;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (!text.includes('/')) list.addAddress(text, type);
  else if (isNetworkAddress(text)) list.addSubnet(text.split('/')[0] ?? '', Number(text.split('/')[1]), type);
  else return undefined;
  return list;
}

function isTouched(row: Row, [list, port]: Clauses['networks'][number]): boolean {
  return ['src', 'dst', 'nat'].some(end => {
    const address = row[`${end}_addr`];
    const family = typeof address === 'string' ? addressFamily(address) : undefined;
    if (family === undefined || !list.check(address as string, family === 6 ? 'ipv6' : 'ipv4')) return false;
    return port === undefined || port === row[`${end}_port`];
  });
}

function lineOf(row: Row): string {
  return Object.values(row).filter(value => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)).map(printed).join(' ');
}

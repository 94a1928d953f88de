import ipaddr from 'ipaddr.js';
import { type Problems } from './problems';
import { type Form } from './rule-form';

/** What an entry of a source or destination turned out to be, or why it is nothing. */
export type Net = { readonly value: string; readonly family?: 4 | 6 } | { readonly problem: string };

const ALIAS = /^[a-zA-Z_][a-zA-Z0-9_]{0,31}$/;
const LOOKS_LIKE_ADDRESS = /^[0-9a-f.:]*[.:][0-9a-f.:]*(\/.*)?$|^\d+(\/.*)?$|\//i;

/** The address family of an address or subnet; undefined for anything else. */
export function familyOf(text: string): 4 | 6 | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  if (rest.length > 0 || !ipaddr.isValid(address) || address.includes('%') || (!address.includes(':') && !/^\d+\.\d+\.\d+\.\d+$/.test(address))) return undefined;
  const family = ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4;
  if (bits === undefined) return family;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32) ? family : undefined;
}

/** One entry as OPNsense wants it: `LAN net`, `wan address` and `this firewall` are understood as people write them. */
function entryOf(text: string, form: Form): Net {
  const word = text.toLowerCase();
  if (word === 'any' || word === '*' || word === '') return { value: 'any' };
  if (word === '(self)' || word === 'self' || word === 'this firewall') return { value: '(self)' };
  const [, named = '', kind = ''] = /^(.+?)\s+(net|network|subnet|address|ip)$/i.exec(text) ?? [];
  const owner = named === '' ? undefined : form.key('interface', named);
  if (owner !== undefined) return { value: /^(address|ip)$/i.test(kind) ? `${owner}ip` : owner };
  const own = form.key('interface', text);
  if (own !== undefined) return { value: own };
  const family = familyOf(text);
  if (family !== undefined) return { value: text, family };
  if (LOOKS_LIKE_ADDRESS.test(text)) return { problem: `'${text.slice(0, 80)}' is no address or network` };
  return ALIAS.test(text) ? { value: text } : { problem: `'${text.slice(0, 80)}' is no address, network, alias or interface` };
}

/** Source or destination of a rule: one entry, or several with commas between them. */
export function netOf(text: string, form: Form): Net {
  const entries = text.split(',').map(entry => entryOf(entry.trim(), form));
  const wrong = entries.find(entry => 'problem' in entry);
  if (wrong !== undefined) return wrong;
  const known = entries.filter(entry => 'value' in entry);
  const family = known.length === 1 ? known[0]?.family : undefined;
  return { value: known.map(({ value }) => value).join(','), ...(family === undefined ? {} : { family }) };
}

/** What `ipprotocol` is for an address family. */
export const FAMILY: Readonly<Record<4 | 6, 'inet' | 'inet6'>> = { 4: 'inet', 6: 'inet6' };

/** Protocols that have ports. */
export const PORT_PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'TCP/UDP'];

/** Adds the named ends of a rule that are given to its values, or what is wrong with them to the problems; answers the families of those that are addresses. */
export function addNets<Name extends string>(names: readonly Name[], given: Readonly<Partial<Record<Name, string | undefined>>>, form: Form, values: Record<string, string>, problems: Problems): ReadonlyMap<Name, 4 | 6> {
  const families = new Map<Name, 4 | 6>();
  for (const name of names) {
    const text = given[name];
    if (text === undefined) continue;
    const net = netOf(text, form);
    if ('problem' in net) problems.add(name, net.problem);
    else {
      values[name] = net.value;
      if (net.family !== undefined) families.set(name, net.family);
    }
  }
  return families;
}

/** A port, range, service name or alias as OPNsense wants it; undefined when it is none. */
export function portOf(text: string): string | undefined {
  const port = text.trim();
  if (port === '' || port.toLowerCase() === 'any') return '';
  const isPort = (part: string): boolean => /^\d{1,5}$/.test(part) && Number(part) >= 1 && Number(part) <= 65_535;
  if (/^\d/.test(port)) {
    const [from = '', to, ...rest] = port.split(/[-:]/).map(part => part.trim());
    if (to === undefined) return isPort(from) ? String(Number(from)) : undefined;
    return rest.length === 0 && isPort(from) && isPort(to) && Number(from) < Number(to) ? `${Number(from)}-${Number(to)}` : undefined;
  }
  return /^[a-zA-Z_][a-zA-Z0-9_-]{0,31}$/.test(port) ? port : undefined;
}

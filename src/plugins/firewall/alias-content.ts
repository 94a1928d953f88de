import { familyOf } from './nets';

/** Types of aliases that can be made here, with what an entry of each is. */
export const ALIAS_TYPES = ['host', 'network', 'port', 'urltable', 'geoip', 'networkgroup', 'mac', 'asn', 'dynipv6host', 'urljson', 'authgroup', 'external'] as const;

/** One of the types of aliases that can be made here. */
export type AliasType = (typeof ALIAS_TYPES)[number];

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]{0,31}$/;
const isDomain = (text: string): boolean => /^(?=.{1,253}$)([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/.test(text);
const plain = (text: string): string => text.replace(/^!/, '');
const isRange = (text: string): boolean => {
  const [from = '', to = '', ...rest] = text.split('-');
  return rest.length === 0 && !text.includes('/') && familyOf(from) !== undefined && familyOf(from) === familyOf(to);
};
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

interface Kind {
  readonly fits: (entry: string) => boolean;
  /** What an entry may be, for a message. */
  readonly takes: string;
}

const KINDS: Readonly<Partial<Record<AliasType, Kind>>> = {
  host: { fits: entry => (familyOf(plain(entry)) !== undefined && !entry.includes('/')) || isRange(entry) || isDomain(entry) || NAME.test(entry), takes: 'addresses, ranges (a-b), host names and aliases' },
  network: { fits: entry => familyOf(plain(entry)) !== undefined || isRange(entry) || /^[0-9a-f.:]+\/[0-9a-f]*[.:][0-9a-f.:]+$/i.test(entry) || NAME.test(entry), takes: 'networks (192.0.2.0/24), addresses, ranges and aliases' },
  port: { fits: entry => entry.split(':').every(part => isPort(part) || NAME.test(part)) && entry.split(':').length <= 2, takes: 'ports, ranges (8000:8010), service names and aliases' },
  urltable: { fits: isUrl, takes: 'URLs' },
  urljson: { fits: isUrl, takes: 'URLs' },
  geoip: { fits: entry => /^[A-Z]{2}$/.test(entry), takes: 'country codes of two capital letters' },
  networkgroup: { fits: entry => NAME.test(entry), takes: 'names of aliases' },
  mac: { fits: entry => /^[0-9a-f]{2}(:[0-9a-f]{2}){1,5}$/i.test(entry), takes: 'MAC addresses, or how they begin' },
  asn: { fits: entry => /^\d{1,10}$/.test(entry), takes: 'numbers of autonomous systems' },
};

function isUrl(text: string): boolean {
  return /^(https?|ftp):\/\/[^\s/?#]+\S*$/i.test(text);
}

/** The entries of a content text, one a line; lists with commas are understood, and ranges of ports with a hyphen. */
export function entriesOf(content: string, type: string): string[] {
  const entries = content.split(type === 'urltable' || type === 'urljson' ? '\n' : /[\n,]/).map(entry => entry.trim()).filter(entry => entry !== '');
  return type === 'port' ? entries.map(entry => entry.replace(/^(\d+)\s*-\s*(\d+)$/, '$1:$2')) : type === 'geoip' ? entries.map(entry => entry.toUpperCase()) : entries;
}

/** What is wrong with the entries of an alias of that type; undefined when nothing is seen. */
export function contentProblem(entries: readonly string[], type: string): string | undefined {
  const kind = KINDS[type as AliasType];
  const wrong = kind === undefined ? [] : entries.filter(entry => !kind.fits(entry));
  if (kind === undefined || wrong.length === 0) return undefined;
  const shown = wrong.slice(0, 5).map(entry => `'${entry.slice(0, 60)}'`);
  return `${shown.join(', ')}${wrong.length > 5 ? ` and ${wrong.length - 5} more` : ''} ${wrong.length === 1 ? 'does' : 'do'} not fit; an alias of type ${type} takes ${kind.takes}`;
}

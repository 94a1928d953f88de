import { isAddress } from '../network';
import { type Field } from '../model';
import { type FieldType } from './field-type';
import { chosenMap } from './list-type';
import { NAME_TYPES } from './names';
import { NETWORK_TYPES } from './network';

const NETWORK = NETWORK_TYPES['Network'] ?? {};

/** Field types of Dnsmasq's model. */
export const DNSMASQ_TYPES: Readonly<Record<string, FieldType>> = {
  'Dnsmasq.Aliases': NAME_TYPES['Hostname'] ?? {},
  'Dnsmasq.DomainIP': { ...NETWORK, normalise: (text, field) => (text === '!' ? '' : (NETWORK.normalise?.(text, field) ?? text)), read: readServer },
  'Dnsmasq.Hostname': {
    answer: field => (field.spec.asList === true ? chosenMap(field.value, ',') : field.value),
    problems: nameProblems,
  },
  'Dnsmasq.RangeAddress': {
    ...NETWORK,
    // The end of an IPv6 address, which a network is put in front of.
    problems: (value, field) => (value.startsWith('::') ? (isAddress(`2000${value}`) ? [] : ['An address or the end of one is needed.']) : (NETWORK.problems?.(value, field) ?? [])),
  },
};

function nameProblems(value: string, { spec }: Field): string[] {
  const isDomain = spec.props?.['IsDomain'] === 'Y';
  for (const name of spec.asList === true ? value.split(',') : [value]) {
    if (name === '') continue;
    // A wildcard ends the check, whatever follows it in a list.
    if (name === '*') return spec.props?.['IsWildcardAllowed'] === 'Y' ? [] : ['A wildcard is not allowed here.'];
    if (isDomain && Buffer.byteLength(name) > 255) return ['A name has at most 255 characters.'];
    if (!(isDomain ? name.split('.') : [name]).every(label => /^(?![_-])[A-Za-z0-9_-]{1,63}$/.test(label))) return ['A label has 1 to 63 letters, digits, hyphens and underscores and starts with a letter or digit.'];
  }
  return [];
}

/** Older configurations write the server of a domain as `address#port@source`. */
function readServer(text: string, field: Field): void {
  if (text.indexOf('#') <= 1 && text.indexOf('@') <= 1) return;
  const [server = '', source] = text.split('@');
  const [address = '', port] = server.split('#');
  if (source !== undefined) field.parent.sibling('srcip')?.load(source);
  if (port !== undefined) field.parent.sibling('port')?.load(port);
  field.load(address);
}

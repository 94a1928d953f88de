import { type FieldType } from './field-type';
import { type Field } from '../model';
import { isAddress, isSubnet } from '../network';
import { matchesWhole, toJson } from '../php';

/** Field types for names of hosts, e-mail addresses, ids and lists of words. */
export const NAME_TYPES: Readonly<Record<string, FieldType>> = {
  Hostname: {
    normalise: text => text.trim(),
    answer: field => (field.spec.asList === true ? chosen(hostParts(field)) : field.value),
    problems: (_value, field) => (hostParts(field).every(part => isHost(part, field)) ? [] : ['A host name or an address is needed.']),
  },
  Email: { problems: value => (/^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/i.test(value) ? [] : ['An e-mail address is needed.']) },
  CSVList: {
    normalise: (text, { spec }) => (spec.props?.['ChangeCase'] === 'lower' ? text.toLowerCase() : text),
    answer: field => (field.models.since('25.7') ? chosen(field.value.split(',')) : selection(field)),
    problems: (value, { spec }) => {
      const parts = spec.props?.['MaskPerItem'] === 'Y' ? value.split(',') : [value];
      const { mask } = spec;
      return mask === undefined || parts.every(part => matchesWhole(mask, part)) ? [] : ['The list has an entry of another form.'];
    },
  },
  UniqueId: {
    fresh: uniqueId,
    normalise: (text, field) => field.value || text,
  },
  'Diagnostics.Host': {
    problems: value => (isCaptureFilter(value.split(' ').filter(part => part !== '')) ? [] : ['Addresses, networks and MAC addresses joined by and, or and not are needed.']),
  },
};

function hostParts({ spec, value, models }: Field): string[] {
  const separator = spec.props?.['FieldSeparator'];
  if (models.since('25.7') && spec.asList !== true) return [value];
  return typeof separator === 'string' ? value.split(separator) : spec.asList === true ? value.split(',') : [value];
}

function isHost(text: string, { spec, models }: Field): boolean {
  const isAllowed = (name: string): boolean => spec.props?.[name] === 'Y';
  if (isAllowed('ZoneRootAllowed') && text === '@') return true;
  if (isAllowed('HostWildcardAllowed') && text === '*') return true;
  const prefix = isAllowed('FqdnWildcardAllowed') && text.startsWith('*.') ? 2 : isAllowed('ZoneRootAllowed') && text.startsWith('@.') ? 2 : 0;
  if (isAddress(text)) return spec.props?.['IpAllowed'] !== 'N';
  const name = text.slice(prefix);
  if (!isAllowed('IsDNSName')) return isHostName(name);
  return hasDomainShape(name) && !(models.since('25.1') && /[\s/*]/.test(name));
}

/** True for labels of 1 to 63 characters, 253 together, with or without the dot of the root. */
function hasDomainShape(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return text.length <= 254 && labels.every(label => label.length >= 1 && label.length <= 63);
}

function isHostName(text: string): boolean {
  return hasDomainShape(text) && text.replace(/\.$/, '').split('.').every(label => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label));
}

function chosen(values: readonly string[]): unknown {
  return toJson(values.map(value => [value, { value, selected: 1 }] as const));
}

/** A list as releases before 25.7 answer it: what can be chosen, and what is. */
function selection({ spec, values }: Field): unknown {
  const options = (spec.props?.['SelectOptions'] ?? {}) as Readonly<Record<string, string>>;
  const keys = [...new Set([...Object.keys(options), ...values])];
  return toJson(keys.map(key => [key, { value: options[key] ?? key, selected: Number(values.includes(key)) }] as const));
}

/** An id as PHP's uniqid makes it: the time in hexadecimal and eight random digits. */
function uniqueId({ models }: Field): string {
  const now = models.machine.now();
  const seconds = Math.floor(now / 1000).toString(16);
  const microseconds = ((now % 1000) * 1000).toString(16).padStart(5, '0');
  return `${seconds}${microseconds}.${String(Number.parseInt(models.machine.uuid().slice(0, 6), 16)).padStart(8, '0')}`;
}

function isCaptureFilter(words: readonly string[]): boolean {
  const tokens = words.map(word => (isAddress(word) || isSubnet(word) || /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(word) ? 'net' : word.toLowerCase()));
  return tokens.every((token, index) => {
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (token === 'net') return before !== 'net';
    if (token === 'not') return after === 'net';
    return (token === 'and' || token === 'or') && before === 'net' && (after === 'net' || after === 'not');
  });
}

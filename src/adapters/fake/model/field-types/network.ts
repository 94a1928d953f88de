import { type Field, type Models } from '../model';
import { addressFamily, isAddress, isNetworkAddress, isSubnet, PORT_NAMES, PROTOCOLS } from '../network';
import { isInteger } from '../php';
import { aliases, isPortAlias } from './aliases';
import { type Choices, type FieldType } from './field-type';
import { interfaceLabel, interfaceNodes } from './interfaces';
import { choiceMap, chosenMap, describeValues, LIST, sortedByLabel } from './list-type';

const PORT: FieldType = {
  ...LIST(portChoices),
  normalise: (text, { spec }) => {
    const lower = text.trim().toLowerCase();
    return spec.props?.['EnableWellKnown'] === 'Y' && (lower === 'any' || PORT_NAMES.includes(lower)) ? lower : text;
  },
  answer: field => (field.spec.multiple === true ? choiceMap(portChoices(field), field) : field.value),
  describe: field => field.values.join(', '),
  problems: (value, field) => {
    const parts = field.spec.multiple === true ? value.split(',') : [value];
    return parts.every(part => isPortChoice(part, field)) ? [] : ['A port, a service name, an alias or a range is needed.'];
  },
};

const NETWORK: FieldType = {
  normalise: text => text.toLowerCase().trim(),
  answer: field => (field.spec.asList === true ? chosenMap(field.value, ',') : field.value),
  problems: (value, { spec, models }) => {
    const props = spec.props ?? {};
    if (value === 'any' && props['WildcardEnabled'] !== 'N') return [];
    const separator = typeof props['FieldSeparator'] === 'string' ? props['FieldSeparator'] : spec.asList === true && models.since('25.7') ? ',' : undefined;
    const parts = separator === undefined ? [value] : value.split(separator);
    return parts.every(part => isNetwork(part, props)) ? [] : ['A network or an address is needed.'];
  },
};

/** Field types for protocols, ports and networks. */
export const NETWORK_TYPES: Readonly<Record<string, FieldType>> = {
  Protocol: LIST(protocolChoices, {
    normalise: (text, { spec, models }) => (!models.since('26.1') ? text : isLower(spec) || text.toLowerCase() === 'any' ? text.toLowerCase() : text.toUpperCase()),
  }),
  Port: PORT,
  Network: NETWORK,
  NetworkAlias: LIST(
    networkChoices,
    { answer: field => field.value, describe: field => (field.models.since('25.7') ? describeValues(namedNetworks(field.models), field) : field.value) },
    true,
  ),
};

const FIRST_PROTOCOLS = ['TCP', 'UDP', 'TCP/UDP', 'ICMP', 'ESP', 'AH', 'GRE', 'IGMP', 'PIM', 'OSPF'];

function protocolChoices(field: Field): Choices {
  const { spec, models } = field;
  return models.ofSpec(spec, () => {
    const added = (spec.addOptions ?? []).map(({ key, label }): [string, string] => [key, label]);
    const choices = protocolsByName(field, added);
    return isLower(spec) ? new Map([...choices].map(([key, label]) => [key.toLowerCase(), label])) : choices;
  });
}

const isLower = (spec: Field['spec']): boolean => spec.props?.['ChangeCase'] === 'lower';

function protocolsByName(field: Field, added: readonly [string, string][]): ReadonlyMap<string, string> {
  const { models } = field;
  return models.derived(`protocols ${String(field.required)} ${JSON.stringify(added)}`, () => {
    const named = PROTOCOLS.map((name): [string, string] => [name, name]);
    if (!models.since('25.1')) return new Map([['any', 'any'], ...named]);
    if (!models.since('26.1')) return sortedByLabel([['any', 'any'], ...named, ...added]);
    const sorted = sortedByLabel([...named, ...added]);
    const first = FIRST_PROTOCOLS.filter(name => sorted.has(name)).map((name): [string, string] => [name, name]);
    return new Map([...(field.required ? [['any', 'any'] as [string, string]] : []), ...first, ...sorted]);
  });
}

function portChoices(field: Field): Choices {
  return new Map(field.values.filter(value => isPortChoice(value, field)).map(value => [value, value]));
}

function isPortChoice(text: string, { spec, models }: Field): boolean {
  const enabled = (property: string): boolean => spec.props?.[property] === 'Y';
  if (/^[1-9]\d*$/.test(text)) return Number(text) <= 65535;
  if (enabled('EnableWellKnown') && (text === 'any' || PORT_NAMES.includes(text))) return true;
  if (enabled('EnableAlias') && isPortAlias(text, models)) return true;
  const [from = '', to = '', ...rest] = text.split('-');
  const blanks = models.since('26.7') && /\s/.test(text);
  const isPort = (end: string): boolean => isInteger(end, 1n, 65535n);
  return enabled('EnableRanges') && rest.length === 0 && !blanks && isPort(from) && isPort(to) && Number(from) < Number(to);
}

function networkChoices({ models, value }: Field): Choices {
  const known = namedNetworks(models);
  return isAddress(value) || isSubnet(value) ? new Map([...known, [value, value]]) : known;
}

function namedNetworks(models: Models): Choices {
  return models.derived('networks', () => {
    const choices = new Map([['any', 'any'], ['(self)', 'This Firewall']]);
    for (const node of interfaceNodes(models)) {
      choices.set(node.name, `${interfaceLabel(node)} net`);
      if (!node.children.some(each => each.name === 'virtual')) choices.set(`${node.name}ip`, `${interfaceLabel(node)} address`);
    }
    for (const alias of aliases(models)) if (alias.text('type') !== 'port') choices.set(alias.text('name'), alias.text('name'));
    return choices;
  });
}

function isNetwork(text: string, props: Readonly<Record<string, unknown>>): boolean {
  const [address = '', length, ...rest] = text.split('/');
  if (length === undefined) {
    if (props['NetMaskRequired'] === 'Y') return false;
  } else {
    if (props['NetMaskAllowed'] !== undefined && props['NetMaskAllowed'] !== 'Y') return false;
    if (rest.length > 0 || !/^\d+$/.test(length) || Number(length) > (address.includes(':') ? 128 : 32)) return false;
    if (props['Strict'] === 'Y' && !isNetworkAddress(text)) return false;
  }
  const family = addressFamily(address);
  const wanted = typeof props['AddressFamily'] === 'string' ? props['AddressFamily'].trim().toLowerCase() : '';
  return family !== undefined && (wanted === 'ipv4' ? family === 4 : wanted === 'ipv6' ? family === 6 : true);
}

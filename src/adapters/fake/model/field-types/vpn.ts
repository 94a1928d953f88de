import { childText } from '../../config-document';
import { type Field } from '../model';
import { addressFamily, isDomain } from '../network';
import { isEmpty } from '../php';
import { type Choices, type FieldType } from './field-type';
import { chosenMap, LIST, sortedByLabel } from './list-type';

/** Field types that the VPN models share: hosts with ports, what old sections say, shared addresses. */
export const VPN_TYPES: Readonly<Record<string, FieldType>> = {
  IPPort: {
    normalise: text => text.trim(),
    answer: ({ spec, value }) => (spec.asList === true ? chosenMap(value, ',') : value),
    problems: (value, field) => (field.spec.asList === true ? value.split(',') : [value]).filter(each => !isHostWithPort(each, field)).slice(0, 1).map(each => `${each} is no address with a port.`),
  },
  LegacyLink: { dependent: true, unset: linkedText, normalise: (_text, field) => linkedText(field) },
  VirtualIP: LIST(virtualAddresses),
};

/** What an old section of the configuration says; nothing can be set here. */
function linkedText({ spec, models }: Field): string {
  return models.machine.document.text(String(spec.props?.['Source'] ?? '').replaceAll('.', '/'));
}

function virtualAddresses({ spec, models }: Field): Choices {
  const modes = String(spec.props?.['type'] ?? '*');
  const byUuid = String(spec.props?.['key'] ?? '').toLowerCase() === 'mvc';
  const nodes = (models.machine.document.find('virtualip')?.children ?? []).filter(node => node.name === 'vip' && (modes === '*' || modes.split(',').includes(childText(node, 'mode'))));
  return sortedByLabel(
    nodes.map(node => {
      const vhid = isEmpty(childText(node, 'vhid')) ? '' : ` (vhid ${childText(node, 'vhid')})`;
      const label = `[${childText(node, 'subnet')}] ${childText(node, 'descr')} on ${childText(node, 'interface')}${vhid}`;
      return [byUuid ? (node.attributes['uuid'] ?? '') : childText(node, 'subnet'), label];
    }),
  );
}

function isHostWithPort(text: string, { spec, models }: Field): boolean {
  const isAllowed = (property: string): boolean => String(spec.props?.[property] ?? '').trim().toUpperCase() === 'Y';
  const family = String(spec.props?.['AddressFamily'] ?? '').trim().toLowerCase();
  const [host = '', port = '', ...rest] = text.split(':');
  const isPair = rest.length === 0 && isPort(port);
  const portless = models.since('25.7') && isAllowed('PortOptional');
  if (family !== 'ipv6' && ((isPair && addressFamily(host) === 4) || (portless && addressFamily(text) === 4))) return true;
  if (isAllowed('HostnameAllowed') && ((isPair && isDomain(host)) || (portless && isDomain(text)))) return true;
  const bracketed = /^\[([^\]]+)\]:(.+)$/.exec(text);
  return family !== 'ipv4' && ((bracketed !== null && addressFamily(bracketed[1] ?? '') === 6 && isPort(bracketed[2] ?? '')) || (portless && addressFamily(text) === 6));
}

/** True for a port number. */
export function isPort(text: string): boolean {
  return /^[1-9]\d*$/.test(text) && Number(text) <= 65_535;
}

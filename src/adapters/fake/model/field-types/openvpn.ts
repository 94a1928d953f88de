import { childText, type ConfigNode } from '../../config-document';
import { type Field, type Models } from '../model';
import { isAddress, isDomain } from '../network';
import { type FieldType } from './field-type';
import { chosenMap, LIST, sortedByLabel } from './list-type';
import { INTEGER } from './numbers';
import { isPort } from './vpn';

/** Field types of OpenVPN. */
export const OPENVPN_TYPES: Readonly<Record<string, FieldType>> = {
  'OpenVPN.OpenVPNServer': LIST(({ models, parent }) =>
    sortedByLabel([
      ...legacyTunnels(models, 'openvpn-server').map((node): [string, string] => [childText(node, 'vpnid'), `${childText(node, 'description')} (${childText(node, 'local_port')} / ${childText(node, 'protocol')})`]),
      ...parent.model.list('Instances.Instance').items
        .filter(([, instance]) => instance.text('role') === 'server')
        .map(([uuid, instance]): [string, string] => [uuid, `${instance.text('description')} (${instance.text('port') || '1194'} / ${instance.text('proto').toUpperCase()})`]),
    ]),
  ),
  'OpenVPN.RemoteHost': {
    answer: ({ value }) => chosenMap(value, ','),
    problems: value => value.split(',').filter(each => !isRemote(each)).map(each => `${each} is no host with a port.`),
  },
  'OpenVPN.VPNId': {
    dependent: true,
    normalise: (text, field) => (text === '' ? firstFreeId(field) : text),
    problems: (value, field) => [...(INTEGER.problems?.(value, field) ?? []), ...(takenIds(field).has(value) ? ['This id is taken.'] : [])],
  },
};

/** Tunnels of the old pages. */
export function legacyTunnels({ machine }: Models, section: 'openvpn-server' | 'openvpn-client'): readonly ConfigNode[] {
  return machine.document.find('openvpn')?.children.filter(node => node.name === section) ?? [];
}

function isRemote(text: string): boolean {
  const [host = '', port] = text.split(':').length > 2 ? text.split(']').map(part => part.replace(/^[[:]+/, '')) : text.split(':');
  return (isDomain(host) || isAddress(host)) && (port === undefined || isPort(port));
}

function takenIds({ models, parent }: Field): Set<string> {
  const old = [...legacyTunnels(models, 'openvpn-server'), ...legacyTunnels(models, 'openvpn-client')].map(node => childText(node, 'vpnid'));
  const others = (parent.parent?.items ?? []).filter(([, item]) => item !== parent).map(([, item]) => item.text('vpnid'));
  return new Set([...old, ...others]);
}

function firstFreeId(field: Field): string {
  const taken = takenIds(field);
  let id = 1;
  while (taken.has(String(id))) id++;
  return String(id);
}

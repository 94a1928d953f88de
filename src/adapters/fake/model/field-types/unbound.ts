import { childText } from '../../config-document';
import { type Field, type Group, type Models } from '../model';
import { isEmpty } from '../php';
import { type Choices, type FieldType } from './field-type';
import { interfaceLabel, interfaceNodes } from './interfaces';
import { LIST, sortedByLabel } from './list-type';
import { NAME_TYPES } from './names';

const SEPARATOR = ',';

/** Field types of the DNS resolver. */
export const UNBOUND_TYPES: Readonly<Record<string, FieldType>> = {
  'Unbound.UnboundInterface': LIST(({ models }) => interfaceChoices(models)),
  'Unbound.AliasRefCount': { computed: ({ parent }) => String(aliasesOf(parent).length) },
  'Unbound.AliasReflector': {
    ...NAME_TYPES['Hostname'],
    computed: ({ parent }) => aliasNames(parent).join(SEPARATOR),
    normalise: (text, field) => {
      reflect(text, field);
      return text.trim();
    },
  },
};

/** Everything but virtual interfaces, and the tunnels of the old OpenVPN section. */
function interfaceChoices(models: Models): Choices {
  const tunnels = (models.machine.document.find('openvpn')?.children ?? []).filter(node => node.children.length > 0);
  return sortedByLabel([
    ...interfaceNodes(models).filter(node => isEmpty(childText(node, 'virtual'))).map((node): [string, string] => [node.name, interfaceLabel(node)]),
    ...tunnels.map((node): [string, string] => {
      const id = childText(node, 'vpnid');
      return [`ovpn${node.name.charAt(8)}${id}`, `OpenVPN ${node.name.slice(8, 14)} (${childText(node, 'description') || id})`];
    }),
  ]);
}

/** The aliases of a host override. */
function aliasesOf(host: Group): Group[] {
  const { uuid } = host.attributes;
  return host.model.list('aliases.alias').items.filter(([, alias]) => uuid !== undefined && alias.text('host') === uuid).map(([, alias]) => alias);
}

function aliasNames(host: Group): string[] {
  return aliasesOf(host).map(alias => [alias.text('hostname'), alias.text('domain') || host.text('domain')].filter((part, index) => index === 1 || part !== '').join('.'));
}

/** Writing the names of a host's aliases makes and removes aliases; one that spells out its host's own domain is never found again. */
function reflect(text: string, { parent: host }: Field): void {
  const before = aliasNames(host);
  if (host.attributes['uuid'] === undefined || text === before.join(SEPARATOR)) return;
  const wanted = text.split(SEPARATOR).map(name => name.trim()).filter(name => !isEmpty(name));
  const list = host.model.list('aliases.alias');
  for (const name of before.filter(each => !wanted.includes(each))) {
    const [hostname, domain] = split(name, host);
    for (const alias of aliasesOf(host)) if (alias.text('hostname') === hostname && alias.text('domain') === domain) list.remove(alias.attributes['uuid'] ?? '');
  }
  for (const name of wanted.filter(each => !before.includes(each))) {
    const [hostname, domain] = split(name, host);
    list.add().assign({ enabled: '1', host: host.attributes['uuid'], hostname, domain, description: '' });
  }
}

function split(name: string, host: Group): [hostname: string, domain: string] {
  const [hostname = '', ...rest] = name.trim().replace(/\.+$/, '').split('.');
  const domain = rest.join('.');
  return [hostname, domain === host.text('domain') ? '' : domain];
}

import { childText } from '../../config-document';
import { type Field, type Models } from '../model';
import { UntaughtFault } from '../../machine';
import { isEmpty } from '../php';
import { dnsmasqOptions, keaOptions } from './dhcp-options';
import { type Choice, type Choices, type FieldType } from './field-type';
import { haOptions } from './ha-options';
import { LIST, sortedByLabel } from './list-type';
import { syslogApplications } from './syslog-applications';
import { SYSTEM_LISTS } from './system-lists';

/** Field types whose choices a backend command lists. */
export const BACKEND_TYPES: Readonly<Record<string, FieldType>> = {
  JsonKeyValueStore: LIST(backendChoices),
  // Up to 26.1 a group has an element for each gateway, with its tier behind the name.
  'Routing.GatewayGroupItem': LIST(backendChoices, { normalise: text => text.replace(/\|1$/, '') }),
};

/** What the backend commands of JsonKeyValueStore fields list. */
const BACKEND_LISTS: Readonly<Record<string, (models: Models) => [string, Choice][]>> = {
  ...SYSTEM_LISTS,
  'dnsmasq list dhcp_options': models => dnsmasqOptions('dhcp', models),
  'dnsmasq list dhcp_options6': models => dnsmasqOptions('dhcp6', models),
  'interface gateways list': gatewayChoices,
  'interface gateways list -l': models => gatewayChoices(models).filter(([name]) => !name.startsWith('Null')),
  'interface gateways list -g': models => [...gatewayChoices(models), ...gatewayGroups(models)],
  'filter list diverts': () => [['8000', 'Intrusion Detection']],
  'system ha options': haOptions,
  'kea list dhcp_options': () => keaOptions('dhcp'),
  'kea list dhcp_options6': () => keaOptions('dhcp6'),
  'syslog list applications': syslogApplications,
};

function backendChoices({ spec, models }: Field): Choices {
  const command = String(spec.props?.['ConfigdPopulateAct'] ?? '');
  const list = BACKEND_LISTS[command];
  if (list === undefined) throw new UntaughtFault(`the backend command "${command}"`);
  return models.once(`backend ${command} ${String(spec.props?.['SortByValue'])}`, () => {
    const entries = list(models);
    return spec.props?.['SortByValue'] === 'Y' ? sortedByLabel(entries.map(([key, choice]) => [key, typeof choice === 'string' ? choice : choice.value])) : new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

function gatewayChoices({ machine }: Models): [string, string][] {
  const items = [...(machine.document.find('OPNsense/Gateways')?.children ?? []), ...(machine.document.find('gateways')?.children ?? [])];
  const gateways = items.filter(each => each.name === 'gateway_item' && isEmpty(childText(each, 'disabled')));
  const label = (name: string, detail: string): [string, string] => [name, `${name} - ${detail}`];
  return [label('Null4', '127.0.0.1'), label('Null6', '::1'), ...gateways.map(each => label(childText(each, 'name'), childText(each, 'gateway') || childText(each, 'ipprotocol')))];
}

function gatewayGroups({ machine }: Models): [string, string][] {
  const groups = (machine.document.find('gateways')?.children ?? []).filter(each => each.name === 'gateway_group');
  return groups.map(each => [childText(each, 'name'), childText(each, 'name')]);
}

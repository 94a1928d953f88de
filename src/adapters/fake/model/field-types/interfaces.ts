import { type ConfigNode, childText } from '../../config-document';
import { interfaceNames, networkDevices, runningDevices } from '../../network-devices';
import { type Field, type Models } from '../model';
import { type FieldSpec } from '../model-spec';
import { isEmpty, toRegExp } from '../php';
import { type Choices, type FieldType } from './field-type';
import { LIST, sortedByLabel } from './list-type';

/** Field types whose choices are the firewall's interfaces. */
export const INTERFACE_TYPES: Readonly<Record<string, FieldType>> = {
  Interface: LIST(interfaceChoices),
  'Diagnostics.Interface': LIST(({ models }) => {
    const named = interfaceNames(models.machine.document, false);
    return new Map(networkDevices(models.machine.document).map(({ name }) => [name, named[name] === undefined ? name : `${name} [${named[name]}]`]));
  }),
  'Interfaces.VipInterface': LIST(({ models }) => new Map(interfaceNodes(models).filter(each => childText(each, 'type') !== 'group' && childText(each, 'if') !== 'enc0').map(each => [each.name, interfaceLabel(each)]))),
  'Interfaces.VipNetwork': {},
  'Interfaces.VlanInterface': LIST(vlanParents),
  'Interfaces.DUID': { problems: value => (isDuid(value) ? [] : ['A DHCP id is needed.']) },
  'Firewall.Interface': LIST(({ models }) => {
    const members = interfaceNodes(models).filter(each => childText(each, 'type') !== 'group').map((each): [string, string] => [each.name, interfaceLabel(each)]);
    return models.since('26.1') ? sortedByLabel(members) : new Map(members);
  }),
};

/** The interfaces of the configuration. */
export function interfaceNodes(models: Models): readonly ConfigNode[] {
  return models.machine.document.find('interfaces')?.children ?? [];
}

/** What the web GUI calls an interface. */
export function interfaceLabel(node: ConfigNode): string {
  return childText(node, 'descr') || node.name.toUpperCase();
}

function interfaceChoices({ spec, models }: Field): Choices {
  return models.ofSpec(spec, () => interfacesFor(spec, models));
}

function interfacesFor(spec: FieldSpec, models: Models): Choices {
  const filters = Object.entries((spec.props?.['Filters'] ?? spec.props?.['filters'] ?? {}) as Record<string, string>);
  const dynamic = spec.props?.['AllowDynamic'];
  return models.derived(`interfaces ${JSON.stringify([filters, dynamic])}`, () => {
    const nodes = interfaceNodes(models).filter(node => {
      const isDynamic = !isEmpty(childText(node, 'internal_dynamic'));
      const hasAddress = childText(node, 'ipaddr') !== '' || childText(node, 'ipaddrv6') !== '';
      return !isDynamic || dynamic === 'Y' || (dynamic === 'S' && hasAddress);
    });
    const shown = nodes.filter(node => filters.every(([name, pattern]) => toRegExp(pattern).test(node.children.find(each => each.name === name)?.text ?? '0')));
    return sortedByLabel(shown.map(node => [node.name, interfaceLabel(node)]));
  });
}

/** Devices that VLANs can run over, those that are VLANs themselves last. */
function vlanParents({ models, parent }: Field): Choices {
  const labels = new Map(interfaceNodes(models).map(node => [childText(node, 'if'), ` [${interfaceLabel(node)}]`]));
  const devices = runningDevices(models.machine).filter(({ name, kind }) => kind === 'card' || name.startsWith('wg'));
  const vlans = parent.model.list('vlan').items.map(([, vlan]) => vlan).filter(vlan => !vlan.text('vlanif').startsWith('qinq'));
  const tagged = (vlan: (typeof vlans)[number]): string => `${vlan.text('vlanif')} (Tag: ${vlan.text('tag')}, Parent: ${vlan.text('if')})`;
  return new Map([
    ...devices.map(({ name, mac }): [string, string] => [name, `${name} (${mac})${labels.get(name) ?? ''}`]),
    ...vlans.map((vlan): [string, string] => [vlan.text('vlanif'), `${tagged(vlan)}${labels.get(vlan.text('vlanif')) ?? ''}`]),
  ]);
}

/** True for bytes joined by colons whose first ones name a kind of DHCP id. */
function isDuid(text: string): boolean {
  const bytes = text.split(':');
  const [, kind, , hardware] = bytes.map(byte => Number.parseInt(byte, 16));
  const isKind = ((kind === 1 || kind === 3) && hardware === 1) || kind === 2 || kind === 4 || (kind === 0 && hardware === 4);
  return isKind && bytes.length >= 6 && bytes.length <= 254 && bytes.every(byte => /^[0-9a-f]+$/i.test(byte) && Number.parseInt(byte, 16) <= 255);
}

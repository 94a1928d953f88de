import { type ConfigNode, childText } from '../../config-document';
import { interfaceNames, networkDevices } from '../../network-devices';
import { type Field, type Models } from '../model';
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
  'Firewall.Interface': LIST(({ models }) => sortedByLabel(interfaceNodes(models).filter(each => childText(each, 'type') !== 'group').map(each => [each.name, interfaceLabel(each)]))),
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
  const filters = Object.entries((spec.props?.['Filters'] ?? spec.props?.['filters'] ?? {}) as Record<string, string>);
  const dynamic = spec.props?.['AllowDynamic'];
  return models.once(`interfaces ${JSON.stringify([filters, dynamic])}`, () => {
    const nodes = interfaceNodes(models).filter(node => {
      const isDynamic = !isEmpty(childText(node, 'internal_dynamic'));
      const hasAddress = childText(node, 'ipaddr') !== '' || childText(node, 'ipaddrv6') !== '';
      return !isDynamic || dynamic === 'Y' || (dynamic === 'S' && hasAddress);
    });
    const shown = nodes.filter(node => filters.every(([name, pattern]) => toRegExp(pattern).test(node.children.find(each => each.name === name)?.text ?? '0')));
    return sortedByLabel(shown.map(node => [node.name, interfaceLabel(node)]));
  });
}

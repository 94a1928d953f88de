import { childText } from '../config-document';
import { addressFamily } from '../model/network';
import { interfaceLabel, interfaceNodes } from '../model/field-types/interfaces';
import { type Models } from '../model/model';
import { type Row } from '../model/search';

interface Inside {
  /** Joined to the ids of the rules when there is a rule for each network. */
  readonly suffix: string;
  readonly networks: string;
}

/** The rules that translate to the address of each uplink by themselves (26.1 and later); up to 26.1 one for each inner network. */
export function automaticSourceNat(models: Models): Row[] {
  const dynamic = models.since('26.7') ? ['dhcp', 'pppoe'] : ['dhcp'];
  const nodes = interfaceNodes(models).filter(node => dynamic.includes(childText(node, 'ipaddr')) || addressFamily(childText(node, 'ipaddr')) === 4);
  const isUplink = (node: (typeof nodes)[number]): boolean => {
    const gateway = childText(node, 'gateway');
    return (dynamic.includes(childText(node, 'ipaddr')) || (gateway !== '' && gateway !== 'none')) && !childText(node, 'if').startsWith('ovpn');
  };
  const names = nodes.filter(node => !isUplink(node)).map(({ name }) => name);
  const insides: Inside[] = models.since('26.7') ? [{ suffix: '', networks: names.join(',') }] : names.map(name => ({ suffix: `_${name}`, networks: name }));
  const rules = nodes.filter(isUplink).flatMap(node =>
    insides.flatMap(inside => [
      ruleOf(`automatic_isakmp_${node.name}`, node.name, interfaceLabel(node), inside, { destination_port: '500', staticnatport: '1', description: 'Auto created rule for ISAKMP' }),
      ruleOf(`automatic_${node.name}`, node.name, interfaceLabel(node), inside, { destination_port: '', staticnatport: '0', description: 'Auto created rule' }),
    ]),
  );
  return rules.map((rule, index) => ({ ...rule, sequence: String(index + 1), sort_order: `500000.0${String(index + 1).padStart(6, '0')}` }));
}

function ruleOf(id: string, name: string, label: string, { suffix, networks }: Inside, more: Readonly<Record<string, string>>): Row {
  return {
    uuid: `${id}${suffix}`,
    enabled: '1',
    nonat: '0',
    nosync: '0',
    interface: name,
    '%interface': label,
    ipprotocol: 'inet',
    '%ipprotocol': 'IPv4',
    protocol: 'any',
    '%protocol': '*',
    source_net: networks,
    source_not: '0',
    source_port: '',
    destination_net: 'any',
    destination_not: '0',
    target: `${name}ip`,
    target_port: '',
    log: '0',
    categories: '',
    tag: '',
    tagged: '',
    is_automatic: true,
    prio_group: '500000',
    ...more,
  };
}

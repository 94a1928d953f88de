import { childText, type ConfigNode } from '../config-document';
import { type ActionTable, type Machine } from '../machine';
import { Models } from '../model/model';
import { compareNatural } from '../model/php';
import { type Row } from '../model/search';

/** firewall/filter: the interfaces to choose from when rules are looked at (25.1 and later). */
export const filterInterfaceListActions: ActionTable = {
  'firewall/filter/get_interface_list': (_call, machine) => ({ json: choices(new Models(machine)) }),
};

function choices(models: Models): unknown {
  if (models.since('26.1')) return everything(models.machine);
  return models.since('25.7') ? withCounts(models) : plain(models);
}

/** 26.1 and later: whatever stands among the interfaces, groups by what they say of themselves. */
function everything({ document }: Machine): unknown {
  const nodes = (document.find('interfaces')?.children ?? []).filter(({ name }) => name !== 'lo0');
  const of = (wanted: 'group' | 'interface'): Row[] =>
    nodes.filter(node => (childText(node, 'type') === 'group') === (wanted === 'group')).map(node => ({ value: node.name, label: labelOf(node), type: wanted }));
  const wide = ' fa-fw';
  return {
    floating: section('Floating', `fa-layer-group${wide} text-primary`, [{ value: '__floating', label: 'Floating', type: 'floating' }]),
    groups: section('Groups', `fa-sitemap${wide} text-warning`, byLabel(of('group'), true)),
    interfaces: section('Interfaces', `fa-ethernet${wide} text-info`, byLabel(of('interface'), true)),
    any: section('Any', `fa-globe-europe${wide}`, [{ value: '__any', label: 'All rules', type: 'any' }]),
  };
}

/** 25.7: with the number of rules on each, most first. */
function withCounts(models: Models): unknown {
  const rules = models.saved('OPNsense.Firewall.Filter').list('rules.rule').items.map(([, rule]) => rule.field('interface').values);
  const count = (key: string): number => rules.filter(names => names.length === 1 && names[0] === key).length;
  const counted = (rows: readonly Row[], type: string): Row[] => byLabel(rows.map(row => ({ ...row, count: count(String(row['value'])), type }))).sort((left, right) => Number(right['count']) - Number(left['count']));
  const { groups, interfaces } = listed(models);
  return {
    floating: section('Floating', 'fa-layer-group text-primary', [{ value: '', label: 'Any', count: rules.filter(names => names.length !== 1).length, type: 'floating' }]),
    groups: section('Groups', 'fa-sitemap text-warning', counted(groups, 'group')),
    interfaces: section('Interfaces', 'fa-ethernet text-info', counted(interfaces, 'interface')),
  };
}

/** 25.1. */
function plain(models: Models): unknown {
  const { groups, interfaces } = listed(models);
  return {
    floating: section('Floating', 'fa-layer-group text-primary', [{ value: '', label: 'Any', selected: true }]),
    groups: section('Groups', 'fa-sitemap text-warning', byLabel(groups)),
    interfaces: section('Interfaces', 'fa-ethernet text-info', byLabel(interfaces)),
  };
}

function listed(models: Models): { readonly groups: Row[]; readonly interfaces: Row[] } {
  const names = models.saved('OPNsense.Firewall.Group').list('ifgroupentry').items.map(([, group]) => group.text('ifname'));
  const nodes = (models.machine.document.find('interfaces')?.children ?? []).filter(({ name }) => !names.includes(name));
  return { groups: names.map(name => ({ value: name, label: name })), interfaces: nodes.map(node => ({ value: node.name, label: labelOf(node) })) };
}

function section(label: string, icon: string, items: readonly Row[]): Row {
  return { label, icon: `fa ${icon}`, items };
}

function labelOf(node: ConfigNode): string {
  return childText(node, 'descr') || node.name.toUpperCase();
}

function byLabel(rows: readonly Row[], isNatural = false): Row[] {
  const key = (row: Row): string => String(row['label']).toLowerCase();
  return rows.toSorted((left, right) => (isNatural ? compareNatural(key(left), key(right)) : key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

import { type Field } from '../model';
import { type FieldType } from './field-type';
import { LIST } from './list-type';
import { NETWORK_TYPES } from './network';
import { INTEGER } from './numbers';

/** Field types of port forwards, which keep the shape of the list they came from (26.1 and later). */
export const PORT_FORWARD_TYPES: Readonly<Record<string, FieldType>> = {
  // Rules of the older list have no number; they get one when they are read.
  'Firewall.DNatSequence': {
    ...INTEGER,
    computed: field => (field.value === '' ? String(highest(field) + 100) : undefined),
    // Reading an empty list uses up the first number.
    fresh: field => String(Math.max(highest(field), 100) + 100),
  },
  'Firewall.NetworkMapped': {
    ...NETWORK_TYPES['NetworkAlias'],
    read: (text, field) => {
      if (text !== '' && text !== '0') for (const name of ['address', 'network']) field.parent.sibling(name)?.load(text);
    },
  },
  'Firewall.PortMapped': { ...NETWORK_TYPES['Port'] },
  'Firewall.Category': LIST(({ models }) => new Map(categories(models).map(([, name]) => [name, name]))),
  'Firewall.CategoryMap': {
    computed: ({ parent, models }) => {
      const chosen = parent.field('category').values;
      return categories(models).filter(([, name]) => chosen.includes(name)).map(([uuid]) => uuid).join(',');
    },
  },
  'Firewall.DNatAssociatedRule': {
    normalise: () => '',
    read: (text, field) => {
      if (text === 'pass') field.parent.field('pass').load('pass');
    },
  },
};

function categories(models: Field['models']): [uuid: string, name: string][] {
  return models.saved('OPNsense.Firewall.Category').list('categories.category').items.map(([uuid, category]) => [uuid, category.text('name')]);
}

function highest({ parent, spec }: Field): number {
  return Math.max(0, ...(parent.parent?.items ?? []).map(([, item]) => Number.parseInt(item.text(spec.name), 10) || 0));
}

import { childText } from '../config-document';
import { aliasNamed } from '../model/field-types/aliases';
import { interfaceLabel, interfaceNodes } from '../model/field-types/interfaces';
import { type Group, type Models } from '../model/model';
import { compareNatural, toText } from '../model/php';
import { type Row } from '../model/search';

/** The colours of a rule's categories as each release lists them. */
export function categoryColors(row: Row, models: Models): unknown[] {
  const wanted = toText(row['categories']).split(',').map(each => each.trim()).filter(each => each !== '');
  const categories = models.saved('OPNsense.Firewall.Category').list('categories.category').items;
  return wanted.flatMap((key): unknown[] => {
    const found = categories.find(([uuid, category]) => (models.since('25.7') ? uuid === key : category.text('name') === key));
    if (found === undefined) return [];
    const [uuid, category] = found;
    const color = category.text('color');
    if (models.since('26.1')) return [{ color: color === '' ? '' : `#${color}`, name: category.text('name'), uuid }];
    return [color === '' ? (models.since('25.7') ? '#000' : '#C03E14') : `#${color}`];
  });
}

/** Every category with the number of items of the list that carry it. */
export function usedCategories(models: Models, model: string, path: string): unknown {
  const carried = models.saved(model).list(path).items.flatMap(([, item]) => item.field('categories').values);
  const categories = models.saved('OPNsense.Firewall.Category').list('categories.category').items;
  const rows = categories.map(([uuid, category]) => ({ uuid, name: category.text('name'), color: category.text('color'), used: carried.filter(each => each === uuid).length }));
  return { rows: rows.sort((left, right) => compareNatural(left.name, right.name, true)) };
}

/** What one entry of a rule's end is: an alias with its summary, a network in words, or itself. */
export function describeEnd(name: string, models: Models): Row {
  const alias = aliasNamed(name, models);
  if (alias !== undefined) {
    const summary = summarise(alias);
    const known = { value: name, '%value': name, isAlias: true };
    return models.since('26.1') ? { ...known, description: alias.text('description'), summary } : { ...known, description: summary === '' ? null : summary };
  }
  const words = models.derived('network words', () => networkWords(models));
  return { value: name, '%value': words[name] ?? name, isAlias: false, description: '' };
}

function networkWords(models: Models): Readonly<Record<string, string>> {
  const net = models.since('26.1') ? 'network' : 'net';
  const words: Record<string, string> = { any: 'any', '(self)': 'This Firewall' };
  for (const node of interfaceNodes(models)) {
    words[node.name] = `${interfaceLabel(node)} ${net}`;
    const device = childText(node, 'if');
    if (device !== '') words[device] = `${interfaceLabel(node)} ${net}`;
    words[`${node.name}ip`] = `${interfaceLabel(node)} address`;
  }
  return words;
}

/** The description and the first ten entries of an alias, as HTML. */
function summarise(alias: Group): string {
  const description = alias.text('description');
  const entries = alias.text('content').split('\n').filter(entry => entry !== '');
  const shown = entries.slice(0, 10).sort(compareNatural);
  return `${description === '' ? '' : `<strong>${description}</strong><br/>`}${[...shown, ...(entries.length > 10 ? ['[...]'] : [])].join('<br/>')}`;
}

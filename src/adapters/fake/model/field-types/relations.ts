import { childText } from '../../config-document';
import { type Field } from '../model';
import { type RelationSpec } from '../model-spec';
import { toRegExp } from '../php';
import { type Choices, type FieldType } from './field-type';
import { describeValues, LIST, sortedByLabel } from './list-type';

/** Field types whose choices are other items of the configuration. */
export const RELATION_TYPES: Readonly<Record<string, FieldType>> = {
  ModelRelation: LIST(relationChoices, {
    describe: field => {
      const choices = relationChoices(field);
      return field.models.since('25.7') ? describeValues(choices, field) : field.value.split(',').map(key => choices.get(key) ?? '').join(', ');
    },
  }),
  Certificate: LIST(certificateChoices),
};

/** Certificates, authorities (but for those that sign OCSP answers) or revocation lists, by reference id. */
function certificateChoices({ spec, models }: Field): Choices {
  const type = String(spec.props?.['Type'] ?? spec.props?.['type'] ?? 'cert').trim().toLowerCase();
  const section = type === 'ca' || type === 'crl' ? type : 'cert';
  const nodes = models.machine.document.root.children.filter(node => node.name === section && !(section === 'ca' && childText(node, 'x509_extensions') === 'ocsp'));
  return sortedByLabel(nodes.map(node => [childText(node, 'refid'), childText(node, 'descr')]));
}

function relationChoices(field: Field): Choices {
  const { spec, models } = field;
  const own = field.parent.model;
  const collect = (): Choices => {
    const entries = (spec.relation ?? []).flatMap(relation => relatedItems(relation, isNamed(relation, own) ? own : models.saved(relation.source)));
    return spec.props?.['Sorted'] === 'Y' ? new Map(entries) : sortedByLabel(entries);
  };
  const isOwn = spec.relation?.some(relation => isNamed(relation, own)) ?? false;
  return isOwn ? collect() : models.ofSpec(spec, () => models.derived(`relation ${JSON.stringify([spec.relation, spec.props])}`, collect));
}

// PHP finds a class that is already there whatever the case of its name.
function isNamed({ source }: RelationSpec, { spec }: Field['parent']['model']): boolean {
  return source.toLowerCase() === spec.name.toLowerCase();
}

function relatedItems({ items, display, format, filters }: RelationSpec, model: Field['parent']['model']): [string, string][] {
  const shown = model.list(items).items.filter(([, item]) =>
    Object.entries(filters ?? {}).every(([name, pattern]) => item.text(name) === '' || toRegExp(pattern).test(item.text(name))),
  );
  return shown.map(([uuid, item]) => {
    const words = display.split(',').map(name => item.describe(name));
    return [uuid, (format ?? '%s').replace(/%s/g, () => words.shift() ?? '')];
  });
}

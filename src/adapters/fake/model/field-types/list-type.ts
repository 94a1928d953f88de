import { type Field } from '../model';
import { compareNatural, toJson } from '../php';
import { type Choices, type FieldType } from './field-type';

/** A field that takes one of the choices, or several when the model says so. */
export const LIST = (choices: (field: Field) => Choices, more: FieldType = {}, oneMessage = false): FieldType => ({
  answer: field => choiceMap(choices(field), field),
  describe: field => (field.value === '' && field.models.since('25.7') ? '' : describeChoice(choices(field), field)),
  problems: (value, field) => {
    const known = choices(field);
    const wrong = field.spec.multiple === true ? value.split(',').filter(each => !known.has(each)) : [value].filter(each => !known.has(each));
    return (field.models.since('26.1') ? wrong : wrong.slice(0, 1)).map(each => (oneMessage || field.spec.oneMessage === true ? 'There is no such choice.' : `There is no choice "${each}".`));
  },
  ...more,
});

/** What a get answers for a list field: every choice, and whether it is chosen. */
export function choiceMap(choices: Choices, field: Field): unknown {
  const { spec, value, models } = field;
  const chosen = new Set(value.split(','));
  const entries = new Map<string, unknown>();
  if (!field.required && spec.multiple !== true) entries.set('', { value: spec.blank ?? 'None', selected: Number(models.since('26.1') ? value === '' : field.empty) });
  for (const [key, choice] of choices) entries.set(key, { ...(typeof choice === 'string' ? { value: choice } : choice), selected: Number(chosen.has(key)) });
  return toJson(entries);
}

/** What a get answers for a field with entries of its own: each as a chosen one. */
export function chosenMap(value: string, separator: string): unknown {
  return toJson(new Map(value.split(separator).map(entry => [entry, { value: entry, selected: 1 }])));
}

function describeChoice(choices: Choices, field: Field): string {
  if (field.models.since('25.7')) return describeValues(choices, field);
  const labels = Object.values(choiceMap(choices, field) as Record<string, { value: string; selected: number }>);
  return labels.filter(each => each.selected === 1).map(each => each.value).join(', ');
}

/** The labels of the chosen values; the value where there is no such choice. */
export function describeValues(choices: Choices, field: Field): string {
  return field.values
    .map(value => {
      const choice = choices.get(value) ?? value;
      return typeof choice === 'string' ? choice : choice.value;
    })
    .join(', ');
}

/** Choices in the natural order of their labels. */
export function sortedByLabel(entries: [string, string][]): Map<string, string> {
  return new Map(entries.sort(([, left], [, right]) => compareNatural(left, right)));
}

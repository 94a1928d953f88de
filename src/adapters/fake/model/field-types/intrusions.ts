import { downloadedRules } from '../../live/intrusions';
import { type FieldType } from './field-type';
import { LIST } from './list-type';

/** Field types of intrusion detection. */
export const INTRUSION_TYPES: Readonly<Record<string, FieldType>> = {
  'IDS.PolicyContent': LIST(({ models }) => {
    const tags = downloadedRules(models.machine).flatMap(({ properties }) => Object.entries(properties));
    return new Map(tags.map(([name, value]): [string, string] => [`${name}.${value}`, value]).sort(([left], [right]) => (left < right ? -1 : 1)));
  }),
};

import countries from '../../data/countries.json';
import { type FieldType } from './field-type';
import { LIST } from './list-type';

/** Field types of the trust store. */
export const TRUST_TYPES: Readonly<Record<string, FieldType>> = {
  // The list of countries for addresses has one more entry.
  Country: LIST(() => new Map(Object.entries(countries).filter(([code]) => code !== 'EU').map(([code, [name]]): [string, string] => [code, name ?? code]))),
};

import { type Field } from '../model';
import { type FieldType } from './field-type';
import { chosenMap } from './list-type';
import { INTEGER } from './numbers';
import { VALUE_TYPES } from './values';

/** Field types of several models: hardware addresses, numbers that count up, and Base64 texts. */
export const GENERAL_TYPES: Readonly<Record<string, FieldType>> = {
  AutoNumber: {
    fresh: firstFreeNumber,
    problems: (value, field) => INTEGER.problems?.(value, { ...field, spec: { ...field.spec, min: field.spec.min ?? 1 } } as Field) ?? [],
  },
  Base64: {
    problems: (value, field) => [...(VALUE_TYPES['Text']?.problems?.(value, field) ?? []), ...(isBase64(value) ? [] : ['A text in Base64 is needed.'])],
  },
  MacAddress: {
    normalise: text => text.trim(),
    answer: field => (field.spec.asList === true ? chosenMap(field.value, ',') : field.value),
    problems: (value, { spec }) => ((spec.asList === true ? value.split(',') : [value]).every(isMacAddress) ? [] : ['A MAC address is needed.']),
  },
};

/** True for six octets in hexadecimal: joined by colons or hyphens, or in three groups joined by dots. */
function isMacAddress(text: string): boolean {
  return /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$|^[0-9a-f]{2}(-[0-9a-f]{2}){5}$|^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i.test(text);
}

/** The lowest number from the smallest allowed one that no other item of the list has. */
function firstFreeNumber({ spec, parent }: Field): string {
  const taken = new Set((parent.parent?.items ?? []).map(([, item]) => (item === parent ? '' : item.text(spec.name))));
  let number = spec.min ?? 1;
  while (taken.has(String(number))) number++;
  return String(number);
}

function isBase64(text: string): boolean {
  const plain = text.replaceAll('\n', '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && Buffer.from(plain, 'base64').toString('base64') === plain;
}

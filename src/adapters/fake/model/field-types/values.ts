import { isNumeric, matchesWhole } from '../php';
import { type Choice, type FieldType } from './field-type';
import { LIST } from './list-type';
import { INTEGER } from './numbers';

const TEXT: FieldType = {
  problems: (value, { spec, models }) => {
    const problems: string[] = [];
    if (models.since('26.1')) {
      const strict = spec.type === 'StrictText';
      const allowed = (property: string, usual: boolean): boolean => (spec.props?.[property] === undefined ? usual : spec.props[property] === 'Y');
      if (!allowed('AllowSpaces', !strict) && /[ \t]/.test(value)) problems.push('Spaces and tabs are not allowed.');
      else if (!allowed('AllowNewlines', spec.type === 'Text') && /[\n\r]/.test(value)) problems.push('Line breaks are not allowed.');
      else if (!allowed('AllowSpecial', spec.type === 'Text') && /[\0\v\f]/.test(value)) problems.push('Control characters are not allowed.');
    }
    if (spec.mask !== undefined && !matchesWhole(spec.mask, value)) problems.push('The text does not have the expected form.');
    return problems;
  },
};

/** Field types for plain values and fixed options. */
export const VALUE_TYPES: Readonly<Record<string, FieldType>> = {
  Boolean: {
    unset: ({ models }) => (models.since('25.1') ? '0' : ''),
    problems: value => (/^[01]$/.test(value) ? [] : ['Use 0 or 1.']),
  },
  Text: TEXT,
  StrictText: TEXT,
  Description: {
    problems: (value, field) => [
      ...(TEXT.problems?.(value, field) ?? []),
      // PHP counts bytes here.
      ...(/^.+$/.test(value) && Buffer.byteLength(value) <= 255 ? [] : ['Use one line of at most 255 bytes.']),
    ],
  },
  UpdateOnlyText: { ...TEXT, normalise: (text, field) => (text === '' ? field.value : text), answer: () => '', describe: () => '' },
  Integer: INTEGER,
  Numeric: {
    problems: (value, { spec }) => {
      const number = Number(value);
      const inRange = isNumeric(value) && number >= (spec.min ?? -99999999999999) && number <= (spec.max ?? 99999999999999);
      const isWritten = /^-?([0-9,]+(\.[0-9]+)?|[0-9.]+(,[0-9]+)?)$/.test(value);
      return [inRange, isWritten].filter(passed => !passed).map(() => 'A number in the allowed range is needed.');
    },
  },
  Url: { problems: value => (/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+\S*$/i.test(value) ? [] : ['A URL is needed.']) },
  Option: LIST(({ spec, models }) => models.ofSpec(spec, () => new Map((spec.options ?? []).map(({ key, label, group }): [string, Choice] => [key, group === undefined ? label : { value: label, optgroup: group }])))),
};

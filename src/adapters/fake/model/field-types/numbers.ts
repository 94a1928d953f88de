import { isInteger, isNumeric } from '../php';
import { type FieldType } from './field-type';

/** A whole number in the model's range. */
export const INTEGER: FieldType = {
  problems: (value, { spec }) => {
    const number = Number(value);
    const inRange = isNumeric(value) && number >= (spec.min ?? -Infinity) && number <= (spec.max ?? Infinity);
    // Two checks with one message: a text that fails both is reported twice.
    return [inRange, isInteger(value)].filter(passed => !passed).map(() => 'A whole number in the allowed range is needed.');
  },
};

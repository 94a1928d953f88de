import { UntaughtFault } from '../machine';
import { type Field, type Problem } from './field';
import { type Group, List } from './group';
import { type ConstraintSpec } from './model-spec';
import { isNumeric } from './php';

type Check = (field: Field, constraint: ConstraintSpec) => boolean;

/** The constraints by name; each says whether the field passes. */
const CONSTRAINTS: Readonly<Record<string, Check>> = {
  AllOrNoneConstraint: (field, constraint) => {
    const empty = siblings(field, constraint, true).filter(each => each.empty).length;
    return empty === 0 || empty === siblings(field, constraint, true).length;
  },
  ComparedToFieldConstraint: (field, { field: name = '', operator = '' }) => {
    const other = field.parent.sibling(name)?.value ?? '';
    if (field.value === '' || other === '' || (!isNumeric(field.value) && !isNumeric(other))) return true;
    return COMPARISONS[operator]?.(Number(field.value), Number(other)) ?? false;
  },
  DependConstraint: (field, constraint) => !field.empty || siblings(field, constraint, false).every(each => each.empty),
  SetConstraint: (field, constraint) => field.value !== '' || siblings(field, constraint, false).every(each => each.value === ''),
  SetIfConstraint: (field, { field: name = '', check = '' }) => !field.empty || field.parent.sibling(name)?.value !== check,
  SingleSelectConstraint: (field, constraint) => siblings(field, constraint, true).filter(each => !each.empty).length <= 1,
  UniqueConstraint: (field, constraint) => {
    const list = field.parent.parent;
    if (!(list instanceof List) || (!field.required && field.empty)) return true;
    const names = [...new Set([field.spec.name, ...(constraint.fields ?? [])])].sort();
    const key = (item: Group): string => {
      const text = names.map(name => item.text(name)).join('\n');
      return constraint.caseInsensitive === 'Y' ? text.toLowerCase() : text;
    };
    return (list.count(`${String(constraint.caseInsensitive)} ${names.join()}`, key).get(key(field.parent)) ?? 0) <= 1;
  },
};

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  eq: (left, right) => left === right,
  neq: (left, right) => left !== right,
};

/** What the constraints of a field complain about, on the field that owns the constraint. */
export function constraintProblems(field: Field): Problem[] {
  return (field.spec.constraints ?? []).flatMap(constraint => {
    const [owner, owned] = resolve(field, constraint);
    if (owner === undefined || owned?.type === undefined || owned.type === null) return [];
    const check = CONSTRAINTS[owned.type];
    if (check === undefined) throw new UntaughtFault(`the constraint ${owned.type}`);
    return check(owner, owned) ? [] : [{ reference: owner.reference, message: `Refused by ${owned.type}.` }];
  });
}

function resolve(field: Field, constraint: ConstraintSpec): [Field | undefined, ConstraintSpec | undefined] {
  if (constraint.reference === undefined) return [field, constraint];
  const [name = '', constraintName] = constraint.reference.split('.');
  const owner = field.parent.sibling(name);
  return [owner, owner?.spec.constraints?.find(each => each.name === constraintName)];
}

function siblings(field: Field, constraint: ConstraintSpec, withOwn: boolean): Field[] {
  const names = new Set([...(withOwn ? [field.spec.name] : []), ...(constraint.fields ?? [])]);
  return [...names].flatMap(name => field.parent.sibling(name) ?? []);
}

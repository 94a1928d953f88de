import { type ConfigNode } from '../config-document';
import { UntaughtFault } from '../machine';
import { ARRAY_TYPES, type ArrayType } from './array-types';
import { type FieldType, fieldType } from './field-types';
import { type Group } from './group';
import { type BranchSpec, type FieldSpec, type NodeSpec } from './model-spec';

/** The texts of a group's own fields as an element of the configuration gives them, by position in the model. */
export interface LoadedTexts {
  readonly texts: readonly string[];
  /** True when the element has every field of the model. */
  readonly complete: boolean;
}

/** What follows from one branch of a model, and what was found out about elements that were loaded into it. */
export interface BranchFacts {
  readonly children: ReadonlyMap<string, { readonly spec: NodeSpec; readonly position: number }>;
  /** The branch of one item, when it is a list. */
  readonly item: BranchSpec;
  readonly arrayType: ArrayType | undefined;
  /** True when an item's values follow from its own element alone, and so need not be read before somebody asks. */
  readonly lazy: boolean;
  /** True when something below is computed once everything is loaded. */
  readonly computes: boolean;
  /** True when a field below keeps its value elsewhere in the configuration. */
  readonly keeps: boolean;
  /** Fields that are computed when they are asked for, by name. */
  readonly computed: ReadonlyMap<string, (item: Group) => string | undefined>;
  readonly loaded: WeakMap<ConfigNode, LoadedTexts>;
  /** Elements as they are written, by the element that was read. */
  readonly written: WeakMap<ConfigNode, ConfigNode>;
}

const known = new WeakMap<BranchSpec, BranchFacts>();

/** The facts of a branch. */
export function factsOf(spec: BranchSpec): BranchFacts {
  let facts = known.get(spec);
  if (facts === undefined) {
    facts = gather(spec);
    known.set(spec, facts);
  }
  return facts;
}

function gather(spec: BranchSpec): BranchFacts {
  const arrayType = ARRAY_TYPES[spec.arrayType ?? spec.itemOf ?? ''];
  const item: BranchSpec = spec.arrayType === undefined ? spec : { ...spec, arrayType: undefined, itemOf: spec.arrayType };
  const fields = spec.children.filter((child): child is FieldSpec => child.kind === 'field');
  const below = spec.children.filter((child): child is BranchSpec => child.kind === 'branch').map(factsOf);
  const types = fields.map(field => ({ field, type: taughtType(field.type) }));
  const isLazy = ({ field, type }: (typeof types)[number]): boolean =>
    type !== undefined && type.read === undefined && type.dependent !== true && (type.computed === undefined || field.volatile === true);
  return {
    children: new Map(spec.children.map((child, position) => [child.name, { spec: child, position }])),
    item,
    arrayType,
    lazy: arrayType?.loaded === undefined && below.length === 0 && types.every(isLazy),
    computes: arrayType !== undefined || types.some(({ type }) => type?.computed !== undefined) || below.some(each => each.computes),
    keeps: types.some(({ type }) => type?.keep !== undefined) || below.some(each => each.keeps),
    computed: new Map(Object.entries(spec.itemOf === undefined ? {} : (arrayType?.computed ?? {}))),
    loaded: new WeakMap(),
    written: new WeakMap(),
  };
}

/** A field type; undefined when the fake was not taught it, which matters only once there is such a field. */
function taughtType(name: string): FieldType | undefined {
  try {
    return fieldType(name);
  } catch (problem) {
    if (problem instanceof UntaughtFault) return undefined;
    throw problem;
  }
}

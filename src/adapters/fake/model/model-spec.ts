import { RELEASES, type Release } from '../../../ports';
import { UntaughtFault } from '../machine';
import modelFile from '../data/models.json';

/** What a release's model says about one field. */
export interface FieldSpec {
  readonly kind: 'field';
  readonly name: string;
  /** Field type without `Field`; with its module when it is not a general one, such as `Firewall.AliasName`. */
  readonly type: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly multiple?: boolean;
  /** Computed on load and never saved. */
  readonly volatile?: boolean;
  /** The model words one message for every check of the type. */
  readonly oneMessage?: boolean;
  readonly mask?: string;
  readonly min?: number;
  readonly max?: number;
  readonly asList?: boolean;
  /** Label of the empty choice. */
  readonly blank?: string;
  readonly options?: readonly OptionSpec[];
  readonly addOptions?: readonly OptionSpec[];
  readonly relation?: readonly RelationSpec[];
  readonly constraints?: readonly ConstraintSpec[];
  readonly props?: Readonly<Record<string, unknown>>;
}

/** One choice of a list. */
export interface OptionSpec {
  readonly key: string;
  readonly label: string;
  readonly group?: string;
}

/** Where the choices of a relation come from: the items at a path of another model, shown by some of their fields. */
export interface RelationSpec {
  readonly source: string;
  readonly items: string;
  readonly display: string;
  readonly format?: string;
  readonly filters?: Readonly<Record<string, string>>;
}

/** A rule that joins fields of one item; `reference` points to a sibling's constraint. */
export interface ConstraintSpec {
  readonly name: string;
  readonly type?: string | null;
  readonly reference?: string;
  readonly fields?: readonly string[];
  readonly field?: string;
  readonly check?: string;
  readonly operator?: string;
  readonly caseInsensitive?: string;
}

/** A container; a list of items when it has an `arrayType`. */
export interface BranchSpec {
  readonly kind: 'branch';
  readonly name: string;
  readonly children: readonly NodeSpec[];
  /** Type of the list without `Field`, such as `Array` or `Firewall.Alias`. */
  readonly arrayType: string | undefined;
  /** Type of the list, when this is the branch of one of its items. */
  readonly itemOf?: string;
}

/** One element of a model. */
export type NodeSpec = FieldSpec | BranchSpec;

/** One model of one release. */
export interface ModelSpec {
  /** Class name with dots, without the leading namespace separator, such as `OPNsense.Firewall.Alias`. */
  readonly name: string;
  /** Where it lives in the configuration, as OPNsense writes it, such as `//OPNsense/Firewall/Alias`. */
  readonly mount: string;
  readonly root: BranchSpec;
}

type StoredOption = string | readonly [string, string] | readonly [string, string, string];

interface StoredField extends Omit<FieldSpec, 'kind' | 'name' | 'options' | 'addOptions'> {
  readonly path: string;
  readonly in: string;
  readonly options?: number;
  readonly addOptions?: number;
}

interface StoredModel {
  readonly mount: string | Readonly<Partial<Record<Release, string>>>;
  readonly arrays: readonly (readonly [path: string, releases: string, type: string])[];
  readonly fields: readonly StoredField[];
}

const stored = modelFile as unknown as { readonly options: readonly (readonly StoredOption[])[]; readonly models: Readonly<Record<string, StoredModel>> };
const built = new Map<string, ModelSpec>();

/** The model of a release, built at the first call; throws when the fake does not know it. */
export function modelSpec(name: string, release: Release): ModelSpec {
  const key = `${release} ${name}`;
  let spec = built.get(key);
  if (spec === undefined) {
    const model = stored.models[name];
    const mount = typeof model?.mount === 'object' ? model.mount[release] : model?.mount;
    if (model === undefined || mount === undefined) throw new UntaughtFault(`the model ${name}`);
    spec = { name, mount, root: buildTree(model, release) };
    built.set(key, spec);
  }
  return spec;
}

/** The models the fake knows in any release. */
export function modelNames(): string[] {
  return Object.keys(stored.models);
}

interface GrowingBranch extends BranchSpec {
  readonly children: NodeSpec[];
}

function buildTree(model: StoredModel, release: Release): BranchSpec {
  const digit = String(RELEASES.indexOf(release));
  const arrays = new Map(model.arrays.filter(([, releases]) => releases.includes(digit)).map(([path, , type]) => [path, type]));
  const root: GrowingBranch = { kind: 'branch', name: '', children: [], arrayType: undefined };
  for (const field of model.fields) {
    if (!field.in.includes(digit)) continue;
    const { path, in: _releases, options, addOptions, ...facts } = field;
    const steps = path.split('.');
    const name = steps.pop() ?? '';
    branchAt(root, steps, arrays).children.push({
      ...facts,
      kind: 'field',
      name,
      ...(options === undefined ? {} : { options: optionList(options) }),
      ...(addOptions === undefined ? {} : { addOptions: optionList(addOptions) }),
    });
  }
  return root;
}

function branchAt(root: GrowingBranch, steps: readonly string[], arrays: ReadonlyMap<string, string>): GrowingBranch {
  let branch = root;
  steps.forEach((name, depth) => {
    let next = branch.children.find((child): child is GrowingBranch => child.kind === 'branch' && child.name === name);
    if (next === undefined) {
      next = { kind: 'branch', name, children: [], arrayType: arrays.get(steps.slice(0, depth + 1).join('.')) };
      branch.children.push(next);
    }
    branch = next;
  });
  return branch;
}

function optionList(index: number): OptionSpec[] {
  return (stored.options[index] ?? []).map(option => {
    if (typeof option === 'string') return { key: option, label: option };
    const [key, label, group] = option;
    return { key, label: label === '' ? key : label, ...(group === undefined ? {} : { group }) };
  });
}

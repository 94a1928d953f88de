import { type Release, compareReleases } from '../../../ports';
import { type ConfigDocument, type ConfigNode, type Derived, element } from '../config-document';
import { type Machine } from '../machine';
import { Field, type Problem } from './field';
import { Group, List, type ModelNode } from './group';
import { type FieldSpec, type ModelSpec, modelSpec } from './model-spec';

export { Field, Group, List, type ModelNode, type Problem };

/** What was derived from a machine's configuration, by key; used as long as nothing it was derived from is replaced. */
const derivedOf = new WeakMap<Machine, Map<string, Derived<unknown>>>();

/** Opens the models of one firewall for the time of one request. */
export class Models {
  readonly release: Release;
  private readonly computed = new Map<string, Derived<unknown>>();
  private readonly bySpec = new Map<FieldSpec, Derived<unknown>>();

  constructor(readonly machine: Machine) {
    this.release = machine.release;
  }

  /** The model as it was saved when first asked for, shared by everyone who looks something up. */
  saved(name: string): Model {
    return this.once(`model ${name}`, () => this.edit(name));
  }

  /** A copy to change; nothing is written until `save`. */
  edit(name: string): Model {
    return new Model(this.machine.taughtModels.get(name) ?? modelSpec(name, this.release), this);
  }

  /** Computes something once a request. */
  once<T>(key: string, compute: () => T): T {
    return this.remembered(this.computed, key, () => this.machine.document.derive(compute));
  }

  /** Computes something for a field of the models once a request. */
  ofSpec<T>(spec: FieldSpec, compute: () => T): T {
    return this.remembered(this.bySpec, spec, () => this.machine.document.derive(compute));
  }

  /** Computes something that follows from the saved configuration alone, anew only when what was looked up for it has changed. */
  derived<T>(key: string, compute: () => T): T {
    return this.remembered(this.computed, `derived ${key}`, () => this.derive(key, compute));
  }

  /** True when the firewall runs this release or a newer one. */
  since(release: Release): boolean {
    return compareReleases(this.release, release) >= 0;
  }

  /** Whoever is deriving something notes what the value depends on, computed now or before. */
  private remembered<K, T>(known: Map<K, Derived<unknown>>, key: K, derive: () => Derived<T>): T {
    let derived = known.get(key);
    if (derived === undefined) known.set(key, (derived = derive()));
    this.machine.document.note(derived);
    return derived.value as T;
  }

  private derive<T>(key: string, compute: () => T): Derived<T> {
    const { document } = this.machine;
    let all = derivedOf.get(this.machine);
    if (all === undefined) derivedOf.set(this.machine, (all = new Map()));
    const known = all.get(key);
    if (known !== undefined && document.hasSame(known)) return known as Derived<T>;
    const derived = document.derive(compute);
    all.set(key, derived);
    return derived;
  }
}

/** One loaded model: a tree of fields that can be read, changed, checked and written back. */
export class Model {
  readonly root: Group;
  /** Counts the changes since it was loaded. */
  version = 0;

  constructor(
    readonly spec: ModelSpec,
    readonly models: Models,
  ) {
    const { document } = models.machine;
    document.seal();
    this.root = new Group(spec.root, '', undefined, this);
    this.root.load(this.source(document));
    this.root.loaded();
  }

  /** The list at a dotted path; throws when the model has none there. */
  list(path: string): List {
    const node = this.at(path);
    if (!(node instanceof List)) throw new Error(`${this.spec.name} has no list ${path}`);
    return node;
  }

  /** The element at a dotted path, through items by their uuid. */
  at(path: string): ModelNode | undefined {
    return path.split('.').reduce<ModelNode | undefined>((node, name) => (node instanceof Group ? node.child(name) : undefined), this.root);
  }

  /** Everything wrong with the fields below `scope`, changed ones only unless `all`. */
  problems(all: boolean, scope: Group = this.root): Problem[] {
    return (all ? scope.fields() : scope.changedFields()).flatMap(field => field.problems());
  }

  /** Notes that something was changed. */
  touch(): void {
    this.version += 1;
  }

  /** Puts the model into the configuration, where it was; the caller saves. Returns how to take it back. */
  write(): () => void {
    const { mount } = this.spec;
    if (mount === ':memory:') return () => undefined;
    const { machine } = this.models;
    const before = machine.document.clone();
    if (mount.endsWith('+')) this.writeLegacyList(mount.slice(1, -1));
    else {
      const node = machine.document.ensure(mount.replace(/^\/+/, ''));
      if (this.models.since('25.7') && node.attributes['version'] !== undefined) node.attributes['persisted_at'] = (machine.now() / 1000).toFixed(2);
      node.children = [...this.root.toConfig()];
      node.text = '';
      this.root.keep();
    }
    return () => machine.replace(before);
  }

  private source(document: ConfigDocument): ConfigNode | undefined {
    const { mount } = this.spec;
    if (mount === ':memory:') return undefined;
    if (!mount.endsWith('+')) return document.find(mount.replace(/^\/+/, ''));
    const steps = mount.slice(1, -1).split('/');
    const name = steps.pop() ?? '';
    return element('', document.find(steps.join('/'))?.children.filter(node => node.name === name) ?? []);
  }

  private writeLegacyList(path: string): void {
    const steps = path.split('/');
    const name = steps.pop() ?? '';
    const parent = this.models.machine.document.ensure(steps.join('/'));
    const before = parent.children;
    const first = before.findIndex(node => node.name === name);
    const made = this.root.toConfig().filter(node => node.name === name);
    const others = (nodes: readonly ConfigNode[]): ConfigNode[] => nodes.filter(node => node.name !== name);
    parent.children = first < 0 ? [...before, ...made] : [...before.slice(0, first), ...made, ...others(before.slice(first))];
  }
}

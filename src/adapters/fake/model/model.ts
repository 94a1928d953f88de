import { type Release, compareReleases } from '../../../ports';
import { type ConfigNode, child, element } from '../config-document';
import { type Machine, UnexpectedFault } from '../machine';
import { ARRAY_TYPES } from './array-types';
import { constraintProblems } from './constraints';
import { fieldType } from './field-types';
import { type BranchSpec, type FieldSpec, type ModelSpec, type NodeSpec, modelSpec } from './model-spec';
import { isObject, toJson, toText } from './php';

/** A refused value: the dotted path of its field from the model's root, and a sentence. */
export interface Problem {
  readonly reference: string;
  readonly message: string;
}

/** One element of a loaded model. */
export type ModelNode = Field | Group;

/** Opens the models of one firewall for the time of one request. */
export class Models {
  readonly release: Release;
  private readonly computed = new Map<string, unknown>();

  constructor(readonly machine: Machine) {
    this.release = machine.release;
  }

  /** The model as it was saved when first asked for, shared by everyone who looks something up. */
  saved(name: string): Model {
    return this.once(`model ${name}`, () => this.edit(name));
  }

  /** A copy to change; nothing is written until `save`. */
  edit(name: string): Model {
    return new Model(modelSpec(name, this.release), this);
  }

  /** Computes something once a request. */
  once<T>(key: string, compute: () => T): T {
    if (!this.computed.has(key)) this.computed.set(key, compute());
    return this.computed.get(key) as T;
  }

  /** True when the firewall runs this release or a newer one. */
  since(release: Release): boolean {
    return compareReleases(this.release, release) >= 0;
  }
}

/** One loaded model: a tree of fields that can be read, changed, checked and written back. */
export class Model {
  readonly root: Group;

  constructor(
    readonly spec: ModelSpec,
    readonly models: Models,
  ) {
    this.root = new Group(spec.root, '', undefined, this);
    this.root.load(this.source());
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
    return scope.fields().filter(field => all || field.changed).flatMap(field => field.problems());
  }

  /** Puts the model into the configuration, where it was; the caller saves. Returns how to take it back. */
  write(): () => void {
    const { mount } = this.spec;
    if (mount === ':memory:') return () => undefined;
    const document = this.models.machine.document;
    if (mount.endsWith('+')) return this.writeLegacyList(mount.slice(1, -1));
    const node = document.ensure(mount.replace(/^\/+/, ''));
    const { attributes, children, text } = node;
    node.attributes = { ...attributes };
    if (this.models.since('25.7') && attributes['version'] !== undefined) node.attributes['persisted_at'] = (this.models.machine.now() / 1000).toFixed(2);
    node.children = this.root.toConfig();
    node.text = '';
    return () => Object.assign(node, { attributes, children, text });
  }

  private writeLegacyList(path: string): () => void {
    const steps = path.split('/');
    const name = steps.pop() ?? '';
    const parent = this.models.machine.document.ensure(steps.join('/'));
    const before = parent.children;
    const kept = before.filter(node => node.name !== name);
    const first = before.findIndex(node => node.name === name);
    const made = this.root.toConfig().filter(node => node.name === name);
    parent.children = first < 0 ? [...kept, ...made] : [...before.slice(0, first), ...made, ...before.slice(first).filter(node => node.name !== name)];
    return () => Object.assign(parent, { children: before });
  }

  private source(): ConfigNode | undefined {
    const { mount } = this.spec;
    if (mount === ':memory:') return undefined;
    const document = this.models.machine.document;
    if (!mount.endsWith('+')) return document.find(mount.replace(/^\/+/, ''));
    const steps = mount.slice(1, -1).split('/');
    const name = steps.pop() ?? '';
    return element('', document.find(steps.join('/'))?.children.filter(node => node.name === name) ?? []);
  }
}

/** A leaf of a model: one text, whatever it means. */
export class Field {
  value: string;
  private before: string | undefined;
  readonly reference: string;

  constructor(
    readonly spec: FieldSpec,
    readonly parent: Group,
  ) {
    this.reference = join(parent.reference, spec.name);
    this.value = this.defaultValue();
  }

  get models(): Models {
    return this.parent.model.models;
  }

  /** False only for a value that was in the configuration and is as it was. */
  get changed(): boolean {
    return this.before !== this.value;
  }

  /** True when the value is '' or '0'. */
  get empty(): boolean {
    return this.value === '' || this.value === '0';
  }

  get required(): boolean {
    return this.spec.required ?? false;
  }

  /** The comma separated parts of the value; none when it is empty. */
  get values(): string[] {
    return this.value.split(',').filter(part => part !== '');
  }

  /** Takes the value that the configuration holds. */
  load(text: string): void {
    this.set(text);
    this.before = this.value;
  }

  /** Fills in the value of a computed field, once everything is loaded. */
  loaded(): void {
    const value = this.spec.volatile === true ? fieldType(this.spec.type).computed?.(this) : undefined;
    if (value !== undefined) this.load(value);
  }

  /** Takes a value a client sent; lists are what each release makes of them. */
  assign(value: unknown): void {
    if (isObject(value) && (this.models.since('26.1') || !this.models.since('25.1'))) throw new UnexpectedFault(`${this.reference} got a list`);
    this.set(toText(value));
  }

  /** Takes a text as the field type normalises it. */
  set(text: string): void {
    this.value = fieldType(this.spec.type).normalise?.(text, this) ?? text;
  }

  /** Takes the value of a fresh item. */
  start(): void {
    this.value = fieldType(this.spec.type).fresh?.(this) ?? this.defaultValue();
  }

  /** The value in words: the labels of what is chosen, or the value itself. */
  describe(): string {
    return fieldType(this.spec.type).describe?.(this) ?? this.value;
  }

  /** What a get answers for this field: a text or a map of choices. */
  answer(): unknown {
    return fieldType(this.spec.type).answer?.(this) ?? this.value;
  }

  problems(): Problem[] {
    const problems = constraintProblems(this);
    const refuse = (message: string): unknown => problems.push({ reference: this.reference, message });
    if (this.required && this.value === '') refuse('This field may not be empty.');
    if (this.value !== '') fieldType(this.spec.type).problems?.(this.value, this).forEach(refuse);
    return problems;
  }

  private defaultValue(): string {
    return this.spec.default ?? fieldType(this.spec.type).unset?.(this) ?? '';
  }
}

/** A container or an item of a list. */
export class Group {
  attributes: Record<string, string> = {};
  protected readonly members = new Map<string, ModelNode>();
  readonly reference: string;

  constructor(
    readonly spec: BranchSpec,
    name: string,
    readonly parent: Group | undefined,
    readonly model: Model,
  ) {
    this.reference = join(parent?.reference ?? '', name);
  }

  child(name: string): ModelNode | undefined {
    return this.members.get(name);
  }

  /** The field of that name; throws when there is none. */
  field(name: string): Field {
    const node = this.members.get(name);
    if (!(node instanceof Field)) throw new Error(`${this.reference} has no field ${name}`);
    return node;
  }

  /** The value of the field of that name; empty when the release has no such field. */
  text(name: string): string {
    const node = this.members.get(name);
    return node instanceof Field ? node.value : '';
  }

  /** The field of that name in words; empty when the release has no such field. */
  describe(name: string): string {
    const node = this.members.get(name);
    return node instanceof Field ? node.describe() : '';
  }

  /** The field of that name, if the release has it. */
  sibling(name: string): Field | undefined {
    const node = this.members.get(name);
    return node instanceof Field ? node : undefined;
  }

  entries(): [string, ModelNode][] {
    return [...this.members];
  }

  /** The items by uuid when this is a list, built-in ones included; undefined when it is none. */
  get items(): [uuid: string, item: Group][] | undefined {
    return undefined;
  }

  /** Every field below, in the model's order. */
  fields(): Field[] {
    return this.entries().flatMap(([, node]) => (node instanceof Field ? [node] : node.fields()));
  }

  get changed(): boolean {
    return this.entries().some(([, node]) => node.changed);
  }

  load(config: ConfigNode | undefined): void {
    this.attributes = { ...config?.attributes };
    for (const spec of this.spec.children) {
      const node = this.make(spec);
      this.members.set(spec.name, node);
      if (node instanceof List) node.load(config);
      else if (node instanceof Group) node.load(config && child(config, spec.name));
      else {
        const source = config && child(config, spec.name);
        if (source !== undefined) node.load(source.text);
      }
    }
  }

  /** Lets the fields and lists below fill in what is computed, once everything is loaded. */
  loaded(): void {
    for (const [, node] of this.entries()) node.loaded();
  }

  /** Makes the members of a fresh item. */
  start(): void {
    for (const spec of this.spec.children) {
      const node = this.make(spec);
      this.members.set(spec.name, node);
      node.start();
    }
  }

  /** Takes what a client sent: known names are set, others are ignored. */
  assign(data: unknown): void {
    if (!isObject(data)) return;
    for (const [name, node] of this.entries()) {
      const value = data[name];
      if (value === undefined || value === null) continue;
      if (node instanceof Group && !isObject(value)) throw new UnexpectedFault(`${node.reference} got a text`);
      node.assign(value);
    }
  }

  /** What a get answers for this container. */
  answer(): unknown {
    return toJson(this.answerEntries());
  }

  protected answerEntries(): [string, unknown][] {
    return this.entries().flatMap(([name, node]): [string, unknown][] => {
      const answer = node.answer();
      if (typeof answer !== 'string' || node instanceof Group || !this.model.models.since('26.7')) return [[name, answer]];
      const words = node.describe();
      return words === answer ? [[name, answer]] : [[name, answer], [`%${name}`, words]];
    });
  }

  toConfig(): ConfigNode[] {
    return this.entries().flatMap(([name, node]) => {
      if (node instanceof List) return node.toConfig();
      if (node instanceof Group) return [element(name, node.toConfig(), node.attributes)];
      // libxml ends a text at the first NUL.
      return node.spec.volatile === true ? [] : [element(name, node.value.split('\0', 1)[0] ?? '')];
    });
  }

  private make(spec: NodeSpec): ModelNode {
    if (spec.kind === 'field') return new Field(spec, this);
    return spec.arrayType === undefined ? new Group(spec, spec.name, this, this.model) : new List(spec, spec.name, this, this.model);
  }
}

/** A list of items by uuid; items that the firewall defines itself come last and cannot be changed. */
export class List extends Group {
  private readonly builtIn = new Map<string, Group>();

  override child(name: string): ModelNode | undefined {
    return this.members.get(name) ?? this.builtIn.get(name);
  }

  override entries(): [string, ModelNode][] {
    return [...this.members, ...this.builtIn];
  }

  override get items(): [uuid: string, item: Group][] {
    return this.entries() as [string, Group][];
  }

  override fields(): Field[] {
    return [...this.members.values()].flatMap(node => (node instanceof Group ? node.fields() : []));
  }

  override load(parent: ConfigNode | undefined): void {
    for (const config of parent?.children ?? []) {
      if (config.name !== this.spec.name || config.children.length === 0) continue;
      const uuid = config.attributes['uuid'] ?? this.model.models.machine.uuid();
      const item = this.item(uuid);
      item.load(config);
      item.attributes['uuid'] = uuid;
      this.members.set(uuid, item);
    }
  }

  override loaded(): void {
    super.loaded();
    const type = ARRAY_TYPES[this.spec.arrayType ?? ''];
    for (const [id, values] of Object.entries(type?.builtIn?.(this.model.models) ?? {})) {
      const item = this.item(id);
      item.load(element('', item.spec.children.map(({ name }) => element(name, values[name] ?? '')), { uuid: id }));
      this.builtIn.set(id, item);
    }
    for (const [, item] of this.items) type?.loaded?.(item);
  }

  override start(): void {
    this.members.clear();
  }

  /** Adds an item with the default values. */
  add(uuid: string = this.model.models.machine.uuid()): Group {
    const item = this.item(uuid);
    item.attributes['uuid'] = uuid;
    item.start();
    this.members.set(uuid, item);
    return item;
  }

  /** Removes an item; false when there is none that can be removed. */
  remove(uuid: string): boolean {
    return this.members.delete(uuid);
  }

  override assign(data: unknown): void {
    super.assign(data);
    if (!isObject(data)) return;
    for (const [key, value] of Object.entries(data)) if (this.child(key) === undefined) this.add().assign(value);
  }

  protected override answerEntries(): [string, unknown][] {
    return this.entries().map(([uuid, item]) => [uuid, item.answer()]);
  }

  override toConfig(): ConfigNode[] {
    return [...this.members.values()].flatMap(item => (item instanceof Group ? [element(this.spec.name, item.toConfig(), item.attributes)] : []));
  }

  private item(uuid: string): Group {
    return new Group({ ...this.spec, arrayType: undefined }, uuid, this, this.model);
  }
}

function join(reference: string, name: string): string {
  return reference === '' ? name : `${reference}.${name}`;
}

import { type ConfigNode, child, element } from '../config-document';
import { UnexpectedFault } from '../machine';
import { type BranchFacts, factsOf, type LoadedTexts } from './branch-facts';
import { Field } from './field';
import { fieldType } from './field-types';
import { type Model } from './model';
import { type BranchSpec } from './model-spec';
import { isObject, toJson } from './php';
import { writtenElement } from './written-element';

/** One element of a loaded model. */
export type ModelNode = Field | Group;

/** A container or an item of a list. Members of a lazy item are made when somebody asks for them. */
export class Group {
  attributes: Record<string, string> = {};
  protected readonly facts: BranchFacts;
  private readonly members = new Map<string, ModelNode>();
  /** The element an item was loaded from. */
  private source: ConfigNode | undefined;
  /** The element that members are still to be made from. */
  private unread: ConfigNode | undefined;
  private path: string | undefined;

  constructor(
    readonly spec: BranchSpec,
    private readonly name: string,
    readonly parent: Group | undefined,
    readonly model: Model,
  ) {
    this.facts = factsOf(spec);
  }

  get reference(): string {
    this.path ??= this.parent?.below(this.name) ?? this.name;
    return this.path;
  }

  /** The reference of what has that name below this. */
  below(name: string): string {
    return this.reference === '' ? name : `${this.reference}.${name}`;
  }

  child(name: string): ModelNode | undefined {
    return this.members.get(name) ?? (this.unread === undefined ? undefined : this.make(name, this.unread));
  }

  /** The field of that name; throws when there is none. */
  field(name: string): Field {
    const node = this.child(name);
    if (!(node instanceof Field)) throw new Error(`${this.reference} has no field ${name}`);
    return node;
  }

  /** The value of the field of that name; empty when the release has no such field. */
  text(name: string): string {
    const known = this.members.get(name);
    if (known === undefined && this.unread !== undefined && this.isPlain(name)) {
      const position = this.facts.children.get(name)?.position;
      const raw = position === undefined ? '' : (this.texts(this.unread).texts[position] ?? '');
      return this.facts.computed.get(name)?.(this) ?? raw;
    }
    const node = known ?? this.child(name);
    return node instanceof Field ? node.value : '';
  }

  /** True when the release has a field of that name here. */
  hasField(name: string): boolean {
    return this.facts.children.get(name)?.spec.kind === 'field';
  }

  /** The field of that name in words; empty when the release has no such field. */
  describe(name: string): string {
    const spec = this.facts.children.get(name)?.spec;
    if (spec?.kind === 'field' && fieldType(spec.type).describe === undefined) return this.text(name);
    const node = this.child(name);
    return node instanceof Field ? node.describe() : '';
  }

  /** The field of that name, if the release has it. */
  sibling(name: string): Field | undefined {
    const node = this.child(name);
    return node instanceof Field ? node : undefined;
  }

  entries(): [string, ModelNode][] {
    return this.spec.children.flatMap(({ name }): [string, ModelNode][] => {
      const node = this.child(name);
      return node === undefined ? [] : [[name, node]];
    });
  }

  /** The items by uuid when this is a list, built-in ones included; undefined when it is none. */
  get items(): [uuid: string, item: Group][] | undefined {
    return undefined;
  }

  /** Every field below, in the model's order. */
  fields(): Field[] {
    return this.entries().flatMap(([, node]) => (node instanceof Field ? [node] : node.fields()));
  }

  /** The fields below that are not as the configuration has them, or that it does not have. */
  changedFields(): Field[] {
    if (this.isUnread()) return [];
    return this.entries().flatMap(([, node]) => (node instanceof Field ? (node.changed ? [node] : []) : node.changedFields()));
  }

  get changed(): boolean {
    return !this.isUnread() && this.entries().some(([, node]) => node.changed);
  }

  /** The element an item was loaded from, as long as nothing is different. */
  get unchangedSource(): ConfigNode | undefined {
    return this.untouched ? this.source : undefined;
  }

  /** True when writing this would write what was read. */
  get untouched(): boolean {
    return this.unread !== undefined && [...this.members.values()].every(node => node.untouched);
  }

  load(config: ConfigNode | undefined): void {
    this.attributes = { ...config?.attributes };
    if (this.spec.itemOf !== undefined) this.source = config;
    if (this.spec.itemOf !== undefined && this.facts.lazy) {
      this.unread = config;
      return;
    }
    for (const { name, kind } of this.spec.children) {
      const node = kind === 'field' ? this.makeField(name) : this.makeBranch(name);
      if (node instanceof List) node.load(config);
      else if (node instanceof Group) node.load(config && child(config, name));
      else if (config !== undefined) {
        const source = child(config, name);
        if (source !== undefined) node.read(source.text);
      }
    }
  }

  /** Lets the fields and lists below fill in what is computed, once everything is loaded. */
  loaded(): void {
    if (this.unread !== undefined || !this.facts.computes) return;
    for (const [, node] of this.entries()) node.loaded();
    for (const [name, compute] of this.facts.computed) {
      const value = compute(this);
      if (value !== undefined) this.sibling(name)?.load(value);
    }
  }

  /** Makes the members of a fresh item. */
  start(): void {
    for (const { name, kind } of this.spec.children) (kind === 'field' ? this.makeField(name) : this.makeBranch(name)).start();
  }

  /** Takes what a client sent: known names are set, others are ignored. */
  assign(data: unknown): void {
    if (!isObject(data)) return;
    // One field is called `constructor`, which every object inherits.
    for (const { name } of this.spec.children) if (Object.hasOwn(data, name)) this.assignTo(name, data[name]);
  }

  /** What a get answers for this container. */
  answer(): unknown {
    return toJson(this.answerEntries());
  }

  /** Lets every field below that keeps its value elsewhere in the configuration write it there. */
  keep(): void {
    if (!this.facts.keeps) return;
    for (const [, node] of this.entries()) {
      if (node instanceof Group) node.keep();
      else fieldType(node.spec.type).keep?.(node);
    }
  }

  toConfig(): readonly ConfigNode[] {
    return this.entries().flatMap(([name, node]) => {
      if (node instanceof List) return node.toConfig();
      if (node instanceof Group) return [element(name, node.toConfig(), node.attributes)];
      // libxml ends a text at the first NUL.
      return node.spec.volatile === true ? [] : [element(name, node.value.split('\0', 1)[0] ?? '')];
    });
  }

  /** The element of an item of that name; the one that was read when nothing is different. */
  toElement(name: string): ConfigNode {
    const make = (): ConfigNode => element(name, this.toConfig(), this.attributes);
    return this.source === undefined ? make() : writtenElement(this.source, this.untouched ? this.facts.written : undefined, make);
  }

  protected assignTo(name: string, value: unknown): void {
    if (value === undefined || value === null) return;
    const node = this.child(name);
    if (node instanceof Group && !isObject(value)) throw new UnexpectedFault(`${node.reference} got a text`);
    node?.assign(value);
  }

  protected answerEntries(): [string, unknown][] {
    return this.entries().flatMap(([name, node]): [string, unknown][] => {
      const answer = node.answer();
      if (typeof answer !== 'string' || node instanceof Group || !this.model.models.since('26.7')) return [[name, answer]];
      const words = node.describe();
      return words === answer ? [[name, answer]] : [[name, answer], [`%${name}`, words]];
    });
  }

  /** True when nobody asked for a member, and the configuration has them all. */
  private isUnread(): boolean {
    return this.unread !== undefined && this.members.size === 0 && this.texts(this.unread).complete;
  }

  /** True for a field whose value needs nothing but the text that was read, or what its list computes. */
  private isPlain(name: string): boolean {
    const spec = this.facts.children.get(name)?.spec;
    if (spec?.kind !== 'field') return spec === undefined;
    const type = fieldType(spec.type);
    return type.computed === undefined && (!this.facts.computed.has(name) || type.normalise === undefined);
  }

  private texts(source: ConfigNode): LoadedTexts {
    let loaded = this.facts.loaded.get(source);
    if (loaded === undefined) {
      const byName = new Map<string, string>();
      for (const { name, text } of source.children) if (!byName.has(name)) byName.set(name, text);
      const texts = this.spec.children.map(spec => {
        if (spec.kind !== 'field') return '';
        const text = byName.get(spec.name);
        if (text !== undefined && fieldType(spec.type).normalise === undefined) return text;
        const field = new Field(spec, this);
        if (text !== undefined) field.load(text);
        return field.value;
      });
      loaded = { texts, complete: this.spec.children.every(({ name }) => byName.has(name)) };
      this.facts.loaded.set(source, loaded);
    }
    return loaded;
  }

  /** Makes a member of a lazy item. */
  private make(name: string, source: ConfigNode): Field | undefined {
    if (this.facts.children.get(name)?.spec.kind !== 'field') return undefined;
    const field = this.makeField(name);
    const text = child(source, name)?.text;
    if (text !== undefined) field.read(text);
    const computed = this.facts.computed.get(name);
    const value = computed?.(this);
    if (value !== undefined) field.load(value);
    else field.loaded();
    return field;
  }

  private makeField(name: string): Field {
    const spec = this.facts.children.get(name)?.spec;
    if (spec?.kind !== 'field') throw new Error(`${this.reference} has no field ${name}`);
    const field = new Field(spec, this);
    this.members.set(name, field);
    return field;
  }

  private makeBranch(name: string): Group {
    const spec = this.facts.children.get(name)?.spec;
    if (spec?.kind !== 'branch') throw new Error(`${this.reference} has no branch ${name}`);
    const branch = spec.arrayType === undefined ? new Group(spec, name, this, this.model) : new List(spec, name, this, this.model);
    this.members.set(name, branch);
    return branch;
  }
}

/** A list of items by uuid; items that the firewall defines itself come last and cannot be changed. */
export class List extends Group {
  private readonly own = new Map<string, Group>();
  private readonly builtIn = new Map<string, Group>();
  private counted = { version: -1, keys: new Map<string, ReadonlyMap<string, number>>() };

  override child(name: string): Group | undefined {
    return this.own.get(name) ?? this.builtIn.get(name);
  }

  override entries(): [string, Group][] {
    return [...this.own, ...this.builtIn];
  }

  override get items(): [uuid: string, item: Group][] {
    return this.entries();
  }

  override fields(): Field[] {
    return [...this.own.values()].flatMap(item => item.fields());
  }

  override changedFields(): Field[] {
    return [...this.own.values()].flatMap(item => item.changedFields());
  }

  override get changed(): boolean {
    return this.entries().some(([, item]) => item.changed);
  }

  /** How many items have a key, by key. */
  count(name: string, keyOf: (item: Group) => string): ReadonlyMap<string, number> {
    if (this.counted.version !== this.model.version) this.counted = { version: this.model.version, keys: new Map() };
    let counts = this.counted.keys.get(name);
    if (counts === undefined) {
      const made = new Map<string, number>();
      for (const [, item] of this.items) {
        const key = keyOf(item);
        made.set(key, (made.get(key) ?? 0) + 1);
      }
      counts = made;
      this.counted.keys.set(name, counts);
    }
    return counts;
  }

  override load(parent: ConfigNode | undefined): void {
    for (const config of parent?.children ?? []) {
      if (config.name !== this.spec.name || config.children.length === 0) continue;
      const uuid = config.attributes['uuid'] ?? this.model.models.machine.uuid();
      const item = this.item(uuid);
      item.load(config.attributes['uuid'] === undefined ? { ...config, attributes: { ...config.attributes, uuid } } : config);
      this.own.set(uuid, item);
    }
  }

  override loaded(): void {
    const { arrayType } = this.facts;
    for (const [id, values] of Object.entries(arrayType?.builtIn?.(this.model.models) ?? {})) {
      const item = this.item(id);
      item.load(element('', this.spec.children.map(({ name }) => element(name, values[name] ?? '')), { uuid: id }));
      this.builtIn.set(id, item);
    }
    if (this.facts.lazy) return;
    for (const [, item] of this.items) {
      item.loaded();
      arrayType?.loaded?.(item);
    }
  }

  override start(): void {
    this.own.clear();
  }

  /** Adds an item with the default values. */
  add(uuid: string = this.model.models.machine.uuid()): Group {
    const item = this.item(uuid);
    item.attributes['uuid'] = uuid;
    item.start();
    this.own.set(uuid, item);
    this.model.touch();
    return item;
  }

  /** Removes an item; false when there is none that can be removed. */
  remove(uuid: string): boolean {
    this.model.touch();
    return this.own.delete(uuid);
  }

  override assign(data: unknown): void {
    if (!isObject(data)) return;
    for (const [uuid] of this.entries()) this.assignTo(uuid, data[uuid]);
    for (const [key, value] of Object.entries(data)) if (this.child(key) === undefined) this.add().assign(value);
  }

  protected override answerEntries(): [string, unknown][] {
    return this.entries().map(([uuid, item]) => [uuid, item.answer()]);
  }

  override toConfig(): readonly ConfigNode[] {
    return [...this.own.values()].map(item => item.toElement(this.spec.name));
  }

  private item(uuid: string): Group {
    return new Group(this.facts.item, uuid, this, this.model);
  }
}

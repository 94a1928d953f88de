import { type ConfigNode, type Derived } from '../config-document';
import { type Machine } from '../machine';
import { type Group } from './model';

/** Texts by the element they were made for, and every lookup that any of them depends on. */
interface Texts {
  readonly byElement: WeakMap<ConfigNode, string>;
  readonly lookups: Map<string, ConfigNode | undefined>;
}

const known = new WeakMap<Machine, Map<string, Texts>>();

/** The text in small letters to search an item in, made anew only when the item or what its words follow from has changed; `kind` tells texts of one item apart. */
export function rememberedText(item: Group, kind: string, make: () => readonly string[]): string {
  const text = (): string => make().join('\n').toLowerCase();
  const source = item.unchangedSource;
  if (source === undefined) return text();
  const { models, spec } = item.model;
  const { machine } = models;
  const texts = models.once(`texts of ${spec.name} ${kind}`, () => validTexts(machine, `${spec.name} ${kind}`));
  let remembered = texts.byElement.get(source);
  if (remembered === undefined) {
    const derived = machine.document.derive(text);
    for (const [path, node] of derived.lookups) texts.lookups.set(path, node);
    remembered = derived.value;
    texts.byElement.set(source, remembered);
  }
  return remembered;
}

function validTexts(machine: Machine, key: string): Texts {
  let all = known.get(machine);
  if (all === undefined) known.set(machine, (all = new Map()));
  const texts = all.get(key);
  const derived: Derived<unknown> | undefined = texts && { value: undefined, lookups: texts.lookups };
  if (texts !== undefined && derived !== undefined && machine.document.hasSame(derived)) return texts;
  const made: Texts = { byElement: new WeakMap(), lookups: new Map() };
  all.set(key, made);
  return made;
}

import { type FilterRule, type PacketFilter } from '../../../core/packet-filter';
import { CoverIndex, type Entry } from './cover-index';
import { Dimension } from './dimension';
import { Effort } from './effort';
import { MeetingTree } from './meeting-tree';
import { type PacketBox, sampleOf, withoutBox } from './packet-box';
import { RuleSpace } from './rule-space';

/** A rule that never decides, or whose deciding changes nothing, and the rules that prove it. */
export interface IdleRule {
  readonly rule: FilterRule;
  /** `shadowed`: it never decides, and what decides instead does something else. `redundant`: without it everything would be as it is. */
  readonly verdict: 'shadowed' | 'redundant';
  /** The rules that together decide about every packet of it, in pf's order. */
  readonly by: readonly FilterRule[];
  /** Whether those come before it, or after it. */
  readonly because: 'earlier rules take all of it' | 'later rules take all of it' | 'later rules do the same';
}

/** What is known of the rules among those of an operator that may be idle. */
export interface RuleHygiene {
  readonly idle: readonly IdleRule[];
  /** Rules of which it would take too long to find out; they may be idle, or not. */
  readonly undecided: readonly FilterRule[];
  /** How many comparisons it took. */
  readonly comparisons: number;
}

/** Beyond so many rules and parts a proof is given up: nobody could follow it. */
const MOST_RULES = 64;
const MOST_PARTS = 2000;

/** The rules among those of the operator that never decide, or change nothing; without all of them everything would be as it is. Only what is certain is reported: what depends on lists that only the firewall knows counts neither way. `gatewaysSwitchRules` when rules with a gateway are left out while that is down. */
export function idleRules(filter: PacketFilter, gatewaysSwitchRules = false, effort = new Effort()): RuleHygiene {
  return new Search(filter, gatewaysSwitchRules, effort).run();
}

type Finding = Omit<IdleRule, 'rule'>;
/** `given up` when nobody knows. */
type Proof<Value> = Value | 'given up' | undefined;

/** A rule, and the packets that it means. */
interface Placed {
  readonly rule: FilterRule;
  readonly place: number;
  readonly boxes: readonly PacketBox[];
}

/** The quick rules that do one thing. */
interface Alike {
  /** Those of them that come later than the rule at hand, the nearest first. */
  readonly later: CoverIndex;
  readonly all: MeetingTree;
}

class Search {
  private readonly effects: ReadonlyMap<FilterRule, string>;
  private readonly placed: readonly Placed[];
  private readonly dimensions: readonly Dimension[];
  /** The earliest of the quick rules first, and the last of all. */
  private readonly quick: CoverIndex;
  private readonly last: CoverIndex;

  constructor(filter: PacketFilter, gatewaysSwitchRules: boolean, private readonly effort: Effort) {
    const rules = filter.rules.filter(({ origin }) => origin !== 'automatic');
    const space = new RuleSpace(filter, rules, gatewaysSwitchRules);
    this.effects = new Map(rules.map(rule => [rule, effectOf(rule)]));
    this.placed = rules.map((rule, place) => ({ rule, place, boxes: space.boxes(rule) }));
    this.dimensions = space.sizes().map(size => new Dimension(size, this.effort));
    this.quick = this.newIndex();
    this.last = this.newIndex();
    for (const each of this.placed) if (each.rule.quick) this.put(each, this.quick, each.place);
    if (rules.some(({ quick }) => !quick)) for (const each of this.placed.toReversed()) this.put(each, this.last, -each.place);
  }

  run(): RuleHygiene {
    // What matches nothing is another matter.
    const asked = this.placed.filter(({ boxes }) => boxes.length > 0);
    const proofs = new Map(asked.map(each => [each, this.overruled(each)]));
    this.seekSameLater(proofs);
    const found = asked.flatMap((each): IdleRule[] => {
      const proof = proofs.get(each);
      return proof === undefined || proof === 'given up' ? [] : [{ rule: each.rule, ...proof }];
    });
    // Of two rules that take each other's packets one has to stay.
    const neverAsked = new Set(found.filter(({ because }) => because !== 'later rules do the same').map(({ rule }) => rule));
    return {
      idle: found.filter(({ because, by }) => because !== 'later rules do the same' || !by.some(rule => neverAsked.has(rule))),
      undecided: asked.filter(each => proofs.get(each) === 'given up').map(({ rule }) => rule),
      comparisons: this.effort.comparisons,
    };
  }

  /** Why the rule never decides. */
  private overruled({ rule, place, boxes }: Placed): Proof<Finding> {
    const before = this.taken(boxes, box => this.quick.covering(box, place));
    if (before !== undefined || rule.quick) return this.finding(rule, before, 'earlier rules take all of it');
    return this.finding(rule, this.taken(boxes, box => this.quick.covering(box, place) ?? this.last.covering(box, -place)), 'later rules take all of it');
  }

  private finding(rule: FilterRule, by: Proof<readonly FilterRule[]>, because: IdleRule['because']): Proof<Finding> {
    if (by === undefined || by === 'given up') return by;
    return { verdict: by.every(each => this.effects.get(each) === this.effects.get(rule)) ? 'redundant' : 'shadowed', by, because };
  }

  /** Rules that together take every packet of the boxes; `covering` finds one that takes all of a box. */
  private taken(boxes: readonly PacketBox[], covering: (box: PacketBox) => Entry | undefined): Proof<readonly FilterRule[]> {
    this.effort.begin();
    const used = new Map<number, FilterRule>();
    let left = boxes;
    while (left.length > 0) {
      const [part] = left;
      // One that takes the whole part makes the shortest proof.
      const best = part && (covering(part) ?? covering(sampleOf(part)));
      if (this.effort.isExceeded || used.size >= MOST_RULES || left.length > MOST_PARTS) return 'given up';
      if (best === undefined) return undefined;
      used.set(best.place, best.rule);
      this.effort.spend(left.length);
      left = left.flatMap(each => withoutBox(each, best.box));
    }
    return inOrder(used);
  }

  /** Adds what quick rules are redundant, because later ones do the same. */
  private seekSameLater(proofs: Map<Placed, Proof<Finding>>): void {
    const quick = this.placed.filter(({ rule }) => rule.quick);
    const byEffect = new Map<string | undefined, Placed[]>();
    for (const each of quick) {
      const effect = this.effects.get(each.rule);
      const alike = byEffect.get(effect);
      if (alike === undefined) byEffect.set(effect, [each]);
      else alike.push(each);
    }
    const groups = new Map([...byEffect].map(([effect, all]): [string | undefined, Alike] => [effect, { later: this.newIndex(), all: new MeetingTree(all.flatMap(entriesOf), this.effort) }]));
    for (const each of quick.toReversed()) {
      const own = groups.get(this.effects.get(each.rule));
      if (own === undefined) continue;
      const known = proofs.get(each);
      if ((known === undefined || known === 'given up') && each.boxes.length > 0) proofs.set(each, this.finding(each.rule, this.sameLater(each, own, groups.values()), 'later rules do the same') ?? known);
      this.put(each, own.later, each.place);
    }
  }

  /** Later rules that take all of the rule and do the same, when no rule between them may do something else with a packet of it. */
  private sameLater({ place, boxes }: Placed, own: Alike, groups: Iterable<Alike>): Proof<readonly FilterRule[]> {
    this.effort.begin();
    const used = new Map<number, FilterRule>();
    for (const box of boxes) {
      const next = own.later.covering(box, Number.POSITIVE_INFINITY);
      const isOther = next !== undefined && [...groups].some(each => each !== own && each.all.meets(box, place, next.place));
      if (this.effort.isExceeded) return 'given up';
      if (next === undefined || isOther) return undefined;
      used.set(next.place, next.rule);
    }
    return inOrder(used);
  }

  private newIndex(): CoverIndex {
    return new CoverIndex(this.dimensions, this.effort);
  }

  private put(each: Placed, index: CoverIndex, rank: number): void {
    for (const entry of entriesOf(each)) index.add(entry, rank);
  }
}

const entriesOf = ({ rule, place, boxes }: Placed): Entry[] => boxes.map(box => ({ box, rule, place }));

const inOrder = (rules: ReadonlyMap<number, FilterRule>): FilterRule[] => [...rules].sort(([a], [b]) => a - b).map(([, rule]) => rule);

/** What a rule does; two that do the same say the same. */
function effectOf({ action, gateway, log, furtherEffects }: FilterRule): string {
  return JSON.stringify([action, gateway, log, furtherEffects]);
}

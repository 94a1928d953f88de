import { type FilterRule, type PacketFilter } from '../../../core/packet-filter';
import { BoxIndex, type Entry } from './box-index';
import { coversBox, mayMeet, type PacketBox, sampleOf, withoutBox } from './packet-box';
import { RuleSpace } from './rule-space';

/** A rule that never decides, or whose deciding changes nothing, and the rules that prove it. */
export interface IdleRule {
  readonly rule: FilterRule;
  /** `shadowed`: it never decides, and what decides instead does something else. `redundant`: without it everything would be as it is. */
  readonly verdict: 'shadowed' | 'redundant';
  /** The rules that together decide about every packet of it, in pf's order. */
  readonly by: readonly FilterRule[];
  /** Whether those come before it, or after it. */
  readonly because: 'earlier rules take all of it' | 'later rules take all of it' | 'a later rule does the same';
}

/** Beyond so many rules and parts a proof is given up: nobody could follow it. */
const MOST_RULES = 64;
const MOST_PARTS = 2000;

/** The rules among those of the operator that never decide, or change nothing; without all of them everything would be as it is. Only what is certain is reported: what depends on lists that only the firewall knows counts neither way. */
export function idleRules(filter: PacketFilter, gatewaysSwitchRules = false): IdleRule[] {
  const rules = filter.rules.filter(({ origin }) => origin !== 'automatic');
  const space = new RuleSpace(filter, rules, gatewaysSwitchRules);
  const placed = rules.map((rule): Placed => ({ rule, boxes: space.boxes(rule) }));
  const index = new BoxIndex(space.sizes());
  for (const [place, { rule, boxes }] of placed.entries()) for (const box of boxes) index.add({ box, rule, place });
  const found = placed.flatMap(({ rule, boxes }, place): IdleRule[] => {
    // What matches nothing is another matter.
    if (boxes.length === 0) return [];
    const before = proof(boxes, index, entry => entry.place < place && entry.rule.quick);
    if (before !== undefined) return [{ rule, verdict: verdictOf(rule, before), by: before, because: 'earlier rules take all of it' }];
    if (!rule.quick) {
      const around = proof(boxes, index, entry => (entry.place < place ? entry.rule.quick : entry.place > place));
      return around === undefined ? [] : [{ rule, verdict: verdictOf(rule, around), by: around, because: 'later rules take all of it' }];
    }
    const after = sameLater(place, placed, index);
    return after === undefined ? [] : [{ rule, verdict: 'redundant', by: [after], because: 'a later rule does the same' }];
  });
  // Of two rules that take each other's packets one has to stay.
  const neverAsked = new Set(found.filter(({ because }) => because !== 'a later rule does the same').map(({ rule }) => rule));
  return found.filter(({ because, by }) => because !== 'a later rule does the same' || !by.some(rule => neverAsked.has(rule)));
}

/** Rules that together take every packet of the boxes; undefined when there is one that they do not take for certain. */
function proof(parts: readonly PacketBox[], index: BoxIndex, isUsable: (entry: Entry) => boolean): FilterRule[] | undefined {
  const used = new Map<number, FilterRule>();
  let left = parts;
  while (left.length > 0) {
    const [part] = left;
    if (part === undefined || used.size >= MOST_RULES || left.length > MOST_PARTS) return undefined;
    const found = index.holding(sampleOf(part), part).filter(isUsable);
    // One that takes the whole part makes the shortest proof.
    const best = found.find(({ box }) => coversBox(box, part)) ?? found.sort((a, b) => a.place - b.place)[0];
    if (best === undefined) return undefined;
    used.set(best.place, best.rule);
    left = left.flatMap(each => withoutBox(each, best.box));
  }
  return [...used].sort(([a], [b]) => a - b).map(([, rule]) => rule);
}

/** A rule, and the packets that it means. */
interface Placed {
  readonly rule: FilterRule;
  readonly boxes: readonly PacketBox[];
}

/** A later rule that takes all of the rule and does the same, when no rule between them may do something else with a packet of it. */
function sameLater(place: number, placed: readonly Placed[], index: BoxIndex): FilterRule | undefined {
  const { rule, boxes } = placed[place] ?? { boxes: [] };
  const [first] = boxes;
  if (rule === undefined || first === undefined) return undefined;
  const candidates = index.holding(sampleOf(first), first).filter(entry => entry.place > place && entry.rule.quick && doesTheSame(entry.rule, rule));
  const places = [...new Set(candidates.map(entry => entry.place))].sort((a, b) => a - b);
  const found = places.find(later => boxes.every(part => placed[later]?.boxes.some(box => coversBox(box, part)) === true));
  if (found === undefined) return undefined;
  const between = placed.slice(place + 1, found).filter(each => each.rule.quick && !doesTheSame(each.rule, rule));
  return between.some(each => each.boxes.some(box => boxes.some(part => mayMeet(box, part)))) ? undefined : placed[found]?.rule;
}

function verdictOf(rule: FilterRule, by: readonly FilterRule[]): IdleRule['verdict'] {
  return by.every(each => doesTheSame(each, rule)) ? 'redundant' : 'shadowed';
}

function doesTheSame(left: FilterRule, right: FilterRule): boolean {
  return left.action === right.action && left.gateway === right.gateway && left.log === right.log && left.furtherEffects === right.furtherEffects;
}

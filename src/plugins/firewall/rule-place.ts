import { type Change, type FirewallApi, type FirewallConfig, OpnError } from '../../ports';
import { rules } from './firewall.endpoints';
import { type FirewallRule, listOf } from './rule';
import { type Form } from './rule-form';
import { gatherRules } from './rule-list';

/** A rule and its number: among the rules of one place (floating, a group, an interface) the lower one is evaluated first. */
export interface NumberedRule {
  readonly uuid: string;
  readonly sequence: number;
}

/** The number for a rule, and those that others have to get first to make room. */
export interface Place {
  readonly sequence: number;
  readonly moved: readonly (NumberedRule & { readonly former: number })[];
}

/** Beside which rule another is to stand. */
export interface Beside {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

const GAP = 100;
const STEP = 10;

/** Finds the number that puts a rule right before or after one of those, which come in their order; moves no more of them than has to be. Undefined when that one is not among them. */
export function placeBeside(all: readonly NumberedRule[], { before, after }: Beside): Place | undefined {
  const target = all.findIndex(({ uuid }) => uuid === (before ?? after));
  if (target < 0) return undefined;
  const at = before === undefined ? target + 1 : target;
  const [previous, next] = [all[at - 1]?.sequence ?? 0, all[at]?.sequence];
  if (next === undefined) return { sequence: previous + GAP, moved: [] };
  if (next - previous >= 2) return { sequence: previous + Math.floor((next - previous) / 2), moved: [] };
  const sequence = previous + 1;
  const moved: (NumberedRule & { former: number })[] = [];
  let last = sequence;
  for (const { uuid, sequence: former } of all.slice(at)) {
    if (former > last) break;
    last += STEP;
    moved.push({ uuid, former, sequence: last });
  }
  return { sequence, moved };
}

/** The rule that is to get a place, and where it applies, in OPNsense's words. */
export interface RuleToPlace {
  readonly uuid: string;
  readonly interfaces: string;
  readonly isInverted: boolean;
}

/** Where a rule goes, by the rules of the same place on every release; throws OPN_INVALID_INPUT when the other rule is not among them. */
export async function placeOf(tool: string, firewall: FirewallApi, config: FirewallConfig, beside: Beside, { uuid, interfaces, isInverted }: RuleToPlace, form: Form): Promise<Place> {
  const keys = listOf(interfaces);
  const [only] = keys.length === 1 && !isInverted ? keys : [];
  const own = only === undefined ? FLOATING : form.label('interface', only).toLowerCase();
  const gathered = await gatherRules(firewall, config, { search: '', interface: only });
  const there = gathered.rules.filter(rule => placeName(rule) === own).flatMap(rule => (rule.uuid === undefined || rule.sequence === undefined || rule.uuid === uuid ? [] : [{ uuid: rule.uuid, sequence: rule.sequence }]));
  const place = placeBeside(there, beside);
  if (place !== undefined) return place;
  const where = only === undefined ? 'floating rules (of several interfaces, or all)' : `rules of ${form.label('interface', only)} alone`;
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${String(beside.before ?? beside.after)} is none of the ${where}, among which this rule stands.`, 'Floating rules come before those of groups, and these before those of one interface; take one of its own kind from opn_list_firewall_rules.');
}

/** Gives others the numbers that make room. */
export async function makeRoom(change: Change, moved: Place['moved']): Promise<void> {
  for (const { uuid, sequence, former } of moved) await rules.change(change, uuid, { sequence: String(sequence) }, { sequence: String(former) });
}

const FLOATING = '';

function placeName({ interfaces = [], interface_not: isInverted }: FirewallRule): string {
  return interfaces.length === 1 && isInverted !== true ? (interfaces[0] ?? '').toLowerCase() : FLOATING;
}

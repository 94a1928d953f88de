import { type DescribedTool } from '../../core';
import { type Release } from '../../ports';
import { opens, type Privilege, privilegesIn } from '../catalogue';
import { type Need, needsOf, type Purpose } from './addresses';
import { cautionsOf, powerOf } from './cautions';

/** A privilege that the API user needs, and what for. */
export interface NeededPrivilege {
  /** As the configuration names it. */
  readonly id: string;
  /** As the web GUI of the release names it. */
  readonly name: string;
  /** The tools that need it, by name; none for what the server itself asks. */
  readonly tools: readonly string[];
  readonly purposes: readonly Purpose[];
  /** What it grants beyond that and one would not expect, each in a few words. */
  readonly cautions: readonly string[];
}

/** The privileges that are enough, and of which none can go. */
export interface LeastPrivileges {
  readonly release: Release;
  readonly privileges: readonly NeededPrivilege[];
  /** Addresses that no privilege but `All pages` opens; the tools do without them. */
  readonly onlyAllPages: readonly Need[];
}

/** The privileges that open all that the tools ask of a firewall of that release, and as little else as can be. */
export function leastPrivileges(tools: readonly DescribedTool[], release: Release): LeastPrivileges {
  const narrow = [...privilegesIn(release).values()].filter(({ patterns }) => !patterns.includes('*'));
  const needs = needsOf(tools, release).map(need => ({ need, options: narrow.filter(privilege => serves(privilege, need)) }));
  const chosen = narrowest(needs.map(({ options }) => options).filter(options => options.length > 0), weights(release));
  const changing = tools.some(({ facts }) => facts.effect !== 'read' && facts.effect !== 'probe');
  const privileges = chosen.map(privilege => {
    const served = needs.filter(({ options }) => options.includes(privilege)).map(({ need }) => need);
    return {
      id: privilege.id,
      name: privilege.name,
      tools: [...new Set(served.flatMap(({ purpose, tools: asking }) => (purpose === 'tool' ? asking : [])))].sort(),
      purposes: [...new Set(served.map(({ purpose }) => purpose))].sort(),
      cautions: cautionsOf(privilege, release, { changing }),
    };
  });
  return { release, privileges: privileges.sort((a, b) => (a.name < b.name ? -1 : 1)), onlyAllPages: needs.filter(({ options }) => options.length === 0).map(({ need }) => need) };
}

/** True when the privilege opens what is needed. */
const serves = ({ patterns }: Privilege, { addresses }: Need): boolean => addresses.some(address => patterns.some(pattern => opens(pattern, address)));

function weights(release: Release): (privilege: Privilege) => number {
  const known = new Map<string, number>();
  return privilege => {
    const weight = known.get(privilege.id) ?? powerOf(privilege, release);
    known.set(privilege.id, weight);
    return weight;
  };
}

/** The lightest choice that has one of each list of options; exact, as few lists have more than one. */
function narrowest(lists: readonly (readonly Privilege[])[], weight: (privilege: Privilege) => number): Privilege[] {
  let best: { readonly chosen: readonly Privilege[]; readonly weight: number } = { chosen: [], weight: Infinity };
  const search = (open: readonly (readonly Privilege[])[], chosen: readonly Privilege[], sum: number): void => {
    if (sum >= best.weight) return;
    const left = open.filter(options => !options.some(option => chosen.includes(option)));
    const [next] = [...left].sort((a, b) => a.length - b.length);
    if (next === undefined) best = { chosen, weight: sum };
    else for (const option of next) search(left, [...chosen, option], sum + weight(option));
  };
  search(lists, [], 0);
  return [...best.chosen];
}

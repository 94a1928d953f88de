import { changes, OpnError } from '../ports';
import { nearest } from './nearest';
import { type DescribedTool } from './registered-tool';
import { type ToolRegistry } from './registry';

/** Which tools the operator wants to be listed; every list may be empty. */
export interface WantedTools {
  /** Names of sets; undefined for the default ones. */
  readonly toolsets?: readonly string[];
  /** Tools beside those of the sets. Without any set named, nothing but these. */
  readonly tools?: readonly string[];
  /** Tools that are left out, whatever set they are in. */
  readonly exclude?: readonly string[];
}

const READING = ':read';

/** The tools that an operator selected: those of the sets and the single ones, without the excluded ones. */
export class ToolSelection {
  private constructor(private readonly names: ReadonlySet<string>) {}

  /** Every tool there is. */
  static everything(registry: ToolRegistry): ToolSelection {
    return new ToolSelection(new Set(registry.tools().map(({ facts }) => facts.name)));
  }

  /** Throws OPN_CONFIG that names every set and tool there is not, with the nearest there is; with several firewalls, the default ones include the tools about them. */
  static of(registry: ToolRegistry, { toolsets, tools = [], exclude = [] }: WantedTools, inFleet = false): ToolSelection {
    const sets = toolsets ?? (tools.length > 0 ? [] : ['default']);
    const known = registry.tools();
    const names = known.map(({ facts }) => facts.name);
    const problems = [
      ...unknown('OPNSENSE_TOOLSETS', 'set', sets.filter(set => !setNames(registry).includes(plain(set))), setNames(registry), true),
      ...unknown('OPNSENSE_TOOLS', 'tool', tools.filter(name => !names.includes(name)), names),
      ...unknown('OPNSENSE_EXCLUDE_TOOLS', 'tool', exclude.filter(name => !names.includes(name)), names),
    ];
    if (problems.length > 0) throw new OpnError('OPN_CONFIG', problems.join('\n'));
    const picked = known.filter(tool => sets.some(set => isIn(tool, set, inFleet)) || tools.includes(tool.facts.name));
    return new ToolSelection(new Set(picked.map(({ facts }) => facts.name).filter(name => !exclude.includes(name))));
  }

  /** True for a selected tool. */
  includes({ facts }: DescribedTool): boolean {
    return this.names.has(facts.name);
  }

  /** Why a tool cannot be called, naming the set that has it; undefined for a selected one. */
  refuses(tool: DescribedTool): OpnError | undefined {
    if (this.includes(tool)) return undefined;
    const { facts, domain } = tool;
    const set = facts.optIn === true ? domain : `default or ${domain}`;
    return new OpnError('OPN_TOOL_OFF', `${facts.name} is not among the tools that the operator selected.`, `It is in the set ${set}: the operator can list that in OPNSENSE_TOOLSETS, or the tool alone in OPNSENSE_TOOLS, and must not name it in OPNSENSE_EXCLUDE_TOOLS. Nothing was sent.`);
  }
}

/** `read-only` is short for the reading tools of the default sets. */
const plain = (set: string): string => (set === 'read-only' ? 'default' : set.endsWith(READING) ? set.slice(0, -READING.length) : set);

function isIn({ facts, domain }: DescribedTool, set: string, inFleet: boolean): boolean {
  if ((set === 'read-only' || set.endsWith(READING)) && (changes(facts.effect) || facts.effect === 'settle')) return false;
  const name = plain(set);
  return name === 'all' || name === domain || (name === 'default' && (facts.optIn !== true || (inFleet && facts.ofFleet === true)));
}

function setNames(registry: ToolRegistry): string[] {
  return ['default', 'all', ...registry.plugins().map(({ id }) => id)];
}

function unknown(variable: string, what: string, names: readonly string[], known: readonly string[], list = false): string[] {
  if (names.length === 0) return [];
  const shown = names.map(name => {
    const close = nearest(name, known);
    return `${name.slice(0, 60)}${close === undefined ? '' : ` (did you mean ${close}?)`}`;
  });
  return [`${variable} names no ${what} of this server: ${shown.join(', ')}.${list ? ` There are: ${known.join(', ')}, each also with ${READING} behind it, and read-only.` : ''}`];
}

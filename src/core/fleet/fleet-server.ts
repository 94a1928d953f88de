import { type Call, changes, type Clock, OpnError, type ServerInfo } from '../../ports';
import { withApproval } from '../approvals';
import { withinBudget } from '../budget';
import { changeOptions } from '../change-options';
import { type DescribedTool } from '../registered-tool';
import { type ToolRegistry } from '../registry';
import { type ToolHost, type ToolServer } from '../tool-server';
import { fanOut } from './fan-out';
import { addressed, type Choice, withFirewall } from './fleet-arguments';
import { FleetPrompts } from './fleet-prompts';
import { FleetResources, ofSingle } from './fleet-resources';

/** One of several firewalls, with a server of its own that is made on first use. */
export interface FleetMember {
  readonly name: string;
  /** True for a tool that the operator selected and allows for it. */
  lists(tool: DescribedTool): boolean;
  /** True for a tool that a person has to agree to there, each time. */
  asksEachTime(tool: DescribedTool): boolean;
  /** Its server; the same one each time. */
  open(): Promise<ToolServer>;
  /** Resolves once a connection to it is possible. */
  connect?(signal: AbortSignal): Promise<void>;
  /** Rejects while the tool must not change it. */
  mayChange?(tool: string, call: Call): Promise<void>;
}

/** What a fleet is made of. */
export interface FleetOptions {
  readonly members: readonly FleetMember[];
  /** The firewall that a call means which names none. */
  readonly fallback?: string;
  /** Runs the tools that are about several firewalls, and knows none of them. */
  readonly hub: ToolServer;
  readonly clock: Clock;
}

/** Several firewalls behind one list of tools: each call goes to the one it names, and nothing of one reaches another. */
export class FleetServer implements ToolHost {
  private readonly made = new Map<string, ToolServer>();

  readonly resources: FleetResources;
  readonly prompts: FleetPrompts;
  readonly completions: FleetPrompts;

  constructor(private readonly options: FleetOptions) {
    const { hub, members } = options;
    const names = members.map(({ name }) => name);
    const open = (name: string): Promise<ToolServer> => this.server(name);
    this.resources = new FleetResources(hub, members.map(member => ({ name: member.name, has: tool => this.lists(member, tool) })), open);
    this.prompts = new FleetPrompts(hub, this.choice(names), open);
    this.completions = this.prompts;
  }

  onToolsChanged: (() => void) | undefined;
  onResourcesChanged: ((touches: (uri: string) => boolean) => void) | undefined;

  /** Takes in the server of a firewall, once there is one. */
  joined(name: string, server: ToolServer): void {
    this.made.set(name, server);
    server.onToolsChanged = () => this.onToolsChanged?.();
    server.onResourcesChanged = touches => this.onResourcesChanged?.(uri => {
      const single = ofSingle(uri, name);
      return single !== undefined && touches(single);
    });
  }

  get registry(): ToolRegistry {
    return this.options.hub.registry;
  }

  get info(): ServerInfo {
    return this.options.hub.info;
  }

  get subject(): string {
    const { members, fallback } = this.options;
    const names = members.map(({ name }) => (name === fallback ? `${name} (the one meant when none is named)` : name));
    return `${String(members.length)} OPNsense firewalls: ${names.join(', ')}. \`firewall\` names the one meant; \`firewalls\`, where a tool has it, asks several at once, ["all"] every one`;
  }

  /** Every tool that at least one firewall has, with those that have it. */
  tools(): readonly DescribedTool[] {
    return this.registry.tools().flatMap(tool => {
      const members = this.options.members.filter(member => this.lists(member, tool));
      if (members.length === 0) return [];
      const offered = members.some(member => member.asksEachTime(tool)) ? withApproval(tool) : tool;
      return [tool.facts.ofFleet === true ? tool : withFirewall(offered, this.choice(members.map(({ name }) => name)))];
    });
  }

  async call(name: string, args: unknown, call: Call): Promise<Record<string, unknown>> {
    const tool = this.registry.find(name);
    if (tool === undefined || tool.facts.ofFleet === true) return this.options.hub.call(name, args, call);
    const { names, isFanOut, args: own } = addressed(tool, args, this.choice(this.options.members.map(member => member.name)));
    if (isFanOut) return this.ofSeveral(tool, names, own, call);
    const [only = ''] = names;
    return { answered_by: only, ...(await this.ofOne(tool, only, own, call)) };
  }

  private choice(names: readonly string[]): Choice {
    return { names, fallback: this.options.fallback };
  }

  private lists({ name, lists }: FleetMember, tool: DescribedTool): boolean {
    return lists(tool) && (this.made.get(name)?.serves(tool) ?? true);
  }

  private async ofSeveral(tool: DescribedTool, names: readonly string[], args: Readonly<Record<string, unknown>>, call: Call): Promise<Record<string, unknown>> {
    const asked = names.map(name => ({ name, ask: (own: Call) => this.ofOne(tool, name, args, own), ...this.connecting(name) }));
    const answers = await fanOut(asked, call, this.options.clock);
    const failed = names.filter(name => answers.get(name) instanceof OpnError);
    const shown = [...answers].map(([name, answer]) => [name, answer instanceof OpnError ? { error: answer.describe() } : answer]);
    return withinBudget({ ...(failed.length === 0 ? {} : { failed }), by_firewall: Object.fromEntries(shown) as Record<string, unknown> }, undefined);
  }

  private connecting(name: string): Pick<FleetMember, 'connect'> {
    const { connect } = this.member(name);
    return connect === undefined ? {} : { connect };
  }

  private async ofOne(tool: DescribedTool, name: string, args: Readonly<Record<string, unknown>>, call: Call): Promise<Record<string, unknown>> {
    try {
      const server = await this.server(name);
      if (changes(tool.facts.effect) && server.refuses(tool) === undefined && !changeOptions(args).dryRun) await this.member(name).mayChange?.(tool.facts.name, call);
      return await server.call(tool.facts.name, args, call);
    } catch (problem) {
      if (!(problem instanceof OpnError) || problem.code === 'OPN_INTERNAL') throw problem;
      throw new OpnError(problem.code, `${name}: ${problem.message}`, problem.hint, { cause: problem });
    }
  }

  private server(name: string): Promise<ToolServer> {
    return this.member(name).open();
  }

  private member(name: string): FleetMember {
    const found = this.options.members.find(member => member.name === name);
    if (found === undefined) throw new Error(`there is no member '${name}'`);
    return found;
  }
}

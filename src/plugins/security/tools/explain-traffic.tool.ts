import { IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListOf, Nested, Optional, type Part, present, Tool, Unavailable, unavailable, type ReadTool } from '../../../core';
import { type Packet, type PacketFilter } from '../../../core/packet-filter';
import { Clock, FirewallApi, FirewallConfig } from '../../../ports';
import { explain } from '../traffic/explanation';
import { knownFirewall, readFacts, readStates, readTables } from '../traffic/known-firewall';
import { compared, compareWithLog, LogComparison, newestBlocked } from '../traffic/log-comparison';
import { packetOf, questionFromLog, questionOf } from '../traffic/question';
import { configDownload, devices, firewallLog, interfaceList, interfaceNames, queryStates, routingTable, ruleIds, searchAllRules, searchLog, tablesWith } from '../traffic/traffic.endpoints';
import { ExplainTrafficInput } from '../traffic/traffic-input';
import { TrafficStep, type Verdict, VERDICTS } from '../traffic/traffic-step';

/** The packet that was followed. */
export class ExplainedPacket {
  @IsString() source!: string;
  @Optional() @IsInt() source_port?: number;
  @IsString() destination!: string;
  @Optional() @IsInt() port?: number;
  @IsString() protocol!: string;
  @Optional() @IsString() icmp_type?: string;
  /** Name of the interface. */
  @IsString() interface!: string;
  @IsIn(['in', 'out']) direction!: 'in' | 'out';
  /** True when it is for the firewall itself. */
  @Optional() @IsBoolean() to_firewall?: boolean;
}

/** What becomes of it. */
export class ExplainTrafficOutput {
  @IsIn([...VERDICTS]) verdict!: Verdict;
  @IsString() reason!: string;
  @Nested(() => ExplainedPacket) packet!: ExplainedPacket;
  /** In pf's order. */
  @ListOf(() => TrafficStep) steps!: TrafficStep[];
  /** What could not be known. */
  @Optional() @IsArray() @IsString({ each: true }) unknown?: string[];
  @Optional() @Nested(() => LogComparison) log?: LogComparison;
  @Optional() @IsString() note?: string;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

/** `opn_explain_traffic` */
@Tool({
  name: 'opn_explain_traffic',
  title: 'Explain traffic',
  description: 'See why traffic is blocked or passed, or whether it would be. Names the NAT, rule and route that decide, by the saved rules; sends nothing.',
  effect: 'read',
  optIn: true,
  input: ExplainTrafficInput,
  output: ExplainTrafficOutput,
  uses: [configDownload, searchAllRules, interfaceList, routingTable, devices, tablesWith, queryStates, firewallLog, interfaceNames, ruleIds, searchLog],
})
export class ExplainTrafficTool implements ReadTool<ExplainTrafficInput, ExplainTrafficOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  async run(input: ExplainTrafficInput): Promise<ExplainTrafficOutput> {
    const logged = input.log === 'newest_blocked' ? await newestBlocked(this.firewall, input) : undefined;
    const question = logged === undefined ? questionOf(input) : questionFromLog(logged.value, input);
    const [facts, tables] = await Promise.all([readFacts(this.firewall, this.config), readTables(this.firewall, [question.source, question.destination])]);
    const known = knownFirewall(facts, tables.value ?? new Map(), this.clock);
    const packet = packetOf(question, known.filter);
    const states = await readStates(this.firewall, packet);
    const first = explain({ ...known, states: states.value }, packet);
    // NAT may have brought in addresses of which nobody asked yet which tables hold them.
    const late = [first.packet.source, first.packet.destination].filter(address => tables.value !== undefined && !tables.value.has(address));
    const more = late.length === 0 ? undefined : await readTables(this.firewall, late);
    const explained = more?.value === undefined ? first : explain({ ...knownFirewall(facts, new Map([...(tables.value ?? []), ...more.value]), this.clock), states: states.value }, packet);
    const log: Part<LogComparison> = logged !== undefined ? { ...logged, value: compared(logged.value, explained) } : input.log === 'compare' ? await compareWithLog(this.firewall, packet, explained) : {};
    const { verdict, reason, steps, unknown } = explained;
    return {
      verdict, reason, packet: shown(packet, known.filter), steps: [...steps],
      ...present<Partial<ExplainTrafficOutput>>({
        unknown: [...unknown], log: log.value, note: facts.rows.value === undefined ? WITHOUT_OWN_RULES : undefined, unavailable: unavailable(facts.rows, facts.routes, facts.addresses, tables, states, log),
      }),
    };
  }
}

const WITHOUT_OWN_RULES = "This firewall does not tell its own rules; those that follow from the configuration are judged, those of services such as DHCP are not.";

function shown({ source, sourcePort, destination, destinationPort, protocol, icmpType, interface: name, direction, toFirewall }: Packet, filter: PacketFilter): ExplainedPacket {
  return present<ExplainedPacket>({
    source, source_port: sourcePort, destination, port: destinationPort, protocol, icmp_type: icmpType, interface: filter.interfaces.named(name)?.label ?? name, direction, to_firewall: toFirewall || undefined,
  });
}

import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, fanOut, ListOf, Nested, Optional, part, present, type ReadTool, Tool, unavailable, Unavailable } from '../../../core';
import { HA_ROLES, type HaRole, readHaRole, sharedAddresses, synchronisation } from '../../../core/system';
import { Call, Clock, Fleet, type FleetFirewall, OpnError } from '../../../ports';

/** Whether to ask them. */
export class ListFirewallsInput {
  @Describe('Also ask each for its release') @IsBoolean() contact = false;
}

/** A change that waits for its confirmation. */
export class WaitingChange {
  @IsString() revision!: string;
  @IsInt() seconds_left!: number;
}

/** The part in a high-availability pair. */
export class PairState {
  /** The other one, by its name here. */
  @Optional() @IsString() peer?: string;
  /** Changes belong on the master. */
  @Optional() @IsIn(HA_ROLES) role?: HaRole;
  /** Where it sends its settings to; empty when it sends them nowhere. */
  @Optional() @IsString() syncs_to?: string;
}

/** A firewall of this server. */
export class ListedFirewall {
  @IsString() name!: string;
  @IsString() host!: string;
  /** Meant by calls that name none. */
  @Optional() @IsBoolean() default?: boolean;
  /** `off`, `on`, or the domains in which changes are allowed. */
  @IsString() writes!: string;
  @Optional() @Nested(() => WaitingChange) open_change?: WaitingChange;
  @Optional() @Nested(() => PairState) pair?: PairState;
  /** Absent when it was not asked. */
  @Optional() @IsBoolean() reachable?: boolean;
  @Optional() @IsString() version?: string;
  @Optional() @IsString() release?: string;
  @Optional() @IsString() problem?: string;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

/** Every firewall. */
export class ListFirewallsOutput {
  @IsInt() total!: number;
  @ListOf(() => ListedFirewall) firewalls!: ListedFirewall[];
}

type Told = Pick<ListedFirewall, 'version' | 'release' | 'pair' | 'unavailable'>;

/** `opn_list_firewalls` */
@Tool({
  name: 'opn_list_firewalls',
  title: 'List firewalls',
  description: 'See which firewalls this server has, what may be changed on each, and with `contact` whether they answer, their release and their part in a pair.',
  effect: 'read',
  optIn: true,
  ofFleet: true,
  input: ListFirewallsInput,
  output: ListFirewallsOutput,
  uses: [sharedAddresses, synchronisation],
})
export class ListFirewallsTool implements ReadTool<ListFirewallsInput, ListFirewallsOutput> {
  constructor(
    @inject(Fleet) private readonly fleet: Fleet,
    @inject(Clock) private readonly clock: Clock,
    @inject(Call) private readonly call: Call,
  ) {}

  async run({ contact }: ListFirewallsInput): Promise<ListFirewallsOutput> {
    const all = this.fleet.firewalls();
    const asked = all.map(firewall => ({ name: firewall.name, ask: ({ signal }: Call) => told(firewall, signal), ...(firewall.connect === undefined ? {} : { connect: firewall.connect }) }));
    const answers = contact ? await fanOut(asked, this.call, this.clock) : undefined;
    const firewalls = await Promise.all(all.map(async firewall => listed(firewall, await waiting(firewall), answers?.get(firewall.name))));
    return { total: firewalls.length, firewalls };
  }
}

async function told({ api, haPeer: peer }: FleetFirewall, signal: AbortSignal): Promise<Told> {
  const version = await api.version({ fresh: true, signal });
  const [role, target] = await Promise.all([part('role', readHaRole(api, { signal })), part('synchronisation', api.read(synchronisation, {}, { signal }))]);
  const syncsTo = target.value && (target.value.hasync.synchronizetoip ?? '');
  const isOfPair = peer !== undefined || (role.value ?? 'none') !== 'none' || (syncsTo ?? '') !== '';
  const pair = isOfPair ? present<PairState>({ peer, role: role.value, syncs_to: syncsTo }) : undefined;
  return present<Told>({ version: version?.text, release: version?.release, pair, unavailable: unavailable(role, target) });
}

async function waiting({ pending }: FleetFirewall): Promise<WaitingChange | undefined> {
  const open = await pending();
  return open && { revision: open.revision, seconds_left: open.secondsLeft };
}

function listed({ name, host, isDefault, writes, haPeer }: FleetFirewall, open: WaitingChange | undefined, answer: Told | OpnError | undefined): ListedFirewall {
  const asked = answer === undefined ? {} : answer instanceof OpnError ? { reachable: answer.code === 'OPN_UNAUTHORIZED', problem: answer.describe() } : { reachable: true, ...answer };
  const pair = haPeer === undefined ? undefined : { peer: haPeer };
  return present<ListedFirewall>({ name, host, default: isDefault || undefined, writes, open_change: open, pair, ...asked });
}

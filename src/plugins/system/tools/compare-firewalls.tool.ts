import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, ListOf, ListOutput, Optional, PageInput, part, present, type ReadTool, Text, Tool } from '../../../core';
import { type HaRole, HA_ROLES, readHaRole, sharedAddresses } from '../../../core/system';
import { type Baseline, type ConfigValue, Clock, Fleet, type FleetFirewall, OpnError } from '../../../ports';
import { compareConfigurations, type Difference } from '../comparison';
import { knownFirewall } from '../known-firewall';

const BASELINE = /^([A-Za-z0-9][A-Za-z0-9 ._-]{0,39})?$/;

/** What to compare with what. */
export class CompareFirewallsInput extends PageInput {
  @Describe('Default: the one meant when none is named') @Text(32) firewall = '';
  @Describe('The other firewall') @Text(32) with = '';
  @Describe('Instead of another one: its saved baseline') @Matches(BASELINE) baseline = '';
  @Describe('Saves it as a baseline') @Matches(BASELINE) save_as = '';
  @Describe('Only there, dotted: OPNsense.Firewall') @IsString() @MaxLength(200) section = '';
  @Describe('Per page') @IsInt() @Min(1) @Max(500) limit = 50;
}

/** How many differences a section has. */
export class ComparedSection {
  @IsString() section!: string;
  @IsInt() differences!: number;
}

/** One place where they differ. */
export class ShownDifference {
  @IsString() path!: string;
  @Optional() @IsString() item?: string;
  @IsIn(['differs', 'only_here', 'only_there']) kind!: 'differs' | 'only_here' | 'only_there';
  /** JSON, where it is no single value. */
  @Optional() @IsString() here?: string;
  @Optional() @IsString() there?: string;
  /** True for what belongs to one firewall of a pair alone. */
  @Optional() @IsBoolean() own?: boolean;
}

/** How they differ. */
export class CompareFirewallsOutput extends ListOutput {
  @IsString() here!: string;
  @Optional() @IsString() there?: string;
  @Optional() @IsString() saved_as?: string;
  @ListOf(() => ComparedSection) sections!: ComparedSection[];
  @ListOf(() => ShownDifference) differences!: ShownDifference[];
  /** Of a pair: the part that each plays. */
  @Optional() @IsIn(HA_ROLES) role_here?: HaRole;
  @Optional() @IsIn(HA_ROLES) role_there?: HaRole;
  /** Of a pair: false when something differs that both should have. */
  @Optional() @IsBoolean() in_sync?: boolean;
}

interface Side {
  readonly name: string;
  readonly config: ConfigValue;
}

/** `opn_compare_firewalls` */
@Tool({
  name: 'opn_compare_firewalls',
  title: 'Compare firewalls',
  description: 'See how the saved configurations of two firewalls differ, by section and rule, or how one has drifted from a baseline that was saved before. Secrets are not compared.',
  effect: 'read',
  optIn: true,
  ofFleet: true,
  input: CompareFirewallsInput,
  output: CompareFirewallsOutput,
  uses: [configDownload, sharedAddresses],
})
export class CompareFirewallsTool implements ReadTool<CompareFirewallsInput, CompareFirewallsOutput> {
  constructor(
    @inject(Fleet) private readonly fleet: Fleet,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  async run(input: CompareFirewallsInput): Promise<CompareFirewallsOutput> {
    const { baseline, save_as: saveAs } = input;
    const firewall = knownFirewall(this.fleet, input.firewall);
    const other = input.with === '' ? undefined : knownFirewall(this.fleet, input.with);
    if (other === undefined && baseline === '' && saveAs === '') throw new OpnError('OPN_INVALID_INPUT', 'There is nothing to compare with.', `Give with, baseline or save_as. Baselines of ${firewall.name}: ${(await firewall.baselines.names()).join(', ') || 'none'}.`);
    if (other !== undefined && (baseline !== '' || other.name === firewall.name)) throw new OpnError('OPN_INVALID_INPUT', other.name === firewall.name ? `${other.name} cannot differ from itself.` : 'It is compared with another firewall or with a baseline, not with both.');
    const [here, there] = await Promise.all([wholeOf(firewall), other === undefined ? this.saved(firewall, baseline) : wholeOf(other)]);
    if (saveAs !== '') await firewall.baselines.save(saveAs, { at: new Date(this.clock.now()).toISOString(), config: here.config });
    const pair = other !== undefined && (firewall.haPeer === other.name || other.haPeer === firewall.name) ? await rolesOf(firewall, other) : undefined;
    const found = there === undefined ? [] : compareConfigurations(at(here.config, input.section), at(there.config, input.section), input.section);
    return {
      here: here.name,
      ...present<Partial<CompareFirewallsOutput>>({ there: there?.name, saved_as: saveAs === '' ? undefined : saveAs, ...pair, in_sync: pair && found.every(belongsToOne) }),
      total: found.length,
      sections: sectionsOf(found),
      differences: found.slice((input.page - 1) * input.limit, input.page * input.limit).map(difference => shown(difference, pair !== undefined)),
    };
  }

  private async saved(firewall: FleetFirewall, name: string): Promise<Side | undefined> {
    if (name === '') return undefined;
    const kept: Baseline | undefined = await firewall.baselines.load(name);
    if (kept !== undefined) return { name: `baseline ${name} of ${kept.at}`, config: kept.config };
    throw new OpnError('OPN_NOT_FOUND', `${firewall.name} has no baseline '${name}'.`, `There are: ${(await firewall.baselines.names()).join(', ') || 'none; save_as makes one'}.`);
  }
}

async function wholeOf({ name, config }: FleetFirewall): Promise<Side> {
  const sections = await config.sections();
  const values = await Promise.all(sections.map(async section => [section.name, (await config.section(section.name)) ?? ''] as const));
  return { name, config: Object.fromEntries(values) };
}

/** The roles of a pair, as far as they may be read. */
async function rolesOf(...pair: readonly [FleetFirewall, FleetFirewall]): Promise<Pick<CompareFirewallsOutput, 'role_here' | 'role_there'>> {
  const [here, there] = await Promise.all(pair.map(({ api }) => part('role', readHaRole(api))));
  return present<Pick<CompareFirewallsOutput, 'role_here' | 'role_there'>>({ role_here: here?.value, role_there: there?.value });
}

function at(config: ConfigValue, section: string): ConfigValue | undefined {
  return section.split('.').filter(name => name !== '').reduce<ConfigValue | undefined>((value, name) => (typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined), config);
}

/** What synchronisation leaves alone: who a firewall is, where it is, and how it is one of the pair. */
const OWN = [/^system\.(hostname|webgui|ssh|disable\w*|firmware)\b/, /^interfaces\./, /^hasync\b/, /^virtualip\.vip\[[^\]]*\]\.(advskew|advbase|interface)$/, /^virtualip_carp_maintenancemode\b/, /^(rrd|widgets|revision)\b/, /^OPNsense\.(Gateways|captiveportal\.state)\b/];

const belongsToOne = ({ path }: Difference): boolean => OWN.some(own => own.test(path));

/** Two levels deep where the first says little. */
function sectionsOf(found: readonly Difference[]): ComparedSection[] {
  const counts = new Map<string, number>();
  for (const { path } of found) {
    const [first = '', second] = path.replace(/\[.*/, '').split('.');
    const section = first === 'OPNsense' && second !== undefined ? `${first}.${second}` : first;
    counts.set(section, (counts.get(section) ?? 0) + 1);
  }
  return [...counts].map(([section, differences]) => ({ section, differences }));
}

const LONGEST = 400;

function shown(difference: Difference, inPair: boolean): ShownDifference {
  const { path, item, here, there } = difference;
  const kind = here === undefined ? 'only_there' : there === undefined ? 'only_here' : 'differs';
  return present<ShownDifference>({ path, item, kind, here: textOf(here), there: textOf(there), own: (inPair && belongsToOne(difference)) || undefined });
}

function textOf(value: ConfigValue | undefined): string | undefined {
  const text = typeof value === 'object' ? JSON.stringify(value) : value;
  return text === undefined || text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

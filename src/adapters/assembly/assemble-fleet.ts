import { refuseBackup } from '../../core/system';
import { asksEachTime, FleetServer, type FleetMember, type LoadedPlugins, loadRegistry, type DescribedTool, ToolSelection, ToolServer, uriOf, type WantedTools } from '../../core';
import {
  type Baselines, Clock, type Doctor, Documents, type Finding, type FirewallApi, type FirewallConfig, Fleet, type FleetFirewall, Log, type LogLevel, OpnError, type PluginSource, Redactor, WritePolicy,
} from '../../ports';
import { systemClock } from '../clock/system-clock';
import { ofConfiguration, unusable } from '../doctor';
import { MemoryDocuments } from '../documents/memory-documents';
import { type LogSink, RedactedLog } from '../log/redacted-log';
import { OperatorPolicy, type OperatorConsent } from '../policy/operator-policy';
import { FieldRedactor } from '../redaction';
import { assemble, type Assembly, type Served, type ServerSetup, tellOfPlugins } from './assemble';

/** What is one firewall's alone: what its server is put together from, found on first use. */
export type MemberSetup = Pick<ServerSetup, 'wire' | 'credentials' | 'timeoutMs' | 'confirmSeconds' | 'state' | 'audits' | 'baselines' | 'accepted' | 'watchdog' | 'managementPath' | 'connection'>;

/** A firewall of a fleet before it is used. */
export interface FleetMemberSetup {
  readonly name: string;
  /** Its address without credentials. */
  readonly origin: string;
  readonly consent: OperatorConsent;
  readonly wanted?: WantedTools;
  /** The other one of its high-availability pair, by name. */
  readonly haPeer?: string;
  readonly phrased?: (text: string) => string;
  /** Rejects with OPN_CONFIG when its secret cannot be had. */
  setup(): Promise<MemberSetup>;
  /** True when an earlier process left a change open. */
  hasOpenChange?(): Promise<boolean>;
  /** Resolves once a connection is possible. */
  connect?(signal: AbortSignal): Promise<void>;
}

/** What several firewalls behind one server are put together from. */
export interface FleetSetup {
  readonly members: readonly FleetMemberSetup[];
  readonly defaultFirewall?: string;
  readonly version: string;
  readonly sources: readonly PluginSource[];
  readonly logLevel?: LogLevel;
  readonly logTo?: LogSink;
  readonly clock?: Clock;
  readonly warnings?: readonly string[];
}

/** Several firewalls served as one, each with a server of its own. */
export interface FleetAssembly extends Served {
  /** The server of one firewall, made now if it was not used before. */
  open(name: string): Promise<Assembly>;
  /** Ends the connections of those that were used. */
  closeWires(): Promise<void>;
}

/** One firewall: what it is put together from, and its server once it was used. */
class Member {
  private opening: Promise<Assembly> | undefined;
  private wire: MemberSetup['wire'] | undefined;
  made: Assembly | undefined;
  /** Called once its server is made. */
  onMade: ((tools: ToolServer) => void) | undefined;

  constructor(
    readonly setup: FleetMemberSetup,
    private readonly surroundings: Pick<ServerSetup, 'version' | 'sources' | 'logLevel' | 'clock' | 'logWants' | 'among'> & { readonly log: Log },
  ) {}

  open(): Promise<Assembly> {
    // One that failed is tried anew: a password manager may have been locked.
    this.opening ??= this.assemble().catch((problem: unknown) => {
      this.opening = undefined;
      throw problem;
    });
    return this.opening;
  }

  async close(): Promise<void> {
    await this.wire?.close();
  }

  private async assemble(): Promise<Assembly> {
    const { log, ...surroundings } = this.surroundings;
    const { name, origin, consent, wanted, phrased } = this.setup;
    const own = await this.setup.setup();
    this.wire = own.wire;
    this.made = await assemble({
      ...surroundings, ...own, firewall: origin, consent, logTo: (level, message) => log.write(level, `${name}: ${message}`),
      ...(wanted === undefined ? {} : { wanted }), ...(phrased === undefined ? {} : { phrased }),
    });
    this.onMade?.(this.made.tools);
    return this.made;
  }
}

/** Puts a server for several firewalls together; nothing is asked of any. Rejects with OPN_PLUGIN and OPN_CONFIG as a single one does. */
export async function assembleFleet(setup: FleetSetup): Promise<FleetAssembly> {
  const { version, clock = systemClock, defaultFirewall } = setup;
  const loaded = await loadRegistry(setup.sources);
  const members: Member[] = [];
  const redactor = redactorOf(() => members.flatMap(({ made }) => made?.redactor ?? []));
  const log = new RedactedLog(redactor, setup.logLevel);
  if (setup.logTo !== undefined) log.attach(setup.logTo);
  const documents = new MemoryDocuments(redactor);
  const lists = listedBy(loaded, setup.members);
  const firewalls = setup.members.map((member): FleetFirewall => fleetFirewall(member, { open: () => memberOf(member.name).open(), made: () => memberOf(member.name).made, isDefault: member.name === defaultFirewall, lists: tool => lists(member, tool) }));
  const fleet: Fleet = { firewalls: () => firewalls };
  const shared = (name: string): Omit<Documents, 'presentable'> => ({ keep: documents.keep.bind(documents), show: documents.show.bind(documents), link: ({ uri }) => uriOf(name, uri), read: documents.read.bind(documents), list: documents.list.bind(documents) });
  members.push(...setup.members.map(each => new Member(each, { version, sources: loaded, clock, log, logWants: level => log.wants(level), among: { fleet, documents: shared(each.name) }, ...(setup.logLevel === undefined ? {} : { logLevel: setup.logLevel }) })));
  const memberOf = (name: string): Member => members.find(member => member.setup.name === name) ?? unknown(name);
  // What one of them may be asked is at least told of, though each says itself what it refuses.
  const policy = new OperatorPolicy({ writes: true, secrets: false });
  const wanted = { toolsets: [], tools: loaded.registry.tools().map(({ facts }) => facts.name).filter(tool => setup.members.some(member => lists(member, tool))) };
  const hub = await ToolServer.start(
    { name: 'opnsense-mcp', version, firewall: `${String(members.length)} firewalls` },
    [[Clock, clock], [Documents, documents], [Fleet, fleet], [Log, log], [Redactor, redactor], [WritePolicy, policy]],
    loaded,
    { inFleet: true, wanted },
  );
  tellOfPlugins(hub, log);
  const tools = new FleetServer({
    members: setup.members.map((member): FleetMember => ({
      name: member.name,
      lists: ({ facts }) => lists(member, facts.name),
      asksEachTime: ({ facts }) => asksEachTime(facts, member.consent.askBefore ?? 'lockout'),
      open: async () => (await memberOf(member.name).open()).tools,
      ...(member.connect === undefined ? {} : { connect: member.connect }),
      ...(member.haPeer === undefined ? {} : { mayChange: async (tool, { signal }) => refuseBackup((await memberOf(member.name).open()).api, { tool, peer: member.haPeer ?? '' }, { signal }) }),
    })),
    hub, clock, ...(defaultFirewall === undefined ? {} : { fallback: defaultFirewall }),
  });
  for (const member of members) member.onMade = server => tools.joined(member.setup.name, server);
  const used = (): Assembly[] => members.flatMap(({ made }) => made ?? []);
  return {
    tools, log, redactor, documents,
    writes: firewalls.map(({ name, writes }) => `${name}: ${writes}`).join('; '),
    doctor: doctorOf(members, setup.warnings ?? []),
    savepoints: {
      resume: async () => {
        const left = await Promise.all(members.map(async member => ((await member.setup.hasOpenChange?.()) === true ? [member] : [])));
        await everyOne(left.flat(), async member => (await member.open()).savepoints.resume());
      },
      close: () => everyOne(used(), each => each.savepoints.close()),
    },
    open: name => memberOf(name).open(),
    closeWires: () => everyOne(members, member => member.close()),
  };
}

/** Which tools the operator selected and allows for each firewall; throws OPN_CONFIG for sets and tools there are not. */
function listedBy({ registry }: LoadedPlugins, members: readonly FleetMemberSetup[]): (member: FleetMemberSetup, tool: string) => boolean {
  const names = new Map(members.map(member => {
    const { wanted, consent, phrased = (text: string): string => text } = member;
    const policy = new OperatorPolicy(consent);
    const isListed = (tool: DescribedTool): boolean => selection.includes(tool) && policy.refuses({ ...tool.facts, domain: tool.domain }) === undefined;
    const selection = wanted === undefined ? ToolSelection.everything(registry) : inOurWords(phrased, () => ToolSelection.of(registry, wanted, true));
    return [member, new Set(registry.tools().filter(isListed).map(({ facts }) => facts.name))];
  }));
  return (member, tool) => names.get(member)?.has(tool) === true;
}

function inOurWords<T>(phrased: (text: string) => string, work: () => T): T {
  try {
    return work();
  } catch (problem) {
    throw problem instanceof OpnError ? new OpnError(problem.code, phrased(problem.message), problem.hint) : problem;
  }
}

/** Takes out the secrets of every firewall that was used so far. */
function redactorOf(used: () => readonly Redactor[]): Redactor {
  const plain = new FieldRedactor({ ownSecrets: [] });
  return {
    redact: (value, options) => used().reduce((left, each) => each.redact(left, options), plain.redact(value, options)),
    text: text => used().reduce((left, each) => each.text(left), plain.text(text)),
    isSecretField: path => plain.isSecretField(path),
  };
}

interface Opening {
  readonly open: () => Promise<Assembly>;
  readonly made: () => Assembly | undefined;
  readonly isDefault: boolean;
  readonly lists: (tool: string) => boolean;
}

function fleetFirewall({ name, origin, consent, haPeer, connect }: FleetMemberSetup, { open, made, isDefault, lists }: Opening): FleetFirewall {
  const api: FirewallApi = {
    read: async (endpoint, request, options) => (await open()).api.read(endpoint, request, options),
    version: async options => (await open()).api.version(options),
  };
  const config: FirewallConfig = {
    sections: async options => (await open()).config.sections(options),
    section: async (path, options) => (await open()).config.section(path, options),
    xml: async options => (await open()).config.xml(options),
    knownSecrets: async () => (await open()).config.knownSecrets(),
    age: () => made()?.config.age(),
    forget: () => made()?.config.forget(),
  };
  const baselines: Baselines = {
    save: async (of, baseline) => (await open()).baselines.save(of, baseline),
    load: async of => (await open()).baselines.load(of),
    names: async () => (await open()).baselines.names(),
  };
  // What was never used has no open change: one that was left open is taken over at the start.
  return { name, host: new URL(origin).host, isDefault, writes: new OperatorPolicy(consent).describe(), haPeer, lists, api, config, baselines, ...(connect === undefined ? {} : { connect }), pending: async () => made()?.savepoints.pending() };
}

function doctorOf(members: readonly Member[], warnings: readonly string[]): Doctor {
  return {
    examine: async options => {
      const findings = await Promise.all(members.map(async member => {
        const { name } = member.setup;
        const found = await member.open().then(({ doctor }) => doctor.examine(options), (problem: unknown) => [asFinding(problem)]);
        return found.map((finding): Finding => ({ ...finding, link: `${name}: ${finding.link}` }));
      }));
      return [ofConfiguration(warnings), ...findings.flat()];
    },
  };
}

function asFinding(problem: unknown): Finding {
  if (problem instanceof OpnError) return unusable(problem);
  throw problem;
}

/** Does the same for each; one that fails keeps none of the others from it. */
async function everyOne<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const ended = await Promise.allSettled(all.map(work));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

function unknown(name: string): never {
  throw new Error(`there is no firewall '${name}'`);
}

import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AcceptanceFile } from './adapters/accepted-findings/acceptance-file';
import { DiskAuditHistory } from './adapters/audit-history/disk-audit-history';
import { DiskBaselines } from './adapters/baselines/disk-baselines';
import { assemble, type Assembly, type Served, type ServerSetup } from './adapters/assembly/assemble';
import { type FleetMemberSetup } from './adapters/assembly/assemble-fleet';
import { type Command, type FakedRelease, parseArguments } from './adapters/cli/arguments';
import { HELP } from './adapters/cli/help';
import { createPlugin } from './adapters/cli/create-plugin';
import { formatPlugins, pluginRows } from './adapters/cli/plugin-table';
import { type PrivilegesCommand } from './adapters/cli/privileges-arguments';
import { type QualityCommand } from './adapters/cli/quality-arguments';
import { type SetupCommand } from './adapters/cli/setup-arguments';
import { formatRows, toolRows } from './adapters/cli/tool-table';
import { type FirewallSettings, type Profile, readEnvironment, SecretCommand, type Settings } from './adapters/environment';
import { streamSink } from './adapters/log/redacted-log';
import { McpServer, serveStdio } from './adapters/mcp';
import { DiskJournal } from './adapters/journal/disk-journal';
import { Credentials } from './adapters/opnsense-api';
import { connect, HttpsWire } from './adapters/opnsense-http';
import { networkPath } from './adapters/lockout/network-path';
import { builtIn } from './adapters/plugin-sources/built-in';
import { type PluginHost } from './adapters/plugin-sources/npm-plugins';
import { type WantedPlugins } from './adapters/plugin-sources/npm-source';
import { keepStdoutClean, survivePlugins } from './adapters/plugin-sources/process-manners';
import { SecretFolder } from './adapters/secret-files/secret-folder';
import { DiskChangeStore } from './adapters/savepoints';
import { WatchdogLauncher } from './adapters/watchdog/watchdog-launcher';
import { loadPlugins, loadRegistry, nearest, type DescribedTool, ToolRegistry, ToolSelection } from './core';
import { type Finding, OpnError, type PluginSource } from './ports';

const { stdin, stdout, stderr } = process;

/** The command line: does what the arguments ask for and sets the exit code. The only place that knows every room. */
export async function run(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  stderr.on('error', () => undefined);
  // A reader that has seen enough, or a full disk: there is nobody left to tell.
  stdout.on('error', () => (process.exitCode = 1));
  try {
    process.exitCode = await perform(parseArguments(argv));
  } catch (problem) {
    process.exitCode = 1;
    stderr.write(problem instanceof OpnError ? `${problem.describe()}\n` : `OPN_INTERNAL: A defect in this server.\n${traceOf(problem)}\n`);
  }
}

async function perform(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      stdout.write(HELP);
      return 0;
    case 'version':
      stdout.write(`${version()}\n`);
      return 0;
    case 'tools':
      return printTools(command.json);
    case 'plugins':
      return printPlugins(command.json);
    case 'setup':
      return setUpFirewall(command);
    case 'doctor':
      return examine(command.json, command.fake, command.config);
    case 'privileges':
      return printPrivileges(command);
    case 'create-plugin':
      stdout.write(`${createPlugin(command.name, { templates: join(host().folder, 'templates/plugin'), into: process.cwd(), server: version() })}\n`);
      return 0;
    case 'quality':
      return judgePlugin(command);
    case 'call':
      return call(command.tool, command.args, command.fake, command.config);
    case 'fake': {
      const { serveFake } = await import('./adapters/fake/index.js');
      await serveFake(command, { stdin, stdout, stop: stopSignal() });
      // With orders on stdin, an open stdin would keep the process alive.
      stdin.destroy();
      return 0;
    }
    case 'serve':
      return serve(command.fake, command.config);
  }
}

async function serve(fake: FakedRelease | undefined, config?: string): Promise<number> {
  const { assembly, close } = await start(fake, config, 'selected');
  const { tools, log, redactor, savepoints, documents, writes } = assembly;
  const server = new McpServer(tools, { writes, log, redactor, documents });
  log.attach(server.logToClient, server.wantsLog);
  void savepoints.resume().catch((problem: unknown) => log.write('error', problem instanceof OpnError ? problem.describe() : traceOf(problem)));
  const code = await serveStdio(server, { stdin, stdout, log, stop: stopSignal() });
  await savepoints.close();
  await close();
  // Nothing is left to do, but a client that never closes our stdin would keep the process alive.
  process.exit(code);
}

async function call(tool: string, args: string, fake: FakedRelease | undefined, config?: string): Promise<number> {
  const { assembly, close } = await start(fake, config, 'all');
  try {
    const given = parseJson(args === '-' ? await text(stdin) : args);
    const result = await assembly.tools.call(tool, given, { signal: stopSignal(), progress: () => undefined });
    stdout.write(`${documentAskedFor(given, assembly) ?? JSON.stringify(result)}\n`);
    return 0;
  } catch (problem) {
    const shown = problem instanceof OpnError ? problem.describe() : `OPN_INTERNAL: A defect in this server.\n${traceOf(problem)}`;
    stderr.write(`${assembly.redactor.text(shown)}\n`);
    return 1;
  } finally {
    await assembly.savepoints.close();
    await close();
  }
}

/** At the command line a document has nobody to fetch it later: asked for in a format of its own, it is the answer. */
function documentAskedFor(given: unknown, { documents }: Served): string | undefined {
  const { format = 'json' } = (given ?? {}) as { readonly format?: unknown };
  const [link] = format === 'json' ? [] : documents.list();
  const document = link === undefined ? undefined : documents.read(link.uri);
  return document !== undefined && 'text' in document ? document.text.trimEnd() : undefined;
}

/** Questions and what is said go to stderr: with --print, stdout is for the host's file. */
async function setUpFirewall(command: SetupCommand): Promise<number> {
  const { defaultGateway, NobodyToAsk, serverCommand, setUp, TerminalQuestions } = await import('./adapters/setup/index.js');
  const isAsking = stdin.isTTY && !command.yes;
  if (!isAsking && !command.yes && !command.dryRun) throw new OpnError('OPN_CONFIG', 'setup has no terminal to ask in.', 'Give --yes with the options that are needed, or --dry-run to see what would be written.');
  const signal = stopSignal();
  const terminal = isAsking ? new TerminalQuestions({ input: stdin, output: stderr, signal }) : undefined;
  const { registry, reports } = await loadRegistry([builtIn]);
  try {
    return await setUp(command, {
      questions: terminal ?? new NobodyToAsk(said => void stderr.write(said)),
      environment: process.env, platform: process.platform, folder: process.cwd(), signal, stdin: () => text(stdin), gateway: () => defaultGateway(process.platform, process.env),
      print: printed => void stdout.write(printed),
      domains: registry.plugins().map(({ id }) => id),
      refuseToolsets: toolsets => void ToolSelection.of(registry, { toolsets }),
      server: serverCommand(process.platform, process.execPath, join(__dirname, 'main.js')),
      examine: async ({ origin, trust, credentials, scope: { toolsets, writes } }) => {
        const target = await targetOf({ origin, trust, credentials, timeoutMs: 30_000 }, readEnvironment({ ...process.env, OPNSENSE_CONFIG: undefined }, { fake: true }));
        try {
          const { doctor, redactor } = await assemble({ ...target, version: version(), sources: { registry, reports }, logLevel: 'error', consent: { writes, secrets: false }, ...(toolsets === undefined ? {} : { wanted: { toolsets } }) });
          return redactor.redact(await doctor.examine({ signal }));
        } finally {
          await target.wire.close();
        }
      },
    });
  } finally {
    terminal?.close();
  }
}

async function examine(json: boolean, fake: FakedRelease | undefined, config?: string): Promise<number> {
  const { formatFindings, severityOf, unusable } = await import('./adapters/doctor/index.js');
  const findings = await examined(fake, config).catch((problem: unknown) => {
    if (problem instanceof OpnError && problem.code === 'OPN_CONFIG') return [unusable(problem)];
    throw problem;
  });
  stdout.write(json ? `${JSON.stringify(findings, undefined, 2)}\n` : formatFindings(findings));
  return severityOf(findings);
}

async function examined(fake: FakedRelease | undefined, config?: string): Promise<readonly Finding[]> {
  const { assembly, close } = await start(fake, config, 'selected');
  try {
    return assembly.redactor.redact(await assembly.doctor.examine({ signal: stopSignal() }));
  } finally {
    await close();
  }
}

async function printTools(json: boolean): Promise<number> {
  const tools = (await builtInRegistry()).tools();
  const described = toolRows(tools).map((row, index) => ({ ...row, description: tools[index]?.facts.description }));
  stdout.write(`${json ? JSON.stringify(described, undefined, 2) : formatRows(toolRows(tools))}\n`);
  return 0;
}

async function printPlugins(json: boolean): Promise<number> {
  const settings = readEnvironment(process.env, { fake: true });
  const { installedPlugins } = await npmSource();
  const { assembly } = await startOn(await fakeFirewall('26.7'), { ...settings, logLevel: 'error' });
  const rows = pluginRows(installedPlugins(host(), settings.plugins), settings.plugins.names, assembly.tools.info.plugins());
  stdout.write(`${json ? JSON.stringify(rows, undefined, 2) : formatPlugins(rows)}\n`);
  return 0;
}

/** Loads the plugin, which runs its code, but asks no firewall anything. */
async function judgePlugin({ plugin, atLeast, json }: QualityCommand): Promise<number> {
  const wanted: WantedPlugins = { names: [plugin], options: {} };
  const { installedPlugins, npmPlugins } = await npmSource();
  const [installed] = installedPlugins(host(), wanted);
  if (installed?.manifest === undefined) throw new OpnError('OPN_PLUGIN', `${plugin} cannot be judged: ${installed?.problem ?? 'it is not installed'}`);
  const { manifest } = installed;
  const registry = new ToolRegistry();
  const reports = await loadPlugins([builtIn, npmPlugins(host(), wanted)], registry);
  const own = reports.filter(({ external }) => external);
  const broken = own.find(({ problem }) => problem !== undefined);
  if (broken !== undefined) throw new OpnError('OPN_PLUGIN', `${plugin} cannot be judged: ${broken.problem}`);
  const { formatQuality, PackageFiles, qualityOf, reaches } = await import('./adapters/quality/index.js');
  const quality = qualityOf({
    manifest,
    plugins: registry.plugins().filter(({ id }) => own.some(report => report.id === id)),
    tools: registry.tools().filter(({ external }) => external),
    files: new PackageFiles(manifest.folder),
  });
  stdout.write(json ? `${JSON.stringify(quality, undefined, 2)}\n` : formatQuality(quality));
  return atLeast === undefined || reaches(quality.tier, atLeast) ? 0 : 1;
}

async function printPrivileges({ toolsets, readOnly, release = '26.7', json, table }: PrivilegesCommand): Promise<number> {
  const registry = await builtInRegistry();
  const known = registry.plugins().map(({ id }) => id);
  refuseUnknownDomains('--toolset', toolsets, known);
  const wanted = toolsets.length === 0 ? known : toolsets;
  const tools = registry.tools().filter(tool => wanted.includes(tool.domain) && (!readOnly || looksOnly(tool)));
  const { leastPrivileges, privilegeReport, privilegeTables } = await import('./adapters/privileges/index.js');
  if (table) {
    stdout.write(privilegeTables(new Map(wanted.map(id => [id, tools.filter(({ domain }) => domain === id)])), looksOnly));
    return 0;
  }
  const least = leastPrivileges(tools, release);
  const subject = { toolsets: toolsets.length === 0 ? 'all toolsets' : toolsets.join(', '), readOnly, probes: tools.some(({ facts }) => facts.effect === 'probe') };
  stdout.write(json ? `${JSON.stringify(least, undefined, 2)}\n` : privilegeReport(least, subject));
  return 0;
}

const looksOnly = ({ facts: { effect } }: DescribedTool): boolean => effect === 'read' || effect === 'probe';

/** Every built-in domain, without a firewall. */
async function builtInRegistry(): Promise<ToolRegistry> {
  const registry = new ToolRegistry();
  await loadPlugins([builtIn], registry);
  return registry;
}

/** What a server needs to know of its firewall. */
type Target = Pick<ServerSetup, 'wire' | 'credentials' | 'firewall' | 'timeoutMs' | 'state' | 'audits' | 'baselines' | 'watchdog' | 'managementPath' | 'connection'>;

/** What serves, and how its connections are ended. */
interface Started {
  readonly assembly: Served;
  readonly close: () => Promise<void>;
}

/** The name of a firewall's folder: what a person recognises, and what tells any two apart. */
function folderOf(origin: string, { stateFolder }: Pick<Settings, 'stateFolder'>): string {
  return join(stateFolder, `${new URL(origin).hostname.replace(/[^a-z0-9.-]/gi, '_')}-${createHash('sha256').update(origin).digest('hex').slice(0, 8)}`);
}

/** `all` gives a person at the command line every tool, whatever is listed to assistants. */
async function start(fake: FakedRelease | undefined, config: string | undefined, tools: 'selected' | 'all'): Promise<Started> {
  const settings = readEnvironment(process.env, { fake: fake !== undefined });
  if (settings.connection === undefined) return startOn(await fakeFirewall(fake ?? '26.7', config, settings.plugins), asListed(settings, tools));
  if (settings.profiles.length > 1) return startFleet(settings, tools);
  return startOn(await targetOf(settings.connection, settings), asListed(settings, tools), settings.profiles[0]?.phrased);
}

function asListed<S extends FirewallSettings>({ wanted, ...everything }: S, tools: 'selected' | 'all'): Omit<S, 'wanted'> & Pick<FirewallSettings, 'wanted'> {
  return tools === 'all' || wanted === undefined ? everything : { ...everything, wanted };
}

async function targetOf({ origin, trust, credentials: given, timeoutMs }: NonNullable<Settings['connection']>, settings: Pick<Settings, 'stateFolder'>): Promise<Target> {
  const credentials = given instanceof SecretCommand ? await given.run() : given;
  const folder = folderOf(origin, settings);
  return {
    wire: new HttpsWire({ origin, trust }), credentials, firewall: origin, timeoutMs, connection: { origin, trust },
    state: redactor => ({ store: new DiskChangeStore(folder, redactor), journal: new DiskJournal(folder) }),
    audits: new DiskAuditHistory(folder),
    baselines: new DiskBaselines(folder),
    managementPath: networkPath(origin),
    watchdog: new WatchdogLauncher({ script: join(__dirname, 'watchdog.js'), origin, trust, credentials, folder }),
  };
}

async function startOn(target: Target, settings: Settings, phrased?: (text: string) => string): Promise<Started & { readonly assembly: Assembly }> {
  const { consent, wanted, confirmSeconds, warnings } = settings;
  return withPlugins(settings, async shared => {
    const assembly = await assemble({ ...target, ...shared, warnings, consent, confirmSeconds, ...filesOf(settings), ...(wanted === undefined ? {} : { wanted }), ...(phrased === undefined ? {} : { phrased }) });
    return { assembly, close: () => target.wire.close(), consents: [{ where: 'OPNSENSE_ALLOW_WRITES', consent }] };
  });
}

async function startFleet(settings: Settings, tools: 'selected' | 'all'): Promise<Started> {
  const { assembleFleet } = await import('./adapters/assembly/assemble-fleet.js');
  const { profiles, defaultFirewall, warnings } = settings;
  return withPlugins(settings, async shared => {
    const members = profiles.map(profile => memberOf(asListed(profile, tools), settings));
    const assembly = await assembleFleet({ ...shared, warnings, members, ...(defaultFirewall === undefined ? {} : { defaultFirewall }) });
    return { assembly, close: () => assembly.closeWires(), consents: profiles.map(({ name, consent }) => ({ where: `firewalls.${name}.domains`, consent })) };
  });
}

function memberOf(profile: Profile, settings: Pick<Settings, 'stateFolder'>): FleetMemberSetup {
  const { name, connection, consent, wanted, confirmSeconds, haPeer, phrased } = profile;
  const { origin } = connection;
  return {
    name, origin, consent, phrased, ...(wanted === undefined ? {} : { wanted }), ...(haPeer === undefined ? {} : { haPeer }),
    setup: async () => ({ ...(await targetOf(connection, settings)), confirmSeconds, ...filesOf(profile) }),
    connect: signal => connect(origin, signal),
    // One that cannot be read is looked at by the server itself, which says so.
    hasOpenChange: () => new DiskChangeStore(folderOf(origin, settings), { redact: value => value }).load().then(change => change !== undefined, () => true),
  };
}

/** The files of the operator that the server reads and writes. */
function filesOf({ acceptedFindings, secretsFolder }: Pick<FirewallSettings, 'acceptedFindings' | 'secretsFolder'>): Pick<ServerSetup, 'accepted' | 'secretFiles'> {
  return {
    ...(acceptedFindings === undefined ? {} : { accepted: new AcceptanceFile(acceptedFindings) }),
    ...(secretsFolder === undefined ? {} : { secretFiles: new SecretFolder(secretsFolder) }),
  };
}

type Shared = Pick<ServerSetup, 'version' | 'logLevel' | 'logTo'> & { readonly sources: readonly PluginSource[] };
type Consents = readonly { readonly where: string; readonly consent: Settings['consent'] }[];

/** Starts a server with the plugins that the operator named, and refuses consent to domains there are not. */
async function withPlugins<S extends Started>({ plugins, logLevel, warnings }: Settings, starting: (shared: Shared) => Promise<S & { readonly consents: Consents }>): Promise<S> {
  const isAlone = plugins.names.length === 0;
  if (!isAlone) keepStdoutClean();
  const survivor = isAlone ? undefined : survivePlugins(host().folder);
  const started = await starting({ version: version(), logLevel, logTo: streamSink(stderr), sources: isAlone ? [builtIn] : [builtIn, (await npmSource()).npmPlugins(host(), plugins)] });
  const { tools, log } = started.assembly;
  survivor?.tell(log);
  const known = tools.registry.plugins().map(({ id }) => id);
  for (const { where, consent } of started.consents) if (typeof consent.writes !== 'boolean') refuseUnknownDomains(where, consent.writes, known);
  for (const warning of warnings) log.write('warning', warning);
  return started;
}

/** Loaded only when asked for: a server for a real firewall does not carry the fake one along. */
async function fakeFirewall(wanted: FakedRelease, config?: string, plugins?: WantedPlugins): Promise<Target> {
  const { FAKE_KEY, FAKE_SECRET, FakeFirewall, firewallOf, isLesson, wayIn } = await import('./adapters/fake/index.js');
  const release = wanted === 'guess' ? undefined : wanted;
  const taught = plugins === undefined || plugins.names.length === 0 ? [] : await (await npmSource()).npmPlugins(host(), plugins).lessons();
  const options = config === undefined ? { ...(release === undefined ? {} : { release }) } : firewallOf(config, release);
  const wire = new FakeFirewall({ ...options, lessons: taught.filter(isLesson) });
  return { wire, credentials: new Credentials(FAKE_KEY, FAKE_SECRET), firewall: `in-memory OPNsense ${wire.release}`, timeoutMs: 30_000, managementPath: wayIn(wire) };
}

function refuseUnknownDomains(where: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter(domain => !known.includes(domain));
  if (unknown.length === 0) return;
  const named = unknown.map(domain => {
    const close = nearest(domain, known);
    return close === undefined ? domain : `${domain} (did you mean ${close}?)`;
  });
  throw new OpnError('OPN_CONFIG', `${where} names no domain of this server: ${named.join(', ')}.`, `There are: ${known.join(', ')}.`);
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new OpnError('OPN_INVALID_INPUT', 'The arguments are not JSON.', `Quote the whole object for your shell: call TOOL '{"limit":3}'.`);
  }
}

/** Fires with the first signal; the others change nothing, as terminals and package runners send one twice, and a change may be taking itself back. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  // Every request on its way listens.
  setMaxListeners(0, stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(new OpnError('OPN_CANCELLED', `${signal} was received.`)));
  return stop.signal;
}

/** Where it happened, without the bundle's source that Node would print. */
function traceOf(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}

/** Loaded only where there are plugins from outside. */
const npmSource = () => import('./adapters/plugin-sources/npm-plugins.js');

/** This server, as plugins are loaded into it. */
function host(): PluginHost {
  return { folder: join(__dirname, '..'), version: version() };
}

declare const BUNDLED_VERSION: string | undefined;

/** Written into the bundle; in a checkout it stands in package.json. */
function version(): string {
  if (typeof BUNDLED_VERSION === 'string') return BUNDLED_VERSION;
  return (JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string }).version;
}

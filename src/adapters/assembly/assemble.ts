import { type LoadedPlugins, type ToolHost, ToolServer, type WantedTools } from '../../core';
import {
  AcceptedFindings, ApprovalSeal, AuditHistory, type Baselines, CertificateReader, ChangeControl, Clock, ConfigurationHistory, Doctor, Documents, type Finding, FirewallApi, FirewallConfig, Fleet, type FleetFirewall, Journal, Log, type LogLevel, type PluginSource, Redactor, type Release, SavepointManager, SecretFiles, WritePolicy,
} from '../../ports';
import { nothingAccepted } from '../accepted-findings/acceptance-file';
import { KeyedSeal } from '../approval/keyed-seal';
import { MemoryAuditHistory } from '../audit-history/memory-audit-history';
import { MemoryBaselines } from '../baselines/memory-baselines';
import { x509Reader } from '../certificates/x509-reader';
import { systemClock } from '../clock/system-clock';
import { ConfigReader } from '../config';
import { MemoryDocuments } from '../documents/memory-documents';
import { MemoryJournal } from '../journal/memory-journal';
import { ConfigurationGuard, type ManagementPath } from '../lockout/lockout-guard';
import { type LogSink, RedactedLog } from '../log/redacted-log';
import { type Credentials, loggedWire, type Openers, OpnsenseApi, sharedReads, type Wire } from '../opnsense-api';
import { type TlsTrust } from '../opnsense-http';
import { OperatorPolicy, type OperatorConsent } from '../policy/operator-policy';
import { FieldRedactor } from '../redaction';
import { noSecretFiles } from '../secret-files/secret-folder';
import { type ChangeStore, FirewallHistory, MemoryChangeStore, Savepoints, type Watchdog } from '../savepoints';

/** What one server is put together from. */
export interface ServerSetup {
  readonly wire: Wire;
  readonly credentials: Credentials;
  /** The firewall's address without credentials, or `fake` and its release. */
  readonly firewall: string;
  /** Version of this server. */
  readonly version: string;
  readonly consent: OperatorConsent;
  /** Where plugins are found, or those that are loaded already. */
  readonly sources: readonly PluginSource[] | LoadedPlugins;
  /** Which tools the operator wants to be listed; every tool when absent. */
  readonly wanted?: WantedTools;
  readonly timeoutMs: number;
  readonly logLevel?: LogLevel;
  /** Where messages go from the start on: those of at least the level, or those that are wanted there. */
  readonly logTo?: LogSink;
  readonly logWants?: (level: LogLevel) => boolean;
  readonly clock?: Clock;
  /** Seconds in which a change has to be confirmed; 60 unless said otherwise. */
  readonly confirmSeconds?: number;
  /** Where changes and their journal are kept; in memory unless said otherwise. */
  readonly state?: (redactor: Redactor) => { readonly store: ChangeStore; readonly journal: Journal };
  /** Where audits are kept for later ones to compare with; in memory unless said otherwise. */
  readonly audits?: AuditHistory;
  /** Where configurations are kept for later ones to compare with; in memory unless said otherwise. */
  readonly baselines?: Baselines;
  /** What of the audit's findings the operator has accepted; nothing unless said otherwise. */
  readonly accepted?: AcceptedFindings;
  /** Where secrets for people are written; nowhere unless said otherwise. */
  readonly secretFiles?: SecretFiles;
  readonly watchdog?: Watchdog;
  /** The way to the firewall, which changes must not cut; nothing watches over it where it is not given. */
  readonly managementPath?: ManagementPath;
  /** How the firewall is reached over the network; undefined for the one in memory. */
  readonly connection?: { readonly origin: string; readonly trust: TlsTrust };
  /** What is odd about the configuration of this server. */
  readonly warnings?: readonly string[];
  /** Says in messages where a setting really stands; they name variables. */
  readonly phrased?: (text: string) => string;
  /** Set for one of several firewalls. */
  readonly among?: { readonly fleet: Fleet; readonly documents: Omit<Documents, 'presentable'> };
}

/** What a client is served from, whether that is one firewall or several. */
export interface Served {
  readonly tools: ToolHost;
  readonly log: RedactedLog;
  readonly redactor: Pick<Redactor, 'redact' | 'text'>;
  readonly savepoints: Pick<Savepoints, 'resume' | 'close'>;
  readonly doctor: Doctor;
  readonly documents: Documents;
  /** What may be changed, in words. */
  readonly writes: string;
}

/** A server with the adapters that its surroundings need to see. */
export interface Assembly extends Served {
  readonly tools: ToolServer;
  readonly redactor: Redactor;
  readonly journal: Journal;
  readonly savepoints: Savepoints;
  readonly api: FirewallApi;
  readonly config: FirewallConfig;
  readonly baselines: Baselines;
}

/** Puts a server together around a wire; rejects with OPN_PLUGIN when a built-in plugin is faulty. */
export async function assemble(setup: ServerSetup): Promise<Assembly> {
  const { wire, credentials, timeoutMs, clock = systemClock } = setup;
  const redactor = new FieldRedactor({ ownSecrets: [credentials.key, credentials.secret, `${credentials.key}:${credentials.secret}`] });
  const log = new RedactedLog(redactor, setup.logLevel);
  if (setup.logTo !== undefined) log.attach(setup.logTo, setup.logWants);
  const api = new OpnsenseApi({ wire: sharedReads(loggedWire(wire, log)), credentials, timeoutMs, now: () => clock.now(), openersOf, isSecretField: path => redactor.isSecretField(path) });
  const config = new ConfigReader(api, redactor, clock);
  const { store, journal } = setup.state?.(redactor) ?? { store: new MemoryChangeStore(), journal: new MemoryJournal() };
  const policy = new OperatorPolicy(setup.consent);
  const savepoints = new Savepoints({
    firewall: api, journal, store, redactor, clock, log, confirmSeconds: setup.confirmSeconds ?? 60, processId: process.pid, onChanged: () => {
      config.forget();
      tools.noticeChange();
    },
    ...(setup.watchdog === undefined ? {} : { watchdog: setup.watchdog }),
    ...(setup.managementPath === undefined ? {} : { lockout: new ConfigurationGuard(api, config, setup.managementPath) }),
  });
  const { phrased = (text: string): string => text } = setup;
  const doctor = phrasedDoctor(phrased, {
    // Loaded with the first examination: it brings the catalogue of privileges along.
    examine: async options => new (await import('../doctor/index.js')).FirewallDoctor({
      firewall: api, config, clock, tools: () => tools.tools(), warnings: setup.warnings ?? [], hasWatchdog: setup.watchdog !== undefined, confirmSeconds: setup.confirmSeconds ?? 60,
      endpoint: setup.connection === undefined ? undefined : { ...setup.connection, timeoutMs },
    }).examine(options),
  });
  const documents: Documents = setup.among === undefined ? new MemoryDocuments(redactor) : sharedDocuments(setup.among.documents, redactor);
  const { baselines = new MemoryBaselines() } = setup;
  const fleet = setup.among?.fleet ?? fleetOfOne({ host: setup.firewall, writes: policy.describe(), api, config, baselines, pending: () => savepoints.pending() });
  const tools: ToolServer = await ToolServer.start(
    { name: 'opnsense-mcp', version: setup.version, firewall: setup.firewall },
    [
      // An approval is of one firewall, were the same key known to others.
      [ApprovalSeal, new KeyedSeal(`${setup.firewall} ${credentials.secret}`, clock)],
      [AcceptedFindings, setup.accepted ?? nothingAccepted],
      [AuditHistory, setup.audits ?? new MemoryAuditHistory()],
      [CertificateReader, x509Reader],
      [ChangeControl, savepoints],
      [Clock, clock],
      [ConfigurationHistory, new FirewallHistory(api, redactor)],
      [Doctor, doctor],
      [Documents, documents],
      [FirewallApi, api],
      [FirewallConfig, config],
      [Fleet, fleet],
      [Journal, journal],
      [Log, log],
      [Redactor, redactor],
      [SavepointManager, savepoints],
      [SecretFiles, setup.secretFiles ?? noSecretFiles],
      [WritePolicy, policy],
    ],
    setup.sources,
    { ...(setup.wanted === undefined ? {} : { wanted: setup.wanted }), known: () => ({ release: api.releaseSoFar(), refused: api.refusedSoFar() }), phrased, inFleet: setup.among !== undefined },
  );
  for (const { secrets = [], options } of tools.registry.plugins()) {
    redactor.learn(secrets);
    if (options !== undefined) redactor.keep(secretValues(tools.registry.options().get(options) ?? {}, redactor));
  }
  if (setup.among === undefined) tellOfPlugins(tools, log);
  return { tools, log, redactor, journal, savepoints, documents, doctor, api, config, baselines, writes: policy.describe() };
}

/** Says in the log which plugins from outside are loaded, and which are not, and why. */
export function tellOfPlugins({ info }: Pick<ToolServer, 'info'>, log: Log): void {
  for (const { id, from, external, tools: count, problem } of info.plugins()) {
    if (problem !== undefined) log.write('warning', `Plugin ${from} is not used: ${problem}`);
    else if (external) log.write('info', `Plugin ${id} of ${from} is loaded: ${count} tools.`);
  }
}

function sharedDocuments(shared: Omit<Documents, 'presentable'>, redactor: Redactor): Documents {
  return { ...shared, presentable: value => redactor.redact(value) };
}

function phrasedDoctor(phrased: (text: string) => string, doctor: Doctor): Doctor {
  const inOurWords = ({ fix, ...finding }: Finding): Finding => ({ ...finding, says: phrased(finding.says), ...(fix === undefined ? {} : { fix: phrased(fix) }) });
  return { examine: async options => (await doctor.examine(options)).map(inOurWords) };
}

/** The only firewall, as tools about several see it. */
function fleetOfOne(only: Pick<FleetFirewall, 'host' | 'writes' | 'api' | 'config' | 'baselines' | 'pending'>): Fleet {
  const firewalls: readonly FleetFirewall[] = [{ ...only, name: 'firewall', isDefault: true, haPeer: undefined, lists: () => true }];
  return { firewalls: () => firewalls };
}

/** The texts among a plugin's options whose fields hold secrets. */
function secretValues(options: object, redactor: Redactor): string[] {
  return Object.entries(options).flatMap(([name, value]) => (typeof value === 'string' && redactor.isSecretField([name.toLowerCase()]) ? [value] : []));
}

/** The catalogue is loaded with the first refusal, not with the server. */
async function openersOf(path: string, release: Release | undefined): Promise<Openers> {
  return (await import('../catalogue/index.js')).openersOf(path, release);
}

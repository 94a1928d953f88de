import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { addressFamily } from '../model/network';
import { isEmpty } from '../model/php';
import { type RunningState } from '../running-state';
import { bootedAt } from './uptime';

/** The service's name. */
export const RESOLVER = 'unbound';
/** The part of the firewall whose configuration is the blocklists as they were last built. */
export const BLOCKLISTS = 'unbound-dnsbl';

/** What the resolver remembers; milliseconds since 1970. */
interface ResolverMemory {
  started?: number;
  /** From when on queries are logged, when that is not since boot. */
  loggedFrom?: number;
  /** The blocklists that were built since boot, oldest first. */
  readonly lists: { readonly since: number; readonly document: ConfigDocument }[];
}

// Reboots begin with a new running state, and so without memories.
const memories = new WeakMap<RunningState, ResolverMemory>();

function memoryOf({ running }: Machine): ResolverMemory {
  const memory = memories.get(running) ?? { lists: [] };
  memories.set(running, memory);
  return memory;
}

/** The configuration that the resolver was last started with. */
export function servedConfiguration(machine: Machine): ConfigDocument {
  return machine.running.applied(RESOLVER);
}

/** True while the resolver answers. */
export function resolverRuns(machine: Machine): boolean {
  return machine.running.runs(RESOLVER, canStart(servedConfiguration(machine)));
}

/** When the resolver was started. */
export function resolverStarted(machine: Machine): number {
  return memoryOf(machine).started ?? bootedAt(machine);
}

/** Starts the resolver anew with what is saved; it stays down when it is switched off, or does not take the records. */
export function startResolver(machine: Machine, route: string): void {
  const memory = memoryOf(machine);
  const logged = logsQueries(machine);
  machine.load([RESOLVER], route);
  memory.started = machine.now();
  if (!logged) memory.loggedFrom = machine.now();
  machine.running.switch(RESOLVER, canStart(servedConfiguration(machine)));
}

/** True when the resolver was started with the setting that keeps a log of queries. */
export function logsQueries(machine: Machine): boolean {
  return !isEmpty(servedConfiguration(machine).text('OPNsense/unboundplus/general/stats'));
}

/** The time before which no query is logged. */
export function queriesSince(machine: Machine): number {
  return memoryOf(machine).loggedFrom ?? bootedAt(machine);
}

/** Forgets the queries that were logged. */
export function forgetQueries(machine: Machine): void {
  memoryOf(machine).loggedFrom = machine.now();
}

/** The blocklists that were in force at a time, now unless said otherwise. */
export function builtBlocklists(machine: Machine, at = machine.now()): ConfigDocument {
  return memoryOf(machine).lists.findLast(({ since }) => since <= at)?.document ?? machine.running.applied(BLOCKLISTS);
}

/** Builds the blocklists from a configuration that nobody may change afterwards. */
export function buildBlocklists(machine: Machine, document: ConfigDocument): void {
  memoryOf(machine).lists.push({ since: machine.now(), document });
}

function canStart(document: ConfigDocument): boolean {
  if (isEmpty(document.text('OPNsense/unboundplus/general/enabled'))) return false;
  const hosts = document.find('OPNsense/unboundplus/hosts')?.children ?? [];
  return hosts.filter(host => !isEmpty(childText(host, 'enabled'))).every(isRecord);
}

/** The resolver gives up on a record whose address does not fit its type. */
function isRecord(host: ConfigNode): boolean {
  const type = childText(host, 'rr') || 'A';
  const family = addressFamily(childText(host, 'server'));
  return type === 'A' ? family === 4 : type === 'AAAA' ? family === 6 : true;
}

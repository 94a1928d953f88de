import { type ConfigDocument } from '../config-document';
import { bootedAt } from '../live/uptime';
import { type Machine } from '../machine';
import { checkFile, type Check, starts } from './checked-file';
import { isHaproxyOn } from './settings';
import { haproxyFile } from './written-file';

/** What HAProxy runs with and would run with; documents stand for the files that were made of them. */
export interface HaproxyMemory {
  /** What the template was made from last. */
  staged: ConfigDocument;
  /** The last one that passed the check, from which HAProxy starts. */
  deployed: ConfigDocument | undefined;
  /** What it runs with; undefined when it does not run. */
  loaded: ConfigDocument | undefined;
  /** Milliseconds since 1970. */
  started: number;
  /** What was set by hand, by `backend/server`, until it is started anew. */
  readonly states: Map<string, 'ready' | 'drain' | 'maint'>;
  readonly weights: Map<string, string>;
}

/** What HAProxy remembers; it starts with the firewall. */
export function haproxyMemory(machine: Machine): HaproxyMemory {
  const { running } = machine;
  if (running.haproxy === undefined) {
    const staged = running.applied('haproxy');
    running.haproxy = { staged, deployed: undefined, loaded: undefined, started: bootedAt(machine), states: new Map(), weights: new Map() };
    deploy(running.haproxy);
    if (isHaproxyOn(staged)) running.haproxy.loaded = running.haproxy.deployed;
  }
  return running.haproxy;
}

/** Makes the file anew from what is saved, without loading it, and checks it. */
export function stage(machine: Machine): Check {
  const memory = haproxyMemory(machine);
  memory.staged = machine.document.clone();
  return checkFile(haproxyFile(memory.staged));
}

/** Starts HAProxy, or lets it start anew, with the staged file if that passes the check and with the one before if not. */
export function start(machine: Machine): void {
  const memory = haproxyMemory(machine);
  deploy(memory);
  memory.loaded = isHaproxyOn(memory.staged) ? memory.deployed : memory.loaded;
  memory.started = machine.now();
  memory.states.clear();
  memory.weights.clear();
}

export function stop(machine: Machine): void {
  haproxyMemory(machine).loaded = undefined;
}

/** Stages what is saved, and lets HAProxy run with it or stop, as it says. */
export function reconfigure(machine: Machine): void {
  stage(machine);
  if (isHaproxyOn(machine.document)) start(machine);
  else stop(machine);
}

/** What `haproxy status` comes to; `unknown` when it is switched on in a configuration that was never staged. */
export function haproxyStatus(machine: Machine): 'running' | 'stopped' | 'disabled' | 'unknown' {
  const { loaded, staged } = haproxyMemory(machine);
  if (loaded !== undefined && isHaproxyOn(staged)) return 'running';
  if (!isHaproxyOn(machine.document)) return 'disabled';
  return isHaproxyOn(staged) ? 'stopped' : 'unknown';
}

function deploy(memory: HaproxyMemory): void {
  if (starts(checkFile(haproxyFile(memory.staged)))) memory.deployed = memory.staged;
}

import { type DescribedTool } from '../../core';
import { changes, type Clock, type Doctor, type Finding, type FirewallApi, type FirewallConfig, OpnError, RELEASES } from '../../ports';
import { type Endpoint, examineConnection } from './connection';
import { examineClock, examineHistory, examineKey, examineWebGui, ofConfiguration, ofRelease, ofRollback, unreached } from './firewall';
import { fromError } from './findings';
import { examinePrivileges } from './privileges';

/** What the chain is made of. */
export interface Chain {
  readonly firewall: FirewallApi;
  readonly config: FirewallConfig;
  readonly clock: Clock;
  /** The tools that are allowed. */
  readonly tools: () => readonly DescribedTool[];
  /** How the firewall is reached; undefined for the one in memory. */
  readonly endpoint: Omit<Endpoint, 'now'> | undefined;
  /** What is odd about the configuration. */
  readonly warnings: readonly string[];
  readonly hasWatchdog: boolean;
  readonly confirmSeconds: number;
}

const BEHIND_THE_KEY = ['release', 'clock', 'privileges', 'plugins', 'web GUI', 'history', 'rollback'];

/** Examines the chain of one firewall. */
export class FirewallDoctor implements Doctor {
  constructor(private readonly chain: Chain) {}

  async examine({ signal }: { readonly signal?: AbortSignal } = {}): Promise<readonly Finding[]> {
    const { firewall, config, clock, endpoint, warnings } = this.chain;
    const options = signal === undefined ? {} : { signal };
    const connection = endpoint === undefined ? [] : await examineConnection({ ...endpoint, now: () => clock.now() }, signal);
    const found = [ofConfiguration(warnings), ...connection];
    if (connection.some(({ status }) => status === 'failed')) return [...found, ...unreached(['http', 'key', ...BEHIND_THE_KEY])];
    const key = await examineKey(firewall, options);
    if (key.some(({ status }) => status === 'failed')) return [...found, ...key, ...unreached(BEHIND_THE_KEY)];
    const version = await firewall.version({ fresh: true, ...options }).catch((problem: unknown) => fromError('release', problem));
    if (version !== undefined && 'link' in version) return [...found, ...key, version, ...unreached(BEHIND_THE_KEY.slice(1))];
    const tools = this.chain.tools();
    const writes = tools.some(({ facts }) => changes(facts.effect));
    const release = version?.release ?? RELEASES[RELEASES.length - 1] ?? '26.7';
    const rest = await Promise.all([
      examineClock(firewall, clock, options),
      examinePrivileges(tools, firewall, release, signal),
      examineWebGui(config),
      examineHistory(firewall, writes),
      ofRollback(writes, version?.release, this.chain.hasWatchdog, this.chain.confirmSeconds),
    ]);
    if (signal?.aborted === true) throw new OpnError('OPN_CANCELLED', 'The caller called the examination off.');
    return [...found, ...key, ofRelease(version), ...rest.flat()];
  }
}

import { type CertificateReader, type ConfigValue, type FirewallApi, type FirewallConfig, type ReadEndpoint } from '../../ports';
import { configDownload } from '../endpoints';

/** Where facts are read from during one audit. */
export interface FactSource {
  readonly firewall: FirewallApi;
  readonly config: FirewallConfig;
  readonly certificates: CertificateReader;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Another fact; read once, however many ask for it. */
  get<T>(fact: Fact<T>): Promise<T>;
}

/** Something about the firewall that checks judge by. It is read once per audit, and only when a chosen check needs it. */
export interface Fact<T> {
  /** What people call it: 'the gateways\' health'. */
  readonly name: string;
  /** Every endpoint it calls, by itself or through other facts. */
  readonly uses: readonly ReadEndpoint[];
  /** Rejects with an OpnError where it cannot be read; the checks that need it are then reported as not checked. */
  read(source: FactSource): Promise<T>;
}

/** A fact read off one element of the saved configuration, which is downloaded once for all of them. */
export function configured<T>(name: string, path: string, toFact: (value: ConfigValue | undefined) => T): Fact<T> {
  return { name, uses: [configDownload], read: async ({ config }) => toFact(await config.section(path)) };
}

/** The time of the audit, milliseconds since 1970. */
export const auditTime: Fact<number> = { name: 'the time', uses: [], read: async ({ now }) => now };

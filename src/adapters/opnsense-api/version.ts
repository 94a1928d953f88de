import { type ErrorCode, type FirewallVersion, OpnError, type ReadEndpoint, releaseOf } from '../../ports';

/** How long a known version is taken for granted: the firewall may be upgraded while this server runs. */
export const VERSION_KEPT_MS = 60 * 60_000;
/** How long a firewall that would not tell is left alone before it is asked again. */
export const SILENCE_KEPT_MS = 5 * 60_000;

interface SystemInformation {
  readonly versions?: readonly string[];
}

interface FirmwareStatus {
  readonly product_version?: unknown;
  readonly product?: { readonly product_version?: unknown };
}

const SYSTEM_INFORMATION: ReadEndpoint<SystemInformation> = {
  kind: 'read',
  path: 'diagnostics/system/system_information',
  method: 'GET',
  answer: 'json',
  camelUntil: '25.1',
};

const FIRMWARE_STATUS: ReadEndpoint<FirmwareStatus> = { kind: 'read', path: 'core/firmware/status', method: 'GET', answer: 'json' };

/** Endpoints that name the version, the ones that the humblest keys may read first. */
export const VERSION_ENDPOINTS = [SYSTEM_INFORMATION, FIRMWARE_STATUS] as const;

/** Asks an endpoint in one spelling of its action. */
export type AskSpelling = (endpoint: ReadEndpoint, spelling: 'snake' | 'camel') => Promise<unknown>;

interface Source {
  readonly endpoint: ReadEndpoint;
  readonly spelling: 'snake' | 'camel';
  readonly text: (answer: unknown) => unknown;
}

// The dashboard's privilege opens the first (24.7 and 25.1 only in camelCase), the firmware page's the second.
const SOURCES: readonly Source[] = [
  { endpoint: SYSTEM_INFORMATION, spelling: 'snake', text: (answer) => (answer as SystemInformation).versions?.[0] },
  { endpoint: SYSTEM_INFORMATION, spelling: 'camel', text: (answer) => (answer as SystemInformation).versions?.[0] },
  {
    endpoint: FIRMWARE_STATUS,
    spelling: 'snake',
    text: (answer) => (answer as FirmwareStatus).product?.product_version ?? (answer as FirmwareStatus).product_version,
  },
];

// Errors that say nothing about this source, but that no source would answer.
const HOPELESS: readonly ErrorCode[] = ['OPN_UNREACHABLE', 'OPN_TIMEOUT', 'OPN_TLS', 'OPN_UNAUTHORIZED', 'OPN_CANCELLED', 'OPN_BUSY'];

/** Learns the firewall's version once and keeps it for a while. */
export class VersionFinder {
  private found: { readonly version: FirewallVersion | undefined; readonly until: number } | undefined;
  private search: Promise<FirewallVersion | undefined> | undefined;

  constructor(
    private readonly ask: AskSpelling,
    private readonly now: () => number,
  ) {}

  /** The version if it was learnt already. */
  known(): FirewallVersion | undefined {
    return this.kept()?.version;
  }

  /** Asks, or gives what is kept; undefined when the firewall answers but does not tell, rejects when it does not answer. */
  find(): Promise<FirewallVersion | undefined> {
    const kept = this.kept();
    if (kept !== undefined) return Promise.resolve(kept.version);
    this.search ??= this.askAll().finally(() => {
      this.search = undefined;
    });
    return this.search;
  }

  /** Makes the next search ask again. */
  forget(): void {
    this.found = undefined;
  }

  private kept(): { readonly version: FirewallVersion | undefined } | undefined {
    return this.found !== undefined && this.now() < this.found.until ? this.found : undefined;
  }

  private async askAll(): Promise<FirewallVersion | undefined> {
    const version = await this.firstTold();
    this.found = { version, until: this.now() + (version === undefined ? SILENCE_KEPT_MS : VERSION_KEPT_MS) };
    return version;
  }

  private async firstTold(): Promise<FirewallVersion | undefined> {
    for (const { endpoint, spelling, text } of SOURCES) {
      try {
        const told = text(await this.ask(endpoint, spelling));
        const version = typeof told === 'string' ? parseVersion(told) : undefined;
        if (version !== undefined) return version;
      } catch (error) {
        if (!(error instanceof OpnError) || HOPELESS.includes(error.code)) throw error;
      }
    }
    return undefined;
  }
}

/** Reads `OPNsense 26.1.11_1-amd64` or `26.1.11_1`; undefined when it holds no version. */
export function parseVersion(told: string): FirewallVersion | undefined {
  const text = /(?:^|\s)(\d{2}\.\d{1,2}(?:[._][0-9a-z]+)*)(?=$|[\s-])/i.exec(told.slice(0, 200))?.[1];
  return text === undefined ? undefined : { text, release: releaseOf(text) };
}

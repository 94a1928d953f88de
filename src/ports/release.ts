/** The OPNsense release series this server knows, oldest first. */
export const RELEASES = ['24.7', '25.1', '25.7', '26.1', '26.7'] as const;

/** One OPNsense release series. */
export type Release = (typeof RELEASES)[number];

/** What is known of the firewall's version; `release` is undefined for a series this server does not know. */
export interface FirewallVersion {
  /** As the firewall says it, such as `26.7.2` or `26.1.11_1`. */
  readonly text: string;
  readonly release: Release | undefined;
}

/** True when `value` names a release series this server knows. */
export function isRelease(value: string): value is Release {
  return (RELEASES as readonly string[]).includes(value);
}

/** Reads the series out of a version text (`26.1.11_1` → `26.1`); undefined when it is none this server knows. */
export function releaseOf(version: string): Release | undefined {
  const series = /^(\d+\.\d+)/.exec(version)?.[1];
  return series !== undefined && isRelease(series) ? series : undefined;
}

/** Negative when `a` is older than `b`, zero when equal, positive when newer. */
export function compareReleases(a: Release, b: Release): number {
  return RELEASES.indexOf(a) - RELEASES.indexOf(b);
}

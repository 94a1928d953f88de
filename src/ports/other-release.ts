import { type EndpointFacts } from './endpoint';
import { OpnError } from './errors';
import { compareReleases, type FirewallVersion } from './release';

/** Why an endpoint is not to be had from a firewall of that version; undefined when it is, or when that is not known. */
export function otherRelease({ path, since, until }: EndpointFacts, version: FirewallVersion | undefined): OpnError | undefined {
  if (version?.release === undefined) return undefined;
  const runs = `this firewall runs ${version.text}`;
  if (since !== undefined && compareReleases(version.release, since) < 0) {
    return new OpnError('OPN_NEEDS_RELEASE', `${path} needs OPNsense ≥ ${since}; ${runs}.`, 'Upgrade the firewall to use this.');
  }
  if (until !== undefined && compareReleases(version.release, until) > 0) {
    return new OpnError('OPN_NEEDS_RELEASE', `${path} ended with OPNsense ${until}; ${runs}.`);
  }
  return undefined;
}

/** Throws OPN_NEEDS_RELEASE for an endpoint that a firewall of that version does not have. */
export function refuseOtherRelease(endpoint: EndpointFacts, version: FirewallVersion | undefined): void {
  const error = otherRelease(endpoint, version);
  if (error !== undefined) throw error;
}

import { compareReleases, type Endpoint, OpnError, type Release } from '../ports';
import { type DescribedTool } from './registered-tool';

/** What a firewall lacks that a tool needs; its privilege is that of the API user. */
export type Lack = 'release' | 'package' | 'privilege';

/** What is known of a firewall, by calls that were made anyway. */
export interface KnownSoFar {
  readonly release: Release | undefined;
  /** Paths of endpoints that the API user has no privilege for. */
  readonly refused: ReadonlySet<string>;
}

/** What the firewall turned out not to serve, learnt from calls that were made anyway: nothing is asked for it. */
export class ServedTools {
  private readonly missing = new Set<string>();
  private release: Release | undefined;
  private refused: ReadonlySet<string> = new Set();

  /** True unless it is known that the firewall lacks what the tool needs. */
  has(tool: DescribedTool): boolean {
    return this.lacks(tool) === undefined;
  }

  /** What the tool needs and is known to be lacking: the release, the plugin package, or the privilege for all that it would read. */
  lacks({ facts: { since, uses } }: DescribedTool): Lack | undefined {
    if (this.release !== undefined && since !== undefined && compareReleases(since, this.release) > 0) return 'release';
    const { packages, needsOne } = packagesOf(uses);
    if (needsOne && packages.every(name => this.missing.has(name))) return 'package';
    // Of what it writes nobody knows without trying; but a tool that can read nothing does not come so far.
    const reads = uses.filter(endpoint => endpoint.kind === 'read' && this.isThere(endpoint));
    return reads.length > 0 && reads.every(({ path }) => this.refused.has(path)) ? 'privilege' : undefined;
  }

  /** Takes in how a call ended, and what is known by then; true when other tools may be served now than before. */
  learn({ facts }: DescribedTool, problem: unknown, { release, refused }: KnownSoFar): boolean {
    const before = this.missing.size;
    const isNew = (release !== undefined && release !== this.release) || !sameSet(refused, this.refused);
    this.release = release ?? this.release;
    this.refused = new Set(refused);
    const { packages, needsOne } = packagesOf(facts.uses);
    const [name] = packages;
    if (name !== undefined && needsOne && packages.length === 1) {
      if (problem instanceof OpnError && problem.code === 'OPN_NEEDS_PLUGIN') this.missing.add(name);
      else if (problem === undefined) this.missing.delete(name);
    }
    return isNew || this.missing.size !== before;
  }

  private isThere({ since, until }: Endpoint): boolean {
    const { release } = this;
    if (release === undefined) return true;
    return (since === undefined || compareReleases(release, since) >= 0) && (until === undefined || compareReleases(release, until) <= 0);
  }
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(each => other.has(each));
}

/** The packages that bring a tool's endpoints; it needs one of them when the core brings none. */
function packagesOf(uses: DescribedTool['facts']['uses']): { readonly packages: readonly string[]; readonly needsOne: boolean } {
  const packages = [...new Set(uses.flatMap(endpoint => endpoint.package ?? []))];
  return { packages, needsOne: packages.length > 0 && uses.every(endpoint => endpoint.package !== undefined) };
}

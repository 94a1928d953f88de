import { OpnError, type Release, RELEASES } from '../ports';
import { type RegisteredTool } from './registry';

/** What the firewall turned out not to serve, learnt from calls that were made anyway: nothing is asked for it. */
export class ServedTools {
  private readonly missing = new Set<string>();
  private release: Release | undefined;

  /** True unless it is known that the firewall lacks the release or the plugin package that a tool needs. */
  has({ facts }: RegisteredTool): boolean {
    const tooOld = this.release !== undefined && facts.since !== undefined && RELEASES.indexOf(facts.since) > RELEASES.indexOf(this.release);
    const { packages, needsOne } = packagesOf(facts.uses);
    return !tooOld && !(needsOne && packages.every(name => this.missing.has(name)));
  }

  /** Takes in how a call ended, and the release as far as it is known by then; true when other tools may be served now than before. */
  learn({ facts }: RegisteredTool, problem: unknown, release: Release | undefined): boolean {
    const before = this.missing.size;
    const isNew = release !== undefined && release !== this.release;
    if (isNew) this.release = release;
    const { packages, needsOne } = packagesOf(facts.uses);
    const [name] = packages;
    if (name !== undefined && needsOne && packages.length === 1) {
      if (problem instanceof OpnError && problem.code === 'OPN_NEEDS_PLUGIN') this.missing.add(name);
      else if (problem === undefined) this.missing.delete(name);
    }
    return isNew || this.missing.size !== before;
  }
}

/** The packages that bring a tool's endpoints; it needs one of them when the core brings none. */
function packagesOf(uses: RegisteredTool['facts']['uses']): { readonly packages: readonly string[]; readonly needsOne: boolean } {
  const packages = [...new Set(uses.flatMap(endpoint => endpoint.package ?? []))];
  return { packages, needsOne: packages.length > 0 && uses.every(endpoint => endpoint.package !== undefined) };
}

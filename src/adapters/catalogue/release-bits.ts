import { RELEASES, type Release } from '../../ports';

/** The bit of a release in the masks of the catalogue: 1 for 24.7, 2 for 25.1, and so on. */
export function bitOf(release: Release): number {
  return 1 << RELEASES.indexOf(release);
}

/** The releases of a mask, oldest first. */
export function releasesIn(mask: number): Release[] {
  return RELEASES.filter(release => (mask & bitOf(release)) !== 0);
}

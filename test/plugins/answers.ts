import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELEASES, type Release } from '../../src/ports';

/** The answers of the five releases in `test/fixtures/answers/NAME.json`, where a release stands for an answer equal to its own. */
export function answers<T>(name: string): [Release, T][] {
  const file = join(__dirname, '..', 'fixtures', 'answers', `${name}.json`);
  const byRelease = JSON.parse(readFileSync(file, 'utf8')) as Record<Release, T | Release>;
  return RELEASES.map(release => {
    const answer = byRelease[release];
    return [release, (typeof answer === 'string' ? byRelease[answer as Release] : answer) as T];
  });
}

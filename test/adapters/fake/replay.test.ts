import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RELEASES, type Release } from '../../../src/ports';
import { recordedCases, replay } from './recorded-case';

interface Exceptions {
  /** Steps where the fake may disagree with the recordings of these releases. */
  readonly differences: readonly { readonly case: string; readonly steps: readonly string[]; readonly releases: readonly Release[]; readonly reason: string }[];
  /** Endpoints of recorded steps that the fake was not taught. */
  readonly untaught: readonly { readonly route: string; readonly reason: string }[];
}

const folder = path.join(__dirname, '../../fixtures/wire/exceptions');
const files = readdirSync(folder).map(file => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Exceptions);
const exceptions: Exceptions = { differences: files.flatMap(each => each.differences), untaught: files.flatMap(each => each.untaught) };
/** Share of all recorded steps, also of those that the fake was not taught. */
const LEAST_AGREEMENT = 0.97;
const untaughtSeen = new Set<string>();

describe.each(RELEASES)('the fake firewall as %s, judged by the wire recordings', release => {
  it('answers every taught step as recorded, apart from the listed exceptions', async () => {
    const surprises: string[] = [];
    let agreed = 0;
    let recorded = 0;
    let excused = 0;
    let untaught = 0;
    for (const { name, steps } of recordedCases()) {
      for (const result of await replay(steps, release)) {
        recorded++;
        if (result.untaught) {
          untaught++;
          untaughtSeen.add(result.route);
          if (!exceptions.untaught.some(each => each.route === result.route)) surprises.push(`${name} / ${result.id}: ${result.route} is not taught`);
          continue;
        }
        const isExcused = exceptions.differences.some(each => each.case === name && each.steps.includes(result.id) && each.releases.includes(release));
        if (result.difference === '') agreed++;
        else if (isExcused) excused++;
        if (result.difference !== '' && !isExcused) surprises.push(`${name} / ${result.id}: ${result.difference}`);
        if (result.difference === '' && isExcused) surprises.push(`${name} / ${result.id}: agrees, the exception is stale`);
      }
    }
    process.stdout.write(`${release}: ${String(agreed)} of ${String(recorded)} recorded steps agree, ${String(excused)} are excused, ${String(untaught)} not taught\n`);
    expect(surprises).toEqual([]);
    expect(agreed / recorded).toBeGreaterThanOrEqual(LEAST_AGREEMENT);
  });
});

it('lists as untaught only what is', () => {
  expect(exceptions.untaught.map(each => each.route).filter(route => !untaughtSeen.has(route))).toEqual([]);
});

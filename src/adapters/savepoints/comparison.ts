import { type ChangeStep, type FirewallApi, OpnError, type ValueDifference } from '../../ports';
import { type SentStep } from './change-record';
import { readSaved } from './configuration-history';
import { type SavedConfiguration } from './saved-configuration';
import { differingSections, isSameItem, valueDifferences } from './saved-difference';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How the saved configuration compares with that before a change. */
export interface Comparison {
  /** What was compared, in a sentence. */
  readonly verified: string;
  /** What differs, each in words. */
  readonly left: readonly string[];
  /** Uuids of the items that are as before. */
  readonly same: ReadonlySet<string>;
}

/**
 * Reads back what is saved and compares it with the history entry before: all of it, or else the items that the steps mean, and what neither these nor the
 * entries of others account for. Never rejects.
 */
export async function compareWithBefore(base: string, steps: readonly SentStep[], isWhole: boolean, firewall: Pick<FirewallApi, 'read'>, others: readonly EntryPair[] = []): Promise<Comparison> {
  try {
    const [before, now] = await Promise.all([readSaved(firewall, base), readSaved(firewall)]);
    if (isWhole) {
      const left = differingSections(before, now).map(section => `${section} (saved otherwise than before)`);
      return { verified: left.length === 0 ? 'The saved configuration was read back and is the one before.' : 'The saved configuration was read back and differs from the one before.', left, same: new Set() };
    }
    const uuids = itemsIn(steps.flatMap(step => [step, ...step.inverse]));
    const wrong = uuids.filter(uuid => !isSameItem(uuid, before, now));
    const same = new Set(uuids.filter(uuid => !wrong.includes(uuid)));
    const more = await besides(before, now, others, firewall);
    return { verified: `${String(same.size)} of ${String(uuids.length)} items were read back and are as before.${more}`, left: wrong.map(uuid => `item ${uuid} (saved otherwise than before)`), same };
  } catch (problem) {
    return { verified: 'The saved configuration could not be read back.', left: [`the comparison with the configuration before (${problem instanceof OpnError ? problem.message : 'failed'})`], same: new Set() };
  }
}

/** An entry of the history, and the one before it. */
export interface EntryPair {
  readonly from: string;
  readonly to: string;
}

/** More entries of others are not read: each costs two downloads. */
const MOST_ENTRIES = 3;
const MOST_PATHS = 5;

/**
 * What differs although neither an item of the change nor others' work is in it, in a sentence: with a first save OPNsense writes out the defaults of a
 * whole model, and taking back what was added to that leaves them. Empty where nothing does, or that cannot be told. Never rejects.
 */
async function besides(before: SavedConfiguration, now: SavedConfiguration, others: readonly EntryPair[], firewall: Pick<FirewallApi, 'read'>): Promise<string> {
  if (others.length === 0 || others.length > MOST_ENTRIES) return '';
  try {
    const differing = (left: SavedConfiguration, right: SavedConfiguration): ValueDifference[] => valueDifferences(left, right, () => false);
    const readPair = async ({ from, to }: EntryPair): Promise<ValueDifference[]> => differing(...(await Promise.all([readSaved(firewall, from), readSaved(firewall, to)])));
    const theirs = new Set((await Promise.all(others.map(readPair))).flat().map(({ path }) => path));
    const rest = differing(before, now).filter(({ path }) => !theirs.has(path));
    const changed = rest.filter(({ from }) => from !== undefined).map(({ path }) => path);
    const added = rest.filter(({ from }) => from === undefined);
    const sections = [...new Set(added.map(({ path }) => path.split('.').slice(0, 3).join('.')))];
    return [
      ...(added.length === 0 ? [] : [` OPNsense wrote out ${String(added.length)} values that were not there before, below ${sections.join(', ')}.`]),
      ...(changed.length === 0 ? [] : [` It also saved otherwise: ${changed.slice(0, MOST_PATHS).join(', ')}${changed.length > MOST_PATHS ? ` and ${String(changed.length - MOST_PATHS)} more` : ''}.`]),
    ].join('');
  } catch {
    return '';
  }
}

/** Uuids of the items that the requests mean. */
export function itemsIn(steps: readonly Pick<ChangeStep, 'request'>[]): string[] {
  return [...new Set(steps.flatMap(({ request: { path = [] } }) => path.flatMap(argument => argument.split(',')).filter(argument => UUID.test(argument))))];
}

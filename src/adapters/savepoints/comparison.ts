import { type ChangeStep, type FirewallApi, OpnError } from '../../ports';
import { type SentStep } from './change-record';
import { readSaved } from './configuration-history';
import { differingSections, isSameItem } from './saved-difference';

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

/** Reads back what is saved and compares it with the history entry before: all of it, or else the items that the steps mean. Never rejects. */
export async function compareWithBefore(base: string, steps: readonly SentStep[], isWhole: boolean, firewall: Pick<FirewallApi, 'read'>): Promise<Comparison> {
  try {
    const [before, now] = await Promise.all([readSaved(firewall, base), readSaved(firewall)]);
    if (isWhole) {
      const left = differingSections(before, now).map(section => `${section} (saved otherwise than before)`);
      return { verified: left.length === 0 ? 'The saved configuration was read back and is the one before.' : 'The saved configuration was read back and differs from the one before.', left, same: new Set() };
    }
    const uuids = itemsIn(steps.flatMap(step => [step, ...step.inverse]));
    const wrong = uuids.filter(uuid => !isSameItem(uuid, before, now));
    const same = new Set(uuids.filter(uuid => !wrong.includes(uuid)));
    return { verified: `${String(same.size)} of ${String(uuids.length)} items were read back and are as before.`, left: wrong.map(uuid => `item ${uuid} (saved otherwise than before)`), same };
  } catch (problem) {
    return { verified: 'The saved configuration could not be read back.', left: [`the comparison with the configuration before (${problem instanceof OpnError ? problem.message : 'failed'})`], same: new Set() };
  }
}

/** Uuids of the items that the requests mean. */
export function itemsIn(steps: readonly Pick<ChangeStep, 'request'>[]): string[] {
  return [...new Set(steps.flatMap(({ request: { path = [] } }) => path.flatMap(argument => argument.split(',')).filter(argument => UUID.test(argument))))];
}

import { needsConfirmation } from '../../core';
import { type Change, type ChangeStep, type FirewallApi, type InverseStep, OpnError } from '../../ports';
import { savedPaths, type SentStep } from './change-record';
import { type KeptChange } from './change-store';
import { compareWithBefore, type Comparison } from './comparison';
import { inWords, readSaved, revertBackup } from './configuration-history';
import { type PastStretches, pastStretches, type Stretch } from './past-changes';
import { holdsRedacted, reloadsOf } from './restore';
import { differingSections } from './saved-difference';

/** How a change that was kept is taken back: as a change of its own, so that this can be taken back, too. */
export interface UndoPlan {
  readonly saves: readonly { readonly step: InverseStep; readonly redo: readonly InverseStep[] }[];
  readonly loads: readonly ChangeStep[];
  /** True when it has to be confirmed. */
  readonly isGuarded: boolean;
  /** True when it goes back to the entry before the change, as nothing that others have saved since is left. */
  readonly isExact: boolean;
  readonly base: string;
  /** Id of the newest entry of the history that the plan knows of. */
  readonly newest: string;
  readonly steps: readonly SentStep[];
}

/** Works out how a past change is taken back; rejects when that would throw away the later work of others, or when nobody can tell. */
export async function planUndo(kept: KeptChange, firewall: Pick<FirewallApi, 'read'> & Parameters<typeof pastStretches>[1]['firewall']): Promise<UndoPlan> {
  const { record, id } = kept;
  const { steps, base } = record;
  if (savedPaths(record).length === 0) throw new OpnError('OPN_REFUSED', `The change ${id} saved nothing, so there is nothing to take back.`);
  const past = await pastStretches(kept, { firewall });
  if (past === undefined || base === undefined) {
    throw new OpnError(
      'OPN_REFUSED',
      'Whether others have changed the same since cannot be told: the configuration history cannot be read, or does not show this change any more.',
      "Make the wanted change by hand. For later ones give the API user the privilege 'Diagnostics: Configuration History'.",
    );
  }
  const isExact = await refuseForeignWork(past, firewall);
  const inverses = inverseSteps(steps);
  // Should others save while this waits for its confirmation, it is taken back by making the change again, which leaves theirs alone.
  const again = steps.filter(({ kind, status }) => kind === 'save' && status === 'done').map(({ endpoint, request }) => ({ endpoint, request }));
  const saves = isExact ? [...inverses.filter(({ step }) => step.unloads === true).map(({ step }) => ({ step, redo: [] })), { step: backTo(base), redo: again }] : inverses;
  if (saves.some(({ step }) => holdsRedacted(step.request))) {
    throw new OpnError('OPN_REFUSED', 'Taking it back needs a secret that was not kept.', 'Make the wanted change by hand, or restore the entry before it in System: Configuration: History.');
  }
  return { saves, loads: reloadsOf(steps), isGuarded: steps.some(needsConfirmation), isExact, base, newest: past.newest, steps };
}

/** Takes back a past change and loads anew what it touched. */
export async function carryOut({ saves, loads }: UndoPlan, change: Change): Promise<void> {
  for (const { step, redo } of saves) await change.save(step.endpoint, step.request, () => redo);
  for (const { endpoint, request } of loads) await change.apply(endpoint, request);
}

/** Compares what is saved once the plan was carried out with what was before the change. */
export function compareUndone({ isExact, base, steps }: UndoPlan, firewall: Pick<FirewallApi, 'read'>): Promise<Comparison> {
  return compareWithBefore(base, steps, isExact, firewall);
}

/** Restores the configuration of an entry, and loads nothing. */
export function backTo(entry: string): ChangeStep {
  return { endpoint: revertBackup, request: { path: [entry] } };
}

function inverseSteps(steps: readonly SentStep[]): UndoPlan['saves'] {
  const saves = [...steps].reverse().filter(({ kind, status }) => kind === 'save' && status === 'done');
  return saves.flatMap(({ endpoint, request, inverse }) =>
    inverse.filter(each => each.reloads !== true).map((step, index) => ({ step, redo: index === 0 && !holdsRedacted(request) ? [{ endpoint, request }] : [] })),
  );
}

/** True when nothing of what others have saved since is left; rejects when they have changed sections that the change itself has touched. */
async function refuseForeignWork({ stretches }: PastStretches, firewall: Pick<FirewallApi, 'read'>): Promise<boolean> {
  const foreign = stretches.filter(({ isOwn }) => !isOwn);
  if (foreign.length === 0) return true;
  const sectionsOf = async ({ from, entries }: Stretch): Promise<string[]> => differingSections(await readSaved(firewall, from), await readSaved(firewall, entries.at(-1)?.id));
  const touched = new Set((await Promise.all(stretches.filter(({ isOwn }) => isOwn).map(sectionsOf))).flat());
  const theirs = await Promise.all(foreign.map(sectionsOf));
  const clash = foreign.find((_, index) => theirs[index]?.some(section => touched.has(section)));
  if (clash !== undefined) throw new OpnError('OPN_REFUSED', `What this change touched has been changed since (${inWords(clash.entries).slice(-3).join('; ')}).`, 'Undo the later changes first, or make the wanted one by hand.');
  return theirs.flat().length === 0;
}

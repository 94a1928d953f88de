import { FAKE_KEYS } from '../../../src/adapters/fake/sample';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { type Release } from '../../../src/ports';
import { askJson } from '../fake/ask';
import { guestFirewall, state } from '../savepoints/guest-firewall';
import { addCategory, endpoints, reason, type SampleChange } from '../savepoints/sample-changes';
import { saved } from '../savepoints/savepoints-kit';
import { BriskClock } from './brisk-clock';
import { connectedManager } from './connected-manager';
import { hasEnded, type Stage, until, withFirewall } from './https-stage';

/** Everything has to be as before so long after the deadline. */
export const GRACE_MS = 5_000;
/** How long the link stalls beyond the deadline; the firewall's own timer, which its fake lets go back meanwhile, costs another 2.5 seconds. */
const STALLED_MS = 2_000;
const OTHER_ADMIN = { user: 'root', key: 'FAKE-KEY-other', secret: 'FAKE-SECRET-other' };
const THEIRS = { category: { name: 'Somebody else' } };

interface Unconfirmed extends Stage {
  readonly clock: BriskClock;
  readonly manager: ReturnType<typeof connectedManager>['manager'];
  readonly work: SampleChange['work'];
}

/** What happens to a change that nobody confirms: something while it is made, while it is open, at its deadline, or after it was taken back. */
interface Fault {
  readonly meanwhile?: (cell: Unconfirmed) => Promise<unknown>;
  readonly open?: (cell: Unconfirmed) => Promise<unknown>;
  readonly due?: (cell: Unconfirmed) => Promise<void>;
  /** Gives what has to be as it is then. */
  readonly over?: (cell: Unconfirmed, release: Release) => Promise<readonly string[]>;
}

/** Another administrator, with a key and a connection of their own. */
async function asOther<T>({ side: { url, fingerprint } }: Stage, act: (api: OpnsenseApi) => Promise<T>): Promise<T> {
  const wire = new HttpsWire({ origin: url, trust: { kind: 'pin', fingerprint } });
  try {
    return await act(new OpnsenseApi({ wire, credentials: new Credentials(OTHER_ADMIN.key, OTHER_ADMIN.secret), timeoutMs: 60_000 }));
  } finally {
    await wire.close();
  }
}

/** A firewall on which nobody but the other administrator was at work. */
async function onlyTheirs(release: Release): Promise<readonly string[]> {
  const { firewall } = await guestFirewall(release);
  const { uuid } = await askJson<{ uuid: string }>(firewall, 'firewall/category/add_item', THEIRS);
  await askJson(firewall, `firewall/category/del_item/${uuid}`, {});
  return state(firewall);
}

/** Each fault by its name. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'nobody answers': {},
  'the link stalls until after the deadline': {
    open: async ({ link }) => link.stall(),
    due: async ({ link, clock }) => {
      await until(() => link.isHolding);
      expect(link.isHolding).toBe(true);
      clock.turn(STALLED_MS);
      link.resume();
    },
  },
  'another change overlaps': { meanwhile: ({ manager }) => manager.within(reason, change => addCategory(change, 'Other')) },
  'another admin saves in between': {
    open: cell => asOther(cell, api => api.write(endpoints.addCategory, { body: THEIRS })),
    over: async (cell, release) => {
      expect(saved(cell.firewall)).toContain(THEIRS.category.name);
      const { rows } = await askJson<{ rows: { uuid: string; name: string }[] }>(cell.firewall, 'firewall/category/search_item', {});
      await asOther(cell, api => api.write(endpoints.delCategory, { path: [rows.find(({ name }) => name === THEIRS.category.name)?.uuid ?? ''] }));
      return onlyTheirs(release);
    },
  },
};

/** Makes the change over HTTPS, lets the fault happen and the deadline pass, and expects everything to be as before, in time by the firewall's clock. */
export async function takesBackUnconfirmed(release: Release, { name, work }: SampleChange, { meanwhile, open, due, over }: Fault): Promise<void> {
  const clock = new BriskClock();
  await withFirewall(release, async set => {
    const { manager, close } = connectedManager(set.side, set.folder, clock);
    const cell = { ...set, clock, manager, work };
    await Promise.all([manager.within(reason, change => work(change)), meanwhile?.(cell)]);
    await open?.(cell);
    expect([release, name, state(set.firewall)]).not.toEqual([release, name, set.before]);
    const deadline = clock.now() + ((await manager.pending())?.secondsLeft ?? NaN) * 1000;
    clock.turn(deadline - clock.now());
    await due?.(cell);
    await until(() => hasEnded(set.folder));
    expect([release, name, clock.now() - deadline <= GRACE_MS]).toEqual([release, name, true]);
    const expected = (await over?.(cell, release)) ?? set.before;
    expect([release, name, ...state(set.firewall)]).toEqual([release, name, ...expected]);
    expect([release, name, hasEnded(set.folder)]).toEqual([release, name, true]);
    await close();
  }, { clock, keys: [...FAKE_KEYS, OTHER_ADMIN] });
}

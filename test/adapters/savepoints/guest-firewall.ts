import { type ConfigDocument } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type FakeFirewallOptions } from '../../../src/adapters/fake/fake-options';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson } from '../fake/ask';
import { type Guests } from './sample-changes';
import { applied, saved } from './savepoints-kit';

/** Whom the anti-lockout rule lets in. */
export const ADMIN = { address: '192.168.1.20' };
// Guests are on no anti-lockout interface, so rules can shut them out.
const GUEST = { address: '192.168.30.100' };

/** What a firewall starts with: its configuration, and how it looks. */
interface Start {
  readonly document: ConfigDocument;
  readonly before: readonly string[];
  readonly guests: Guests;
}

const starts = new Map<Release, Promise<Start>>();

async function prepare(release: Release): Promise<Start> {
  const firewall = new FakeFirewall({ release, clock: new TurnedClock(), client: ADMIN });
  const content = GUEST.address;
  const { uuid } = await askJson<{ uuid: string }>(firewall, 'firewall/alias/add_item', { alias: { enabled: '1', name: 'guests', type: 'host', content } });
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2,opt3', source_net: 'guests', destination_net: '(self)', sequence: '50', description: 'guests' } });
  // The first save of a model writes out its defaults.
  if (RELEASES.indexOf(release) >= RELEASES.indexOf('26.1')) await askJson(firewall, 'firewall/d_nat/set', { DNat: {} });
  await askJson(firewall, 'routes/routes/set', { route: {} });
  await askJson(firewall, 'firewall/alias/reconfigure', {});
  await askJson(firewall, 'firewall/filter/apply', {});
  return { document: firewall.document, before: state(firewall), guests: { uuid, content } };
}

/** A firewall that lets a guest in by a rule and an alias, with the guest as its client; `before` is how it looks at first. */
export async function guestFirewall(release: Release, options: Pick<FakeFirewallOptions, 'clock' | 'keys'> = {}): Promise<Pick<Start, 'before' | 'guests'> & { readonly firewall: FakeFirewall }> {
  const start = starts.get(release) ?? prepare(release);
  starts.set(release, start);
  const { document, before, guests } = await start;
  // Other uuids than those that the preparation made.
  return { firewall: new FakeFirewall({ ...options, release, document: document.clone(), client: GUEST, seed: 2 }), before, guests };
}

/** What is saved, and what runs. */
export function state(firewall: FakeFirewall): readonly string[] {
  return [saved(firewall), applied(firewall)];
}

/** Does something as an admin on the firewall of a guest. */
export async function asAdmin<T>(firewall: FakeFirewall, act: () => Promise<T>): Promise<T> {
  firewall.client = ADMIN;
  const result = await act();
  firewall.client = GUEST;
  return result;
}

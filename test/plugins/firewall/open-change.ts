import { type TestServer } from '../../../src/adapters/testkit';

/** How the change of a result stands. */
export interface ChangeInfo {
  readonly revision: string;
  readonly confirm_within_seconds: number;
}

/** Adds a category, so that a change is open. */
export async function openChange(kit: TestServer, name = 'Lab'): Promise<ChangeInfo> {
  const { structuredContent } = await kit.call('opn_add_firewall_category', { name });
  return structuredContent?.['change'] as ChangeInfo;
}

/** Adds a category and confirms it; gives the change's id. */
export async function confirmedChange(kit: TestServer, name = 'Lab'): Promise<string> {
  const { revision } = await openChange(kit, name);
  const { structuredContent } = await kit.call('opn_confirm_changes', { revision });
  return String(structuredContent?.['id']);
}

/** Confirms what is open and lets time pass, so that the next write starts a change of its own. */
export async function confirmOpen(kit: TestServer): Promise<void> {
  const { structuredContent } = await kit.call('opn_pending_changes');
  await kit.call('opn_confirm_changes', { revision: structuredContent?.['revision'] });
  kit.clock.turn(2_000);
}

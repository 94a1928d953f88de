import { setImmediate } from 'node:timers/promises';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { startTestServer } from '../../../src/adapters/testkit';
import { SecurityPlugin } from '../../../src/plugins/security/security.plugin';
import { RELEASES } from '../../../src/ports';

/** A link on which everything asked at the same time is answered together: `rounds` counts how often an answer had to be waited for. */
function inRounds(): { readonly between: (firewall: Wire) => Wire; readonly rounds: () => number } {
  let rounds = 0;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const whenQuiet = async (): Promise<void> => {
    let seen = -1;
    while (underWay > 0 || seen !== waiting.length) {
      seen = waiting.length;
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    }
    const together = waiting;
    waiting = [];
    rounds += 1;
    underWay = together.length;
    for (const go of together) go();
  };
  return {
    rounds: () => rounds,
    between: firewall => ({
      send: async (request, options) => {
        await new Promise<void>(resolve => {
          waiting.push(resolve);
          if (waiting.length === 1) void whenQuiet();
        });
        try {
          return await firewall.send(request, options);
        } finally {
          underWay -= 1;
        }
      },
      close: () => firewall.close(),
    }),
  };
}

it.each(RELEASES)('the whole audit of %s waits for the firewall ten times at most', async release => {
  const link = inRounds();
  const kit = await startTestServer({ plugins: [SecurityPlugin], release, between: link.between });
  try {
    expect((await kit.call('opn_security_audit')).isError).not.toBe(true);
    expect(link.rounds()).toBeLessThanOrEqual(10);
    expect(link.rounds()).toBeGreaterThanOrEqual(1);
    expect(kit.requests.length).toBeGreaterThanOrEqual(link.rounds());
  } finally {
    await kit.close();
  }
});

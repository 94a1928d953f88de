import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { openChange } from './open-change';

toolTest('opn_pending_changes', FirewallPlugin, {
  works: [
    {
      says: 'tells what is open, how long there is time, and who undoes it',
      given: async kit => {
        await openChange(kit);
        kit.clock.turn(20_000);
      },
      then: result =>
        expect(result).toEqual({
          pending: true, revision: expect.any(String), seconds_left: 40, tools: ['opn_add_firewall_category'], saved: ['firewall/category/add_item'],
          protection: ['this server takes it back when the time is up'],
        }),
    },
    {
      says: 'tells on request what it made different',
      args: { differences: true },
      given: async kit => void (await openChange(kit, 'Different')),
      then: result => expect(result.differences).toEqual([expect.objectContaining({ change: 'added', values: expect.arrayContaining([{ path: 'name', to: 'Different' }]) })]),
    },
    { says: 'says that nothing is', releases: ['26.7'], writes: false, then: result => expect(result).toEqual({ pending: false }) },
  ],
  refuses: [{ args: { id: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /unknown argument 'id'/ }],
});

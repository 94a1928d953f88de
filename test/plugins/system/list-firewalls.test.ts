import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

// How it shows several is tested where several are served: test/adapters/assembly/fleet.test.ts.
toolTest('opn_list_firewalls', SystemPlugin, {
  works: [
    { says: 'names the only one without asking it', then: (result, kit) => {
      expect(result).toMatchObject({ total: 1, firewalls: [{ name: 'firewall', default: true, writes: 'on' }] });
      expect(kit.requests).toEqual([]);
    } },
    { says: 'asks for its release', args: { contact: true }, then: (result, kit) => expect(result.firewalls[0]).toMatchObject({ reachable: true, release: kit.firewall.release }) },
    {
      says: 'says why it does not answer', releases: ['26.7'], args: { contact: true }, fake: { keys: [] },
      then: result => expect(result.firewalls[0]).toMatchObject({ reachable: true, problem: expect.stringContaining('OPN_UNAUTHORIZED') }),
    },
  ],
  refuses: [{ says: 'what is no switch', args: { contact: 'yes' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /contact must be true or false/ }],
});

import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { failing } from '../failing-wire';

toolTest('opn_system_status', SystemPlugin, {
  works: [
    {
      says: 'tells product, updates and alerts with two requests',
      then: (result, kit) => {
        expect(result.product).toMatchObject({ name: 'OPNsense', version: kit.firewall.version });
        expect(result.update).toMatchObject({ state: 'unchecked', pending_packages: 0, needs_reboot: false });
        expect(Array.isArray(result.alerts)).toBe(true);
        expect(result.unavailable).toBeUndefined();
        expect([...kit.requests].sort()).toEqual(['GET core/firmware/status', 'GET core/system/status']);
      },
    },
    {
      says: 'tells what an earlier check found',
      given: kit => {
        kit.firewall.running.updatesChecked = true;
      },
      then: result => {
        expect(result.update.state).toBe('update');
        expect(result.update.pending_packages).toBeGreaterThan(0);
        expect(result.update.packages).toHaveLength(result.update.pending_packages);
        expect(result.update.last_check).toEqual(expect.any(String));
      },
    },
    {
      says: 'tells the version to a key that may not see the firmware page, and what that key lacks',
      user: 'monitor',
      then: (result, kit) => {
        expect(result.product).toEqual({ version: kit.firewall.version });
        expect(result.update).toBeUndefined();
        expect(result.alerts).toEqual(expect.any(Array));
        expect(result.unavailable).toEqual([{ what: 'product and updates', why: expect.stringContaining('OPN_FORBIDDEN'), hint: expect.stringContaining('System: Firmware') }]);
      },
    },
    {
      says: 'does not call a silent back end a firewall without problems',
      releases: ['25.1', '26.7'],
      fake: {
        actions: {
          'core/firmware/status': () => ({ json: { status_msg: 'Firmware status check was aborted internally. Please try again.', status: 'error' } }),
          'core/system/status': () => ({ json: { metadata: { system: { status: 'OK' }, subsystems: [] } } }),
        },
      },
      then: result => {
        expect(result.update.state).toBe('error');
        expect(result).not.toHaveProperty('alerts');
        expect(result.unavailable).toEqual([{ what: 'alerts', why: expect.stringMatching(/^OPN_FIREWALL_FAULT: .*configd/), hint: expect.any(String) }]);
      },
    },
    {
      says: 'tells the rest when one part crashes',
      between: failing(/core\/system\/status/, 500),
      releases: ['26.7'],
      then: result => {
        expect(result.product.name).toBe('OPNsense');
        expect(result.alerts).toBeUndefined();
        expect(result.unavailable).toEqual([expect.objectContaining({ what: 'alerts', why: expect.stringContaining('OPN_FIREWALL_FAULT') })]);
      },
    },
  ],
  refuses: [
    { args: { verbose: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /known: none/ },
    { says: 'when the key is wrong, with one error instead of two notes', between: failing(/./, 401), releases: ['26.7'], code: 'OPN_UNAUTHORIZED' },
  ],
});

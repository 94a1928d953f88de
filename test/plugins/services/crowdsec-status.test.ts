import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, isSince, post } from './setup';

toolTest('opn_crowdsec_status', ServicesPlugin, {
  works: [
    {
      says: 'counts decisions that hold and alerts, and shows the first',
      then: (result, kit) => {
        expect(result).toMatchObject({ service: 'running', decisions_total: 3, alerts_total: 4, ...(isSince(kit, '25.7') ? {} : { bouncer: 'running' }) });
        expect(result.decisions[0]).toEqual({ id: '104', target: 'Ip:198.51.100.66', action: 'ban', reason: 'crowdsecurity/ssh-bf', origin: 'crowdsec', country: 'ZZ', as: 'DOC-AS', expires_in: expect.stringMatching(/^3h1[89]m\d+s$/) });
        expect(result.alerts).toHaveLength(4);
        if (isSince(kit, '25.7')) expect(kit.requests).toHaveLength(3);
      },
    },
    {
      says: 'counts what there is, not what it shows',
      given: ({ firewall, clock }) => {
        firewall.running.crowdsec = {
          alerts: Array.from({ length: 700 }, (_, index) => ({ id: index, time: clock.now() - 1000 * index, scenario: 'crowdsecurity/ssh-bf', address: `198.51.100.${String(index % 250)}`, events: 6, uuid: `u${String(index)}`, decision: { id: index, hours: 4 } })),
          registered: 0, seen: 0,
        };
      },
      then: result => expect([result.decisions_total, result.alerts_total, result.decisions.length, result.alerts.length, result.more]).toEqual([700, 700, 10, 10, expect.stringContaining('Only 10')]),
    },
    {
      says: 'does not call it zero when CrowdSec does not answer',
      given: kit => void post(kit, 'core/service/stop/crowdsec'),
      then: result => {
        expect(result).toMatchObject({ service: 'stopped', unavailable: [{ what: 'decisions' }, { what: 'alerts' }] });
        expect(result).not.toHaveProperty('decisions_total');
        expect(result).not.toHaveProperty('alerts_total');
      },
    },
  ],
  refuses: [
    { says: 'a firewall without the plugin', fake: BARE, code: 'OPN_NEEDS_PLUGIN', text: /os-crowdsec/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});

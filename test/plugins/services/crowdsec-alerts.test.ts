import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, isSince, post } from './setup';

toolTest('opn_crowdsec_alerts', ServicesPlugin, {
  works: [
    {
      says: 'pages through what was noticed',
      args: { cursor: '1.2' },
      then: (result, kit) => {
        expect(result).toEqual({
          total: 4, next_cursor: '1.3',
          alerts: [{ id: '13', source: 'Ip:198.51.100.61', reason: 'firewallservices/pf-scan-multi_ports', country: 'ZZ', as: 'DOC-AS', decisions: 'ban:1', time: expect.stringMatching(/Z$/) }],
        });
        if (isSince(kit, '25.7')) expect(kit.requests).toHaveLength(1);
      },
    },
    { says: 'finds by words', args: { search: 'ssh 198.51.100.66' }, then: result => expect([result.total, result.alerts[0].id]).toEqual([1, '14']) },
  ],
  refuses: [
    { says: 'a CrowdSec that is stopped: that is not zero alerts', given: kit => void post(kit, 'core/service/stop/crowdsec'), code: 'OPN_BAD_ANSWER' },
    { says: 'a firewall without the plugin', fake: BARE, code: 'OPN_NEEDS_PLUGIN', text: /os-crowdsec/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});

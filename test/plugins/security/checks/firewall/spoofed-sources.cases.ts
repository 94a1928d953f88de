import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { spoofedSources } from '../../../../../src/plugins/security/checks/firewall/spoofed-sources.check';
import { nothingToJudge, rules } from '../rules';

checkTest(spoofedSources, {
  fires: [
    { says: 'neither is blocked', values: rules({ outer: { blockpriv: '0', blockbogons: '0' } }), finds: ['opt7'] },
    { says: 'bogons are let in', values: rules({ outer: { blockbogons: '0' } }), finds: ['opt7'] },
    { says: 'private ones are let in', values: rules({ outer: { blockpriv: '0' } }), finds: ['opt7'] },
  ],
  silent: [
    { says: 'both are blocked', values: rules() },
    { says: 'private ones are let in behind another router', values: rules({ outer: { ipaddr: '10.0.0.2', ipaddrv6: '', blockpriv: '0' } }) },
  ],
  notApplicable: nothingToJudge,
});

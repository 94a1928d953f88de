import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { untranslated } from '../../../../../src/plugins/security/checks/nat/untranslated.check';
import { interfaces, nothingToJudge, oneToOne, rules } from '../rules';

const nothing = { mode: 'disabled' };
const byHand = (fields: Record<string, string>) => ({ mode: 'advanced', rule: [{ interface: 'opt7', ipprotocol: 'inet', source: { network: 'lan' }, destination: { any: '1' }, ...fields }] });

checkTest(untranslated, {
  fires: [
    { says: 'nothing is translated', values: rules({ outbound: nothing }), finds: ['lan'] },
    { says: 'a rule says so', values: rules({ outbound: byHand({ nonat: '1' }) }), finds: ['lan'] },
    { says: 'the only rule is for another interface', values: rules({ outbound: byHand({ interface: 'lan' }) }), finds: ['lan'] },
  ],
  silent: [
    { says: 'OPNsense does it by itself', values: rules() },
    { says: 'a rule does it', values: rules({ outbound: byHand({ target: '' }) }) },
    { says: 'the host has an address of its own outside', values: rules({ outbound: nothing, oneToOne: [oneToOne(1, { source_net: '192.168.1.0/24', external: '203.0.113.0/24' })] }) },
    { says: 'whether a rule is meant shows only on the firewall', values: rules({ outbound: { mode: 'advanced', rule: [{ interface: 'opt7', ipprotocol: 'inet', source: { network: 'ELSEWHERE' }, destination: { any: '1' }, target: '' }] } }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'nothing private is inside', values: rules({ outbound: nothing, all: interfaces.filter(({ outside }) => outside) }) }],
});

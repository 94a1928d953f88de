import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { inboundUnlogged } from '../../../../../src/plugins/security/checks/firewall/inbound-unlogged.check';
import { nothingToJudge, pass, rules, uuid } from '../rules';

checkTest(inboundUnlogged, {
  fires: [
    { says: 'newer and older rules without a log', values: rules({ own: [pass(1, { log: '0' })], legacy: [{ '@uuid': uuid(2), type: 'pass', interface: 'opt7', source: { any: '1' }, destination: { any: '1' } }] }), finds: [uuid(1), uuid(2)] },
  ],
  silent: [{ says: 'logged, off, inside, or ping', values: rules({ own: [pass(1), pass(2, { log: '0', enabled: '0' }), pass(3, { log: '0', interface: 'lan' }), pass(4, { log: '0', protocol: 'ICMP' })] }) }],
  notApplicable: [...nothingToJudge, { says: 'nothing is let in', values: rules({ own: [pass(1, { action: 'block' })] }) }],
});

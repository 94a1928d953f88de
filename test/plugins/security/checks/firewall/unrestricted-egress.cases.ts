import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unrestrictedEgress } from '../../../../../src/plugins/security/checks/firewall/unrestricted-egress.check';
import { alias, nothingToJudge, pass, rules, uuid } from '../rules';

const inner = { interface: 'lan', source_net: 'lan' };

checkTest(unrestrictedEgress, {
  fires: [
    { says: 'everything to anywhere', values: rules({ own: [pass(1, inner)] }), finds: [uuid(1)] },
    { says: 'everywhere but private networks', values: rules({ own: [pass(1, { ...inner, destination_net: 'PRIVATE', destination_not: '1' })], aliases: [alias('PRIVATE', 'network', ['10.0.0.0/8', '192.168.0.0/16'])] }), finds: [uuid(1)] },
  ],
  silent: [{ says: 'one service, or inner targets', values: rules({ own: [pass(1, { ...inner, protocol: 'TCP', destination_port: '443' }), pass(2, { ...inner, destination_net: '192.168.2.0/24' }), pass(3, { ...inner, enabled: '0' })] }) }],
  notApplicable: [...nothingToJudge, { says: 'nothing may leave', values: rules({ own: [pass(1)] }) }],
});

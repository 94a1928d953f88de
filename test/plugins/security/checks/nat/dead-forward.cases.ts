import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { deadForward } from '../../../../../src/plugins/security/checks/nat/dead-forward.check';
import { alias, forward, nothingToJudge, pass, rules, uuid } from '../rules';

checkTest(deadForward, {
  fires: [
    { says: 'no rule', values: rules({ forwards: [forward(1)] }), finds: [uuid(1)] },
    { says: 'a rule for the outer port', values: rules({ forwards: [forward(1, { destination: { network: 'opt7ip', port: '50000' } })], own: [pass(9, { protocol: 'TCP', destination_net: '192.168.1.30', destination_port: '50000' })] }), finds: [uuid(1)] },
    { says: 'a rule that is off', values: rules({ forwards: [forward(1)], own: [pass(9, { enabled: '0' })] }), finds: [uuid(1)] },
  ],
  silent: [
    { says: 'a rule, passing, or registering one', values: rules({ forwards: [forward(1), forward(2, { target: '192.168.1.31', pass: 'pass' }), forward(3, { target: '192.168.1.32', pass: 'rule' })], own: [pass(9, { destination_net: '192.168.1.30' })] }) },
    { says: 'a target that only the firewall knows', values: rules({ forwards: [forward(1, { target: 'NAMED' })], aliases: [alias('NAMED', 'host', ['host.example.net'])] }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'forwards are off, inside, or exceptions', values: rules({ forwards: [forward(1, { disabled: '1' }), forward(2, { interface: 'lan' }), forward(3, { nordr: '1' })] }) }],
});

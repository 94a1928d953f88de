import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { floatingEverywhere } from '../../../../../src/plugins/security/checks/firewall/floating-everywhere.check';
import { nothingToJudge, pass, rules, uuid } from '../rules';

const web = { protocol: 'TCP', destination_net: '192.168.1.9', destination_port: '80' };

checkTest(floatingEverywhere, {
  fires: [
    { says: 'no interface named', values: rules({ own: [pass(1, { ...web, interface: '' })] }), finds: [uuid(1)] },
    { says: 'in any direction, and not quick', values: rules({ legacy: [{ '@uuid': uuid(2), type: 'pass', floating: 'yes', direction: 'any', source: { any: '1' }, destination: { address: '192.168.1.9' } }] }), finds: [uuid(2)] },
  ],
  silent: [
    { says: 'interfaces named', values: rules({ own: [pass(1, { ...web, interface: 'opt7,lan' })] }) },
    { says: 'sources named', values: rules({ own: [pass(1, { ...web, interface: '', source_net: 'lan' })] }) },
    { says: 'ping', values: rules({ own: [pass(1, { interface: '', protocol: 'ICMP' })] }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'nothing floats, or only what blocks or goes out', values: rules({ own: [pass(1), pass(2, { interface: '', action: 'block' }), pass(3, { interface: '', direction: 'out' })] }) }],
});

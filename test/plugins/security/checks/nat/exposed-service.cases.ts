import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { exposedService } from '../../../../../src/plugins/security/checks/nat/exposed-service.check';
import { alias, forward, nothingToJudge, oneToOne, pass, rules, uuid } from '../rules';

const wholeNetwork = oneToOne(1, { source_net: '192.168.1.0/24', external: '198.51.100.0/24' });
const letIn = pass(9, { destination_net: '192.168.1.0/24' });

checkTest(exposedService, {
  fires: [
    { says: 'let through by a rule', values: rules({ forwards: [forward(1)], own: [letIn] }), finds: [uuid(1)] },
    { says: 'let through by itself, or by a rule that it registers', values: rules({ forwards: [forward(1, { pass: 'pass' }), forward(2, { pass: 'rule' })] }), finds: [uuid(1), uuid(2)] },
    { says: 'another port outside', values: rules({ forwards: [forward(1, { destination: { network: 'opt7ip', port: '50000' } })], own: [letIn] }), finds: [uuid(1)] },
    { says: 'in a range that is moved', values: rules({ forwards: [forward(1, { destination: { network: 'opt7ip', port: '40000-40100' }, 'local-port': '3300' })], own: [letIn] }), finds: [uuid(1)] },
    { says: 'ports and target in aliases', values: rules({ forwards: [forward(1, { destination: { network: 'opt7ip', port: 'DATABASES' }, 'local-port': 'DATABASES', target: 'HOST' })], own: [letIn], aliases: [alias('DATABASES', 'port', ['5432']), alias('HOST', 'host', ['192.168.1.31'])] }), finds: [uuid(1)] },
    { says: 'SSH', values: rules({ forwards: [forward(1, { 'local-port': 'ssh' })], own: [letIn] }), finds: [uuid(1)], severities: ['high'] },
    { says: 'a whole host', values: rules({ forwards: [forward(1, { protocol: 'any', destination: { network: 'opt7ip' }, 'local-port': '' })], own: [letIn] }), finds: [uuid(1)] },
    { says: 'a host on an outer address of its own, and a rule that lets in to it', values: rules({ oneToOne: [oneToOne(1)], own: [pass(9, { protocol: 'TCP', destination_net: '192.168.1.30', destination_port: '3389' })] }), finds: [uuid(1)] },
    { says: 'a whole network, and a rule that lets in to one host of it', values: rules({ oneToOne: [wholeNetwork], own: [pass(9, { protocol: 'TCP', destination_net: '192.168.1.30', destination_port: '3389' })] }), finds: [uuid(1)] },
    { says: 'a whole network, but for the half that an earlier rule blocks', values: rules({ oneToOne: [wholeNetwork], own: [pass(8, { action: 'block', destination_net: 'FIRST' }), pass(9, { destination_net: 'lan' })], aliases: [alias('FIRST', 'network', ['192.168.1.0/25'])] }), finds: [uuid(1)] },
    { says: 'a network of IPv6 that gets another prefix', values: rules({ prefixes: [{ '@uuid': uuid(1), enabled: '1', sequence: '1', interface: 'opt7', source_net: 'fd00:1::/64', destination_net: '2001:db8:5::/64', description: 'Prefix' }], own: [pass(9, { protocol: 'TCP', ipprotocol: 'inet6', destination_net: 'fd00:1::30', destination_port: '22' })] }), finds: [uuid(1)], severities: ['high'] },
  ],
  silent: [
    { says: 'no rule lets it through', values: rules({ forwards: [forward(1)] }) },
    { says: 'sources named', values: rules({ forwards: [forward(1, { source: { network: '198.51.100.0/24' }, pass: 'pass' })] }) },
    { says: 'the rule names sources', values: rules({ forwards: [forward(1)], own: [pass(9, { source_net: '198.51.100.0/24' })] }) },
    { says: 'a service for everybody', values: rules({ forwards: [forward(1, { 'local-port': '443', pass: 'pass' })] }) },
    { says: 'a host on an outer address of its own, without a rule, with one for the web, and with one for certain peers', values: rules({ oneToOne: [oneToOne(1), oneToOne(2, { source_net: '192.168.1.31', external: '203.0.113.31' }), oneToOne(3, { source_net: '192.168.1.32', external: '203.0.113.32', destination_net: '198.51.100.7' })], own: [pass(9, { protocol: 'TCP', destination_net: '192.168.1.31', destination_port: '443' }), pass(8, { destination_net: '192.168.1.32' })] }) },
    { says: 'a whole network, of which rules let in to the web only, to other hosts, or nowhere', values: rules({ oneToOne: [wholeNetwork], own: [pass(7, { protocol: 'TCP', destination_net: 'lan', destination_port: '443' }), pass(8, { destination_net: '192.168.2.30' }), pass(9, { action: 'block' })] }) },
    { says: 'a whole network, all of which an earlier rule blocks', values: rules({ oneToOne: [wholeNetwork], own: [pass(8, { action: 'block', destination_net: 'lan' }), pass(9, { destination_net: '192.168.1.30' })] }) },
    { says: 'a host that is translated on its way out only', values: rules({ forwards: [forward(1)], oneToOne: [oneToOne(2, { type: 'nat' })] }) },
    { says: 'another protocol', values: rules({ forwards: [forward(1, { protocol: 'udp', 'local-port': '5432', pass: 'pass' })] }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'forwards are off, inside, or exceptions', values: rules({ forwards: [forward(1, { disabled: '1' }), forward(2, { interface: 'lan' }), forward(3, { nordr: '1' })], oneToOne: [oneToOne(4, { enabled: '0' }), oneToOne(5, { interface: 'lan' })] }) }],
});

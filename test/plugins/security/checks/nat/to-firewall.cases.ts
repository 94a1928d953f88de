import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { toFirewall } from '../../../../../src/plugins/security/checks/nat/to-firewall.check';
import { forward, nothingToJudge, rules, uuid } from '../rules';

checkTest(toFirewall, {
  fires: [
    { says: 'the loopback address', values: rules({ forwards: [forward(1, { target: '127.0.0.1', 'local-port': '53', protocol: 'udp' })] }), finds: [uuid(1)] },
    { says: 'the web GUI on an inner address', values: rules({ forwards: [forward(1, { target: '192.168.1.1', 'local-port': '443' })] }), finds: [uuid(1)], severities: ['critical'] },
    { says: 'an address by the name of its interface', values: rules({ forwards: [forward(1, { target: 'lanip', 'local-port': '8080' })] }), finds: [uuid(1)] },
  ],
  silent: [
    { says: 'another host', values: rules({ forwards: [forward(1)] }) },
    { says: 'sources named', values: rules({ forwards: [forward(1, { target: '127.0.0.1', source: { network: '198.51.100.0/24' } })] }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'forwards are off, inside, or exceptions', values: rules({ forwards: [forward(1, { disabled: '1' }), forward(2, { interface: 'lan' }), forward(3, { nordr: '1' })] }) }],
});

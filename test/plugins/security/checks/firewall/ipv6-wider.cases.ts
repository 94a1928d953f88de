import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { ipv6Wider } from '../../../../../src/plugins/security/checks/firewall/ipv6-wider.check';
import { alias, nothingToJudge, pass, rules, uuid } from '../rules';

const six = { ipprotocol: 'inet6' };

checkTest(ipv6Wider, {
  fires: [
    { says: 'everything, by IPv6 only', values: rules({ own: [pass(1, six)] }), finds: [uuid(1)] },
    { says: 'a network in an alias, every port', values: rules({ own: [pass(1, { ...six, protocol: 'TCP', destination_net: 'SERVERS' })], aliases: [alias('SERVERS', 'network', ['2001:db8:1::/48'])] }), finds: [uuid(1)] },
    { says: 'the network of an interface', values: rules({ own: [pass(1, { ...six, destination_net: 'lan' }), pass(2, { ipprotocol: 'inet', protocol: 'TCP', destination_net: '192.168.1.9', destination_port: '443' })] }), finds: [uuid(1)] },
  ],
  silent: [
    { says: 'one host', values: rules({ own: [pass(1, { ...six, destination_net: '2001:db8:1::5' })] }) },
    { says: 'one port', values: rules({ own: [pass(1, { ...six, protocol: 'TCP', destination_port: '443' })] }) },
    { says: 'ping', values: rules({ own: [pass(1, { ...six, protocol: 'IPV6-ICMP' })] }) },
    { says: 'as wide by IPv4', values: rules({ own: [pass(1, six), pass(2, { ipprotocol: 'inet' })] }) },
    { says: 'sources named', values: rules({ own: [pass(1, { ...six, source_net: '2001:db8:9::/48' })] }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'IPv6 is blocked', values: rules({ system: { ipv6allow: '0' }, own: [pass(1, six)] }) }],
});

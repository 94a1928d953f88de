import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { exposed } from '../../../../../src/plugins/security/checks/services/exposed.check';
import { unbound } from '../dns/settings';
import { type Given, nothingToJudge, pass, rules } from '../rules';
import { time } from './settings';

const off = {
  unbound: unbound({ enabled: false }).resolver, dnsmasq: { answers: false, dnssec: false, interfaces: [] }, ...time({ serves: false }), snmp: { enabled: false, community: undefined, listen: [] }, tftp: undefined,
};
const inward = { protocol: 'UDP', destination_net: 'opt7ip' };
const dns = { own: [pass(1, { ...inward, destination_port: '53' })] };
const all: Given = { own: [pass(1, inward)] };

checkTest(exposed, {
  fires: [
    { says: 'Unbound on every interface', values: { ...rules(dns), ...off, unbound: unbound({ interfaces: [] }).resolver }, finds: ['opt7 DNS by Unbound'] },
    { says: 'Dnsmasq on the outer interface', values: { ...rules(dns), ...off, dnsmasq: { answers: true, dnssec: true, interfaces: ['lan', 'opt7'] } }, finds: ['opt7 DNS by Dnsmasq'] },
    { says: 'time, SNMP on the outer address, and TFTP on all of them', values: { ...rules(all), ...off, ...time({ interfaces: [] }), snmp: { enabled: true, community: undefined, listen: ['203.0.113.10'] }, tftp: '0.0.0.0' }, finds: ['opt7 Network time', 'opt7 SNMP', 'opt7 TFTP'] },
    { says: 'DNS by TCP only', values: { ...rules({ own: [pass(1, { ...inward, protocol: 'TCP' })] }), ...off, unbound: unbound({ interfaces: [] }).resolver }, finds: ['opt7 DNS by Unbound'] },
    { says: 'by IPv6 only', values: { ...rules({ own: [pass(1, { ...inward, ipprotocol: 'inet6', destination_port: '53' })] }), ...off, unbound: unbound({ interfaces: [] }).resolver }, finds: ['opt7 DNS by Unbound'] },
  ],
  silent: [
    { says: 'what listens inside only', values: { ...rules(all), ...off, unbound: unbound({ interfaces: ['lan'] }).resolver, tftp: '192.168.1.1' } },
    { says: 'what no rule lets in', values: { ...rules({ own: [pass(1, { ...inward, destination_port: '1194' })] }), ...off, unbound: unbound({ interfaces: [] }).resolver, ...time({ interfaces: [] }) } },
    { says: 'a rule for one sender', values: { ...rules({ own: [pass(1, { ...inward, source_net: '198.51.100.7' })] }), ...off, ...time({ interfaces: [] }) } },
    { says: 'what is not for its protocol', values: { ...rules({ own: [pass(1, { ...inward, protocol: 'TCP' })] }), ...off, ...time({ interfaces: [] }) } },
  ],
  notApplicable: [...nothingToJudge.map(({ says, values }) => ({ says, values: { ...values, ...off, ...time() } })), { says: 'where none of them is on', values: { ...rules(all), ...off } }],
});

import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { managementExposed } from '../../../../../src/plugins/security/checks/firewall/management-exposed.check';
import { alias, type Given, interfaces, nothingToJudge, pass, rules } from '../rules';
import { gui, ssh } from '../system/settings';

const everywhere = (given: Given): Parameters<typeof managementExposed.judge>[0] => ({ ...rules(given), ...gui({ interfaces: [] }), ...ssh({ interfaces: [] }) });
const shell = { protocol: 'TCP', destination_net: '(self)', destination_port: '22' };

checkTest(managementExposed, {
  fires: [
    { says: 'everything is let in', values: everywhere({ own: [pass(1)] }), finds: ['opt7 Web GUI', 'opt7 SSH'] },
    { says: 'a port of its own, in a nested alias', values: everywhere({ system: { webgui: { protocol: 'https', port: '8443', noantilockout: '1' } }, own: [pass(1, { protocol: 'TCP', destination_net: 'opt7ip', destination_port: 'OUTER' })], aliases: [alias('OUTER', 'port', ['INNER']), alias('INNER', 'port', ['8000:9000'])] }), finds: ['opt7 Web GUI'] },
    { says: 'by IPv6 only', values: everywhere({ own: [pass(1, { ...shell, ipprotocol: 'inet6' })] }), finds: ['opt7 SSH'] },
    { says: 'a rule of the older page', values: everywhere({ legacy: [{ type: 'pass', interface: 'opt7', ipprotocol: 'inet', protocol: 'tcp', source: { any: '1' }, destination: { network: 'opt7ip', port: '22' } }] }), finds: ['opt7 SSH'] },
    { says: 'a dynamic address', values: everywhere({ outer: { ipaddr: 'dhcp', ipaddrv6: '' }, own: [pass(1, { ...shell, destination_net: 'opt7ip' })] }), finds: ['opt7 SSH'] },
    { says: 'the anti-lockout rule of a firewall with one interface', values: everywhere({ system: { webgui: { protocol: 'https' } }, all: interfaces.map(each => ({ ...each, outside: true })) }), finds: ['lan Web GUI', 'lan SSH'] },
    { says: 'at the times of a schedule', values: everywhere({ own: [pass(1, { ...shell, sched: 'Hours' })], schedules: [{ name: 'Hours', timerange: { position: '1,2', hour: '9:00-17:00' } }] }), finds: ['opt7 SSH'] },
    { says: 'although nothing listens there', values: { ...rules({ own: [pass(1)] }), ...gui(), ...ssh({ enabled: false }) }, finds: ['opt7 Web GUI'], severities: ['medium'] },
  ],
  silent: [
    { says: 'no rule', values: everywhere({}) },
    { says: 'a rule above blocks', values: everywhere({ own: [pass(1, { action: 'block', destination_net: '(self)' }), pass(2)] }) },
    { says: 'a schedule that never comes', values: everywhere({ own: [pass(1, { ...shell, sched: 'Never' })], schedules: [{ name: 'Never', timerange: { month: '2', day: '30', hour: '9:00-17:00' } }] }) },
    { says: 'sources named, or only the firewall knows them', values: everywhere({ own: [pass(1, { ...shell, source_net: '198.51.100.0/24' }), pass(2, { ...shell, source_net: 'COUNTRY' })], aliases: [alias('COUNTRY', 'geoip', ['DE'])] }) },
    { says: 'other ports, other ways', values: everywhere({ own: [pass(1, { ...shell, destination_port: '443', destination_not: '1', destination_net: '(self)' }), pass(2, { ...shell, enabled: '0' }), pass(3, { ...shell, direction: 'out' })] }) },
    { says: 'SSH is off', values: { ...everywhere({ own: [pass(1, shell)] }), ...ssh({ enabled: false }) } },
  ],
  notApplicable: nothingToJudge.map(({ says, values }) => ({ says, values: { ...values, ...gui(), ...ssh() } })),
});

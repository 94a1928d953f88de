import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { anyToAny } from '../../../../../src/plugins/security/checks/firewall/any-to-any.check';
import { alias, nothingToJudge, pass, rules, uuid } from '../rules';

const never = [{ name: 'Never', timerange: { month: '2', day: '30', hour: '0:00-23:59' } }];

checkTest(anyToAny, {
  fires: [
    { says: 'everything to anywhere', values: rules({ own: [pass(1)] }), finds: [uuid(1)] },
    { says: 'one of the older page, on several interfaces, whichever way it floats', values: rules({ legacy: [{ '@uuid': uuid(2), type: 'pass', interface: 'lan,opt7', floating: 'yes', ipprotocol: 'inet', source: { any: '1' }, destination: { any: '1' } }] }), finds: [uuid(2)] },
    { says: 'an older rule without a uuid, by what it says', values: rules({ legacy: [{ type: 'pass', interface: 'opt7', ipprotocol: 'inet', source: { any: '1' }, destination: { any: '1' }, descr: 'Open' }] }), finds: ['opt7 inet  any any Open'] },
    { says: 'all but one address, all but the inner network, and all ports as a range', values: rules({ own: [pass(1, { source_net: '198.51.100.7', source_not: '1', destination_net: 'lan', destination_not: '1', protocol: 'TCP', destination_port: '1-65535' })] }), finds: [uuid(1)] },
    { says: 'halves of the internet in nested aliases', values: rules({ own: [pass(1, { source_net: 'OUTER' })], aliases: [alias('OUTER', 'networkgroup', ['HALVES']), alias('HALVES', 'network', ['0.0.0.0/1', '128.0.0.0/1'])] }), finds: [uuid(1)] },
    { says: 'on every interface but the inner one', values: rules({ own: [pass(1, { interface: 'lan', interfacenot: '1' })] }), finds: [uuid(1)] },
  ],
  silent: [
    { says: 'a rule that is off, one for what goes out, and one that blocks', values: rules({ own: [pass(1, { enabled: '0' }), pass(2, { direction: 'out' }), pass(3, { action: 'block' }), pass(4, { destination_net: '192.168.1.9' })] }) },
    { says: 'sources that only the firewall knows', values: rules({ own: [pass(1, { source_net: 'COUNTRY' })], aliases: [alias('COUNTRY', 'geoip', ['DE'])] }) },
    { says: 'one service', values: rules({ own: [pass(1, { protocol: 'TCP', destination_port: '443' })] }) },
    { says: 'a schedule that never comes', values: rules({ own: [pass(1, { sched: 'Never' }), pass(2, { destination_net: '192.168.1.9' })], schedules: never }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'nothing is let in', values: rules({ own: [pass(1, { interface: 'lan' })] }) }],
});

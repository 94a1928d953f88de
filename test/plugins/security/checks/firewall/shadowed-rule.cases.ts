import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { shadowedRule } from '../../../../../src/plugins/security/checks/firewall/shadowed-rule.check';
import { alias, pass, rulesAndIdle, uuid, withoutRules } from '../rules';

/** More rules than a proof may have, and one that all of them together take everything of. */
const tangled = [...Array.from({ length: 70 }, (_, index) => pass(100 + index, { protocol: 'TCP', destination_port: String(index + 1), action: 'block' })), pass(200, { protocol: 'TCP', destination_port: '1-70' })];
const web = { protocol: 'TCP', destination_port: '443' };

checkTest(shadowedRule, {
  fires: [
    { says: 'a block behind a rule that passes all of it', values: rulesAndIdle({ own: [pass(1), pass(2, { ...web, action: 'block' })] }), finds: [uuid(2)], severities: ['medium'] },
    { says: 'a pass behind a block, by an alias of ports', values: rulesAndIdle({ own: [pass(1, { ...web, action: 'block', destination_port: 'WEB' }), pass(2, web)], aliases: [alias('WEB', 'port', ['80', '443'])] }), finds: [uuid(2)] },
    { says: 'a rule that two others take everything of', values: rulesAndIdle({ own: [pass(1, { ...web, action: 'block', destination_port: '1-442' }), pass(2, { ...web, action: 'block', destination_port: '443-65535' }), pass(3, { protocol: 'TCP', destination_port: '80-8080' })] }), finds: [uuid(3)] },
    { says: 'an older rule, by newer ones', values: rulesAndIdle({ own: [pass(1)], legacy: [{ '@uuid': uuid(2), type: 'block', interface: 'opt7', ipprotocol: 'inet', source: { any: '1' }, destination: { any: '1' } }] }), finds: [uuid(2)], severities: ['medium'] },
    { says: 'what is not quick, by what comes later', values: rulesAndIdle({ own: [pass(1, { quick: '0' }), pass(2, { action: 'block' })] }), finds: [uuid(1)] },
    { says: 'what is certain, and names what is not', values: rulesAndIdle({ own: [...tangled, pass(201, web), pass(202, { ...web, action: 'block' })] }), finds: [uuid(202), 'undecided'], severities: ['medium', 'info'] },
  ],
  silent: [
    { says: 'rules that leave something to each other', values: rulesAndIdle({ own: [pass(1, { ...web, action: 'block' }), pass(2)] }) },
    { says: 'what is merely redundant', values: rulesAndIdle({ own: [pass(1), pass(2, web)] }) },
    { says: 'a block of addresses that only the firewall knows', values: rulesAndIdle({ own: [pass(1, { action: 'block', source_net: 'COUNTRY' }), pass(2, web)], aliases: [alias('COUNTRY', 'geoip', ['DE'])] }) },
    { says: 'rules on different interfaces', values: rulesAndIdle({ own: [pass(1, { interface: 'lan' }), pass(2, { action: 'block' })] }) },
  ],
  notApplicable: withoutRules,
  undecided: [{ says: 'a rule that overlaps with too many others', values: rulesAndIdle({ own: tangled }) }],
});

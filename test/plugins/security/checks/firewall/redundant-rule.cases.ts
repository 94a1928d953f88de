import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { redundantRule } from '../../../../../src/plugins/security/checks/firewall/redundant-rule.check';
import { pass, rulesAndIdle, uuid, withoutRules } from '../rules';

const web = { protocol: 'TCP', destination_port: '443' };

checkTest(redundantRule, {
  fires: [
    { says: 'a rule behind one that does the same with all of it', values: rulesAndIdle({ own: [pass(1), pass(2, web)] }), finds: [uuid(2)] },
    { says: 'a rule before one that does the same with all of it', values: rulesAndIdle({ own: [pass(1, web), pass(2)] }), finds: [uuid(1)] },
    { says: 'one of two that are equal', values: rulesAndIdle({ own: [pass(1, web), pass(2, web)] }), finds: [uuid(2)] },
  ],
  silent: [
    { says: 'rules of which one logs', values: rulesAndIdle({ own: [pass(1, web), pass(2, { log: '0' })] }) },
    { says: 'rules with a block between them', values: rulesAndIdle({ own: [pass(1, web), pass(2, { protocol: 'TCP', action: 'block' }), pass(3)] }) },
    { says: 'what is overruled instead', values: rulesAndIdle({ own: [pass(1), pass(2, { ...web, action: 'block' })] }) },
  ],
  notApplicable: withoutRules,
});

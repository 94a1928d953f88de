import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unfiltered } from '../../../../../src/plugins/security/checks/nat/unfiltered.check';
import { forward, nothingToJudge, rules, uuid } from '../rules';

checkTest(unfiltered, {
  fires: [
    { says: 'it passes', values: rules({ forwards: [forward(1, { pass: 'pass' })] }), finds: [uuid(1)] },
    { says: 'it passes, as older releases say it', values: rules({ forwards: [forward(1, { 'associated-rule-id': 'pass' })] }), finds: [uuid(1)] },
  ],
  silent: [{ says: 'rules by hand, registered or linked', values: rules({ forwards: [forward(1), forward(2, { pass: 'rule' }), forward(3, { 'associated-rule-id': 'nat_1' })] }) }],
  notApplicable: [...nothingToJudge, { says: 'forwards are off, inside, or exceptions', values: rules({ forwards: [forward(1, { disabled: '1' }), forward(2, { interface: 'lan' }), forward(3, { nordr: '1' })] }) }],
});

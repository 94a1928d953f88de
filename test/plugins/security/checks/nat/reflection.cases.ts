import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { reflection } from '../../../../../src/plugins/security/checks/nat/reflection.check';
import { forward, nothingToJudge, rules, uuid } from '../rules';

checkTest(reflection, {
  fires: [
    { says: 'for this forward', values: rules({ forwards: [forward(1, { natreflection: 'purenat' })] }), finds: [uuid(1)] },
    { says: 'for all of them', values: rules({ system: { disablenatreflection: '' }, forwards: [forward(1), forward(2, { natreflection: 'disable' })] }), finds: [uuid(1)] },
  ],
  silent: [{ says: 'for none of them', values: rules({ forwards: [forward(1)] }) }],
  notApplicable: [...nothingToJudge, { says: 'forwards are off, inside, or exceptions', values: rules({ forwards: [forward(1, { disabled: '1' }), forward(2, { interface: 'lan' }), forward(3, { nordr: '1' })] }) }],
});

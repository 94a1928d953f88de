import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { wideRange } from '../../../../../src/plugins/security/checks/nat/wide-range.check';
import { alias, forward, nothingToJudge, rules, uuid } from '../rules';

const to = (port: string): { readonly destination: { readonly network: string; readonly port: string }; readonly 'local-port': string } => ({ destination: { network: 'opt7ip', port }, 'local-port': port });

checkTest(wideRange, {
  fires: [
    { says: 'a long range', values: rules({ forwards: [forward(1, to('20000-20100'))] }), finds: [uuid(1)] },
    { says: 'every port, as a range, as none, and as any protocol', values: rules({ forwards: [forward(1, to('1-65535')), forward(2, to('')), forward(3, { ...to(''), protocol: 'any' })] }), finds: [uuid(1), uuid(2), uuid(3)] },
    { says: 'ranges in an alias that add up', values: rules({ forwards: [forward(1, to('MANY'))], aliases: [alias('MANY', 'port', ['1000:1060', '2000:2060'])] }), finds: [uuid(1)] },
  ],
  silent: [
    { says: 'a hundred ports', values: rules({ forwards: [forward(1, to('20000-20099'))] }) },
    { says: 'a protocol without ports', values: rules({ forwards: [forward(1, { ...to(''), protocol: 'gre' })] }) },
  ],
  notApplicable: [...nothingToJudge, { says: 'forwards are off, inside, or exceptions', values: rules({ forwards: [forward(1, { disabled: '1' }), forward(2, { interface: 'lan' }), forward(3, { nordr: '1' })] }) }],
});

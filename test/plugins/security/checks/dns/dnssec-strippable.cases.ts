import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { dnssecStrippable } from '../../../../../src/plugins/security/checks/dns/dnssec-strippable.check';
import { unbound } from './settings';

checkTest(dnssecStrippable, {
  fires: [{ says: 'where answers without signatures pass', values: unbound({ needsSignatures: false }), finds: ['unbound'] }],
  silent: [{ says: 'where they do not', values: unbound() }],
  notApplicable: [
    { says: 'without DNSSEC', values: unbound({ dnssec: false, needsSignatures: false }) },
    { says: 'where Unbound is off', values: unbound({ enabled: false, needsSignatures: false }) },
  ],
});

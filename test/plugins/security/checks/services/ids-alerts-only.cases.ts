import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { idsAlertsOnly } from '../../../../../src/plugins/security/checks/services/ids-alerts-only.check';
import { ids } from './settings';

checkTest(idsAlertsOnly, {
  fires: [{ says: 'it stops nothing', values: ids({ prevents: false }), finds: ['ids'] }],
  silent: [{ says: 'it stops attacks', values: ids() }],
  notApplicable: [{ says: 'where it is off', values: ids({ enabled: false, prevents: false }) }],
});

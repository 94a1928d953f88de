import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { snmpEverywhere } from '../../../../../src/plugins/security/checks/services/snmp-everywhere.check';

checkTest(snmpEverywhere, {
  fires: [{ says: 'on everything', values: { snmp: { enabled: true, community: undefined, listen: [] } }, finds: ['all'] }],
  silent: [{ says: 'on one address', values: { snmp: { enabled: true, community: undefined, listen: ['192.168.1.1'] } } }],
  notApplicable: [{ says: 'where it is off', values: { snmp: { enabled: false, community: undefined, listen: [] } } }],
});

import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { snmpCommunity } from '../../../../../src/plugins/security/checks/services/snmp-community.check';

checkTest(snmpCommunity, {
  fires: [
    { says: 'with one of its own', values: { snmp: { enabled: true, community: 'of its own', listen: [] } }, finds: ['community'] },
    { says: 'worse with one that everybody knows', values: { snmp: { enabled: true, community: 'known to everybody', listen: [] } }, finds: ['community'], severities: ['high'] },
  ],
  silent: [{ says: 'version 3 alone', values: { snmp: { enabled: true, community: undefined, listen: [] } } }],
  notApplicable: [{ says: 'where it is off', values: { snmp: { enabled: false, community: 'known to everybody', listen: [] } } }],
});

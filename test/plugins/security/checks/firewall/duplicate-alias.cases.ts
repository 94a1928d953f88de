import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { type Fields } from '../../../../../src/core/packet-filter';
import { duplicateAlias } from '../../../../../src/plugins/security/checks/firewall/duplicate-alias.check';
import { aliasesOf, uuid } from '../rules';

const item = (number: number, type: string, content: string, more: Fields = {}): Fields => ({ '@uuid': uuid(number), enabled: '1', name: `ALIAS_${String(number)}`, type, content, ...more });

checkTest(duplicateAlias, {
  fires: [
    { says: 'the same addresses in another order and another way', values: aliasesOf([item(1, 'host', '192.0.2.1\n192.0.2.2'), item(2, 'network', '192.0.2.2/32\n192.0.2.1/32')]), finds: [uuid(2)] },
    { says: 'the same by a nested one', values: aliasesOf([item(1, 'host', '192.0.2.1'), item(2, 'networkgroup', 'ALIAS_1')]), finds: [uuid(2)] },
    { says: 'ports, three times', values: aliasesOf([item(1, 'port', '80\n443'), item(2, 'port', '443\n80'), item(3, 'port', '80\n443')]), finds: [uuid(2), uuid(3)] },
    { says: 'the same list from elsewhere', values: aliasesOf([item(1, 'urltable', 'https://lists.example.net/a'), item(2, 'urltable', 'https://lists.example.net/a')]), finds: [uuid(2)] },
  ],
  silent: [
    { says: 'other addresses, fewer, and ports that read like them', values: aliasesOf([item(1, 'host', '192.0.2.1\n192.0.2.2'), item(2, 'host', '192.0.2.1'), item(3, 'port', '80'), item(4, 'port', '81')]) },
    { says: 'exceptions', values: aliasesOf([item(1, 'network', '192.0.2.0/24'), item(2, 'network', '!192.0.2.0/24')]) },
    { says: 'one of which is off', values: aliasesOf([item(1, 'host', '192.0.2.1'), item(2, 'host', '192.0.2.1', { enabled: '0' }), item(3, 'host', '192.0.2.3')]) },
    { says: 'countries by different protocols', values: aliasesOf([item(1, 'geoip', 'DE', { proto: 'IPv4' }), item(2, 'geoip', 'DE', { proto: 'IPv6' })]) },
  ],
  notApplicable: [{ says: 'a single alias', values: aliasesOf([item(1, 'host', '192.0.2.1')]) }],
});

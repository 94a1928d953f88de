import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unusedAlias } from '../../../../../src/plugins/security/checks/firewall/unused-alias.check';
import { aliasesOf, uuid } from '../rules';
import { type Fields } from '../../../../../src/core/packet-filter';

const item = (number: number, name: string, content: string, more: Fields = {}): Fields => ({ '@uuid': uuid(number), enabled: '1', name, type: 'host', content, ...more });
const rule = (fields: Fields): Fields => ({ Filter: { rules: { rule: [fields] } } });

checkTest(unusedAlias, {
  fires: [
    { says: 'an alias that nothing names, on or off', values: aliasesOf([item(1, 'PRINTER', '192.168.1.9'), item(2, 'SCANNER', '192.168.1.8', { enabled: '0' })]), finds: [uuid(1), uuid(2)] },
    { says: 'one of which only a description tells', values: aliasesOf([item(1, 'PRINTER', '192.168.1.9')], rule({ description: 'PRINTER', source_net: 'any' })), finds: [uuid(1)] },
    { says: 'one that holds another', values: aliasesOf([item(1, 'ALL', 'PRINTER\n192.168.1.7', { type: 'networkgroup' }), item(2, 'PRINTER', '192.168.1.9')]), finds: [uuid(1)] },
    { says: 'one whose name a list of countries happens to hold', values: aliasesOf([item(1, 'DE', '192.168.1.9'), item(2, 'HOME', 'DE', { type: 'geoip' })], rule({ source_net: 'HOME' })), finds: [uuid(1)] },
  ],
  silent: [
    { says: 'aliases in rules of every kind, also those that are off', values: aliasesOf([item(1, 'A', '192.0.2.1'), item(2, 'B', '192.0.2.2'), item(3, 'C', '443', { type: 'port' }), item(4, 'D', '192.0.2.4')], rule({ enabled: '0', source_net: 'A,B', destination_port: 'C' }), { rule: [{ source: { network: 'D' } }] }) },
    { says: 'one that another service knows by its uuid', values: aliasesOf([item(1, 'A', '192.0.2.1')], {}, undefined, { Nginx: { access: { alias: uuid(1) } } }) },
  ],
  notApplicable: [{ says: 'without aliases', values: aliasesOf([]) }, { says: 'aliases that others fill', values: aliasesOf([item(1, 'BANNED', '', { type: 'external' }), item(2, 'EMPTY', '')]) }],
});

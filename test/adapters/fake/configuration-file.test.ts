import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { readConfiguration } from '../../../src/adapters/fake/configuration-file';
import { RELEASES } from '../../../src/ports';
import { askJson } from './ask';
import { recordedBase } from './recorded-base';

const folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-configuration-'));
const file = join(folder, 'config.xml');
afterAll(() => rmSync(folder, { recursive: true }));

it.each(RELEASES)('a fake %s boots from a configuration file', async release => {
  const document = recordedBase(release);
  document.ensure('unknown/section').text = 'kept';
  writeFileSync(file, document.toXml());
  const firewall = new FakeFirewall({ release, document: readConfiguration(file) });
  expect(await askJson(firewall, 'diagnostics/interface/get_interface_names')).toMatchObject({ 'vlan0.20': 'IOT' });
  await askJson(firewall, 'firewall/category/add_item', { category: { name: 'new' } });
  expect(firewall.document.text('unknown/section')).toBe('kept');
});

it.each(['not XML', '<pfsense/>', '<opnsense>'])('%s is no configuration', text => {
  writeFileSync(file, text);
  expect(() => readConfiguration(file)).toThrow(expect.objectContaining({ code: 'OPN_CONFIG' }) as Error);
});

it('a file that is not there is named', () => {
  expect(() => readConfiguration(join(folder, 'none'))).toThrow(/none cannot be read \(ENOENT\)/);
});

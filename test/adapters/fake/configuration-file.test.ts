import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { element } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { firewallOf, readConfiguration } from '../../../src/adapters/fake/configuration-file';
import { UntaughtFault } from '../../../src/adapters/fake/machine';
import { Models } from '../../../src/adapters/fake/model/model';
import { SAMPLE_PACKAGES, sampleDocument } from '../../../src/adapters/fake/sample';
import { RELEASES } from '../../../src/ports';
import { askJson } from './ask';
import { modelProblems, savedModels } from './model-problems';
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

/** How something failed, but for what the fake was not taught. */
function failureOf(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (problem) {
    if (!(problem instanceof UntaughtFault)) return problem;
  }
  return undefined;
}

describe.each(RELEASES)('a configuration of %s', release => {
  it.each([['recorded', recordedBase(release)], ['of the sample', sampleDocument(release)]])('%s is opened by every model, which leave it as it is and find nothing wrong', (_what, document) => {
    for (const path of ['some/plugin', 'OPNsense/Unknown/Model']) document.ensure(path).children = [element('kept', 'as <it> is', { version: '9', mark: 'x "y"' })];
    const xml = document.toXml();
    writeFileSync(file, xml);
    const firewall = new FakeFirewall({ release, document: readConfiguration(file) });
    for (const { name } of savedModels(release)) expect(failureOf(() => new Models(firewall).edit(name).root.answer())).toBeUndefined();
    expect(modelProblems(firewall)).toEqual({});
    expect(firewall.document.toXml()).toBe(xml);
  });
});

it.each(['not XML', '<pfsense/>', '<opnsense>'])('%s is no configuration', text => {
  writeFileSync(file, text);
  expect(() => readConfiguration(file)).toThrow(expect.objectContaining({ code: 'OPN_CONFIG' }) as Error);
});

it('a file that is not there is named', () => {
  expect(() => readConfiguration(join(folder, 'none'))).toThrow(/none cannot be read \(ENOENT\)/);
});

it.each(RELEASES)('release %s and packages are guessed from a file, and the release can be given', release => {
  writeFileSync(file, sampleDocument(release).toXml());
  expect(firewallOf(file)).toMatchObject({ release, packages: expect.arrayContaining([...SAMPLE_PACKAGES]) as unknown });
  expect(firewallOf(file, '25.1').release).toBe('25.1');
});

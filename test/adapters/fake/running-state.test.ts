import { type RecordedAnswer, recordedCases, recordedJson } from './recorded-case';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { askJson } from './ask';

/** What runs on the recorded firewalls is other than on the sample's, so only the shape of rows is compared. */
const CASES: readonly (readonly [caseName: string, steps: readonly string[]])[] = [
  ['diagnostics: interfaces', ['arp', 'arp-search', 'ndp', 'ndp-search', 'statistics', 'config', 'routes']],
  ['core: services', ['search']],
  ['gateways', ['status']],
  ['firmware: status, info, running, check', ['status-before-check', 'info']],
];

// A device, neighbour or route of any kind: what it may have, and of which types.
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(each => fieldsOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path}: ${value === null ? 'null' : typeof value}`];
  const isTable = /(^|\.)statistics$|^config$/.test(path);
  return Object.entries(value).flatMap(([key, each]) => fieldsOf(each, isTable ? `${path}{}` : `${path}.${key}`));
}

describe.each(RELEASES)('what runs on a fake %s', release => {
  it.each(CASES.flatMap(([name, steps]) => steps.map(step => [name, step] as const)))('looks as recorded: %s, %s', async (name, id) => {
    const step = recordedCases().find(each => each.name === name)?.steps.find(each => each.id === id);
    const answer = step?.answers.find((each: RecordedAnswer) => each.in.includes(String(RELEASES.indexOf(release))));
    if (step === undefined || answer === undefined) throw new Error(`no recording of ${name}, ${id}`);
    const root = id === 'config' ? 'config' : '';
    const expected = new Set(fieldsOf(recordedJson(answer), root));
    const { searchPhrase: _other, ...body } = (step.body ?? {}) as Record<string, unknown>;
    const actual = new Set(fieldsOf(await askJson(new FakeFirewall({ release }), step.path.replace('/api/', ''), step.method === 'POST' ? body : undefined), root));
    expect([...actual].filter(field => !expected.has(field))).toEqual([]);
    expect([...expected].filter(field => !actual.has(field))).toEqual([]);
  });
});

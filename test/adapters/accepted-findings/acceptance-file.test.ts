import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AcceptanceFile } from '../../../src/adapters/accepted-findings/acceptance-file';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'accepted-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = (): string => path.join(folder, 'accepted.json');

it('reads checks and findings with reason and last day, anew each time', async () => {
  const accepted = new AcceptanceFile(file());
  const list = [{ id: 'gateways.unmonitored', reason: 'a lab' }, { id: 'dns.dnssec#00ff00ff00ff00ff', reason: 'soon', until: '2028-02-29' }, { id: 'dns.dnssec#00ff00ff00ff00ff-2', reason: 'soon' }];
  writeFileSync(file(), `\uFEFF${JSON.stringify(list)}`);
  expect(await accepted.list()).toEqual(list);
  writeFileSync(file(), '[]');
  expect(await accepted.list()).toEqual([]);
});

it.each([
  ['{', 'is not JSON'],
  ['{}', 'is not a list'],
  ['["dns.dnssec"]', 'entry 1 is not an object'],
  ['[{"id":"dns.dnssec","reason":"x"},{"id":"dns","reason":"x"}]', 'entry 2 has no `id`'],
  ['[{"id":"dns.dnssec"}]', 'has no `reason`'],
  ['[{"id":"dns.dnssec","reason":" "}]', 'has no `reason`'],
  ['[{"id":"dns.dnssec","reason":"x","until":"2027-02-29"}]', 'no date'],
  ['[{"id":"dns.dnssec","reason":"x","until":20270101}]', 'no date'],
  ['[{"id":"dns.dnssec","reason":"x","untill":"2027-01-01"}]', 'unknown field "untill"'],
])('says what is wrong with %s', async (text, says) => {
  writeFileSync(file(), text);
  await expect(new AcceptanceFile(file()).list()).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining(says), hint: expect.stringContaining('"reason"') });
});

it('refuses a file that is missing or huge', async () => {
  await expect(new AcceptanceFile(file()).list()).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining('ENOENT') });
  writeFileSync(file(), ' '.repeat(1024 * 1024 + 1));
  await expect(new AcceptanceFile(file()).list()).rejects.toMatchObject({ message: expect.stringContaining('1 MB') });
});

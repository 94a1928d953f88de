import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiskAuditHistory } from '../../../src/adapters/audit-history/disk-audit-history';
import { KEPT_AUDITS, MemoryAuditHistory } from '../../../src/adapters/audit-history/memory-audit-history';
import { type SavedAudit } from '../../../src/ports';

const audit = (at: string): SavedAudit => ({ at, judged: ['dns.dnssec'], findings: [{ id: 'dns.dnssec:0', check: 'dns.dnssec', severity: 'low', subject: 'Unbound' }] });

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'audits-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps audits for the next process, readable by their owner only', async () => {
  const inner = path.join(folder, 'new');
  await new DiskAuditHistory(inner).save(audit('1'));
  await new DiskAuditHistory(inner).save(audit('2'));
  expect(await new DiskAuditHistory(inner).list()).toEqual([audit('2'), audit('1')]);
  expect(readdirSync(inner)).toEqual(['audits.json']);
  expect(statSync(path.join(inner, 'audits.json')).mode & 0o777).toBe(0o600);
  expect(statSync(inner).mode & 0o777).toBe(0o700);
});

it('has none before the first, and says what keeps it from reading or writing them', async () => {
  expect(await new DiskAuditHistory(folder).list()).toEqual([]);
  writeFileSync(path.join(folder, 'audits.json'), '[');
  await expect(new DiskAuditHistory(folder).list()).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining('it is not JSON') });
  writeFileSync(path.join(folder, 'file'), '');
  await expect(new DiskAuditHistory(path.join(folder, 'file')).save(audit('1'))).rejects.toMatchObject({ code: 'OPN_CONFIG', hint: expect.stringContaining('OPNSENSE_STATE_DIR') });
});

it('keeps the newest only, and of one moment one', async () => {
  const history = new MemoryAuditHistory();
  for (let number = 0; number < KEPT_AUDITS + 2; number += 1) await history.save(audit(String(number)));
  await history.save(audit(String(KEPT_AUDITS + 1)));
  const kept = (await history.list()).map(({ at }) => at);
  expect(kept).toHaveLength(KEPT_AUDITS);
  expect(kept[0]).toBe(String(KEPT_AUDITS + 1));
  expect(kept.at(-1)).toBe('2');
});

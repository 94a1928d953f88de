import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskBaselines } from '../../../src/adapters/baselines/disk-baselines';
import { MemoryBaselines } from '../../../src/adapters/baselines/memory-baselines';

const folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-baselines-'));
afterAll(() => rmSync(folder, { recursive: true }));
const baseline = { at: '2026-01-01T00:00:00.000Z', config: { system: { hostname: 'fw' } } };

it.each([['on disk', () => new DiskBaselines(folder)], ['in memory', () => new MemoryBaselines()]] as const)('keeps baselines %s by name, 20 at most', async (_where, make) => {
  const baselines = make();
  expect([await baselines.names(), await baselines.load('first one')]).toEqual([[], undefined]);
  await baselines.save('first one', baseline);
  await baselines.save('first one', { ...baseline, at: 'later' });
  expect([await baselines.names(), await baselines.load('first one')]).toEqual([['first one'], { ...baseline, at: 'later' }]);
  for (let number = 1; number < 20; number += 1) await baselines.save(`of day ${String(number)}`, baseline);
  await expect(baselines.save('one more', baseline)).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining('20 baselines') as string });
  await baselines.save('of day 7', baseline);
});

it('lets nobody else read them, and says what keeps it from reading or writing them', async () => {
  expect(statSync(join(folder, 'baselines/first%20one.json')).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, 'baselines/broken.json'), '{');
  await expect(new DiskBaselines(folder).load('broken')).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining('it is not JSON') as string });
  writeFileSync(join(folder, 'file'), '');
  await expect(new DiskBaselines(join(folder, 'file')).save('x', baseline)).rejects.toMatchObject({ code: 'OPN_CONFIG', hint: expect.stringContaining('OPNSENSE_STATE_DIR') as string });
});

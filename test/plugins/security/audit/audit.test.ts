import { auditTime, type Check, check, type Fact, references } from '../../../../src/core/audit';
import { audit } from '../../../../src/plugins/security/audit/audit';
import { Facts } from '../../../../src/plugins/security/audit/facts';
import { OpnError } from '../../../../src/ports';

const sample = (what: string, needs: Fact<unknown>, judge: () => []): Check =>
  check({ id: `system.${what}`, area: 'system', title: 'A sample', question: 'Is it well?', severity: 'low', recommendation: 'Nothing.', references: references({ cis: ['4.2'] }), needs: { it: needs }, judge });

const read = (name: string, problem: Error): Fact<unknown> => ({ name, uses: [], read: () => Promise.reject(problem) });
const fine = sample('fine', auditTime, () => []);
const facts = (): Facts => new Facts({ firewall: undefined as never, config: undefined as never, certificates: undefined as never, now: 0 });

describe('an audit with a defective check', () => {
  it('does not check that one, says so to the log, and goes on with the others', async () => {
    const defect = new TypeError('of no value');
    const heard: unknown[] = [];
    const broken = sample('broken', auditTime, () => {
      throw defect;
    });
    const results = await audit([broken, fine], facts(), ({ id }, problem) => heard.push([id, problem]));
    expect(results.map(({ outcome }) => outcome)).toEqual(['not_checked', 'passed']);
    expect(heard).toEqual([['system.broken', defect]]);
    expect(JSON.stringify(results)).toContain('OPN_INTERNAL');
    expect(JSON.stringify(results)).not.toContain('of no value');
  });

  it('treats a defect of a fact in the same way', async () => {
    for (const problem of [new RangeError('too deep'), new OpnError('OPN_INTERNAL', 'undeclared')]) {
      const results = await audit([sample('broken', read('a fact', problem), () => []), fine], facts(), () => undefined);
      expect(results.map(({ outcome }) => outcome)).toEqual(['not_checked', 'passed']);
    }
  });

  it('fails as a whole where the firewall cannot be asked', async () => {
    const failed = audit([sample('broken', read('a fact', new OpnError('OPN_UNREACHABLE', 'gone')), () => []), fine], facts(), () => undefined);
    await expect(failed).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
  });
});

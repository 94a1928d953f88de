import { type NumberedRule, placeBeside } from '../../../src/plugins/firewall/rule-place';

const numbered = (...sequences: readonly number[]): NumberedRule[] => sequences.map((sequence, index) => ({ uuid: `rule ${String(index)}`, sequence }));

describe('placeBeside', () => {
  it('takes a number between two rules, and leaves them alone', () => {
    expect(placeBeside(numbered(100, 200), { before: 'rule 1' })).toEqual({ sequence: 150, moved: [] });
    expect(placeBeside(numbered(100, 102), { after: 'rule 0' })).toEqual({ sequence: 101, moved: [] });
    expect(placeBeside(numbered(100), { before: 'rule 0' })).toEqual({ sequence: 50, moved: [] });
    expect(placeBeside(numbered(100, 200), { after: 'rule 1' })).toEqual({ sequence: 300, moved: [] });
  });

  it('moves those that follow where there is no room, and only as far as has to be', () => {
    expect(placeBeside(numbered(1, 2, 400), { before: 'rule 0' })).toEqual({ sequence: 1, moved: [{ uuid: 'rule 0', former: 1, sequence: 11 }, { uuid: 'rule 1', former: 2, sequence: 21 }] });
    expect(placeBeside(numbered(5, 5, 5), { after: 'rule 0' })).toEqual({ sequence: 6, moved: [{ uuid: 'rule 1', former: 5, sequence: 16 }, { uuid: 'rule 2', former: 5, sequence: 26 }] });
  });

  it('keeps the order of all others, whatever the numbers are', () => {
    for (let seed = 1; seed < 300; seed += 1) {
      const all = numbered(...[3, 5, 7, 11, 13].map(prime => ((seed * prime) % 23) + 1).sort((left, right) => left - right));
      for (const [index, { uuid }] of all.entries()) {
        for (const side of ['before', 'after'] as const) {
          const place = placeBeside(all, { [side]: uuid });
          const now = all.map(each => place?.moved.find(moved => moved.uuid === each.uuid)?.sequence ?? each.sequence);
          const at = side === 'before' ? index : index + 1;
          expect(now.slice(0, at).every(sequence => sequence < (place?.sequence ?? 0))).toBe(true);
          expect(now.slice(at).every(sequence => sequence > (place?.sequence ?? 0))).toBe(true);
          expect(now.slice(at)).toEqual([...now.slice(at)].sort((left, right) => left - right));
        }
      }
    }
  });

  it('has no place beside what is not there', () => expect(placeBeside(numbered(100), { before: 'other' })).toBeUndefined());
});

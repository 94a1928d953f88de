import { MemoryJournal } from '../../../src/adapters/journal/memory-journal';

describe('MemoryJournal', () => {
  it('keeps the newest entries, oldest first', async () => {
    const journal = new MemoryJournal(2);
    for (const change of ['a', 'b', 'c']) await journal.append({ time: 't', change, event: 'open' });
    expect((await journal.latest(9)).map(entry => entry.change)).toEqual(['b', 'c']);
    expect((await journal.latest(1)).map(entry => entry.change)).toEqual(['c']);
    expect(await journal.latest(0)).toEqual([]);
  });
});

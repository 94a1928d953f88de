import { Turns } from '../../src/core';

const never = new Promise<never>(() => undefined);

/** Takes turns in the given order, gives each back at once, and tells in which order they came. */
async function orderOf(owners: readonly (string | undefined)[]): Promise<string[]> {
  const turns = new Turns(1);
  const came: string[] = [];
  const first = await turns.take(never);
  const all = owners.map(async (owner, index) => {
    const giveBack = await turns.take(never, owner);
    came.push(`${owner ?? ''}${index}`);
    giveBack();
  });
  expect(turns.waiting).toBe(owners.length);
  first();
  await Promise.all(all);
  expect([turns.waiting, turns.free]).toEqual([0, true]);
  return came;
}

describe('Turns', () => {
  it('come in order for one owner', async () => {
    expect(await orderOf([undefined, undefined, undefined])).toEqual(['0', '1', '2']);
  });

  it('go round between owners, so that many of one do not hold up another', async () => {
    expect(await orderOf(['a', 'a', 'a', 'b', 'a', 'c', 'b'])).toEqual(['a0', 'b3', 'c5', 'a1', 'b6', 'a2', 'a4']);
  });

  it('are passed on by those who leave, waiting or just called', async () => {
    const turns = new Turns(1);
    const first = await turns.take(never);
    let stop: (reason: Error) => void = () => undefined;
    const stopping = new Promise<never>((_resolve, reject) => (stop = reject));
    stopping.catch(() => undefined);
    const leaving = turns.take(stopping, 'a');
    const staying = turns.take(never, 'b');
    stop(new Error('left'));
    await expect(leaving).rejects.toThrow('left');
    expect(turns.waiting).toBe(1);
    first();
    (await staying)();
    expect(turns.free).toBe(true);
  });
});

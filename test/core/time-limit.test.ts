import { getEventListeners } from 'node:events';
import { unlessLeft } from '../../src/core/time-limit';

const never = new Promise<never>(() => undefined);

describe('work that may be left', () => {
  it('ends with its own result while nobody leaves', async () => {
    const { signal } = new AbortController();
    await expect(unlessLeft(Promise.resolve(7), signal)).resolves.toBe(7);
    await expect(unlessLeft(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  });

  it('is left everywhere at once, by one listener', async () => {
    const controller = new AbortController();
    const all = Array.from({ length: 50 }, () => unlessLeft(never, controller.signal));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    for (const { status } of await Promise.allSettled(all)) expect(status).toBe('rejected');
    await expect(unlessLeft(never, controller.signal)).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
  });
});

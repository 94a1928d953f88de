import { RollbackTimer } from '../../../src/adapters/fake/rollback-timer';

const START = 1_795_400_000_000;

describe('the minute after which rules are taken back', () => {
  it('is due once, at its end, whenever somebody asks', () => {
    const timer = new RollbackTimer(0);
    timer.start('1795400000.1234', START);
    expect(timer.takeDue(START + 59_999)).toBeUndefined();
    expect(timer.takeDue(START + 600_000)).toEqual({ revision: '1795400000.1234', at: START + 60_000 });
    expect(timer.takeDue(START + 600_001)).toBeUndefined();
  });

  it('is called off by its own revision only, and only once', () => {
    const timer = new RollbackTimer(0);
    timer.start('17.5', START);
    expect(timer.cancel('18.5', START + 10)).toBe(false);
    expect(timer.cancel('config-17.5', START + 10)).toBe(true);
    expect(timer.cancel('17.5', START + 20)).toBe(false);
    expect(timer.takeDue(START + 61_000)).toBeUndefined();
  });

  it('leaves a second revision unguarded until it ended', () => {
    const timer = new RollbackTimer(0);
    timer.start('1', START);
    timer.start('2', START + 5000);
    expect(timer.cancel('2', START + 6000)).toBe(false);
    expect(timer.takeDue(START + 60_000)).toMatchObject({ revision: '1' });
    timer.start('2', START + 60_000);
    expect(timer.takeDue(START + 120_000)).toMatchObject({ revision: '2' });
  });

  it('still runs up to a second after it was called off', () => {
    const timer = new RollbackTimer(0);
    timer.start('1', START);
    timer.cancel('1', START + 2300);
    timer.start('2', START + 2999);
    expect(timer.takeDue(START + 200_000)).toBeUndefined();
    timer.start('3', START + 200_000);
    expect(timer.takeDue(START + 260_000)).toMatchObject({ revision: '3' });
  });

  it('cannot be called off in its last second, although it says so', () => {
    const timer = new RollbackTimer(0);
    timer.start('1', START);
    expect(timer.cancel('1', START + 59_500)).toBe(true);
    expect(timer.takeDue(START + 60_000)).toMatchObject({ revision: '1' });
  });

  it('cannot be called off before it has started', () => {
    const timer = new RollbackTimer(300);
    timer.start('1', START);
    expect(timer.cancel('1', START + 200)).toBe(false);
    expect(timer.cancel('1', START + 300)).toBe(true);
  });

  it.each(['', 'nope', 'config-.xml'])('does not start for %j', revision => {
    const timer = new RollbackTimer(0);
    timer.start(revision.replace('.', ''), START);
    expect(timer.takeDue(START + 60_000)).toBeUndefined();
  });
});

import { GuardedChecks } from '../../src/core/guarded-checks';
import { type Check, type Fact, type FactSource } from '../../src/core/audit';

const checkOf = (fact: Fact<unknown>): Check => ({ id: 'made.it', area: 'dns', title: 'T', question: 'Q?', severity: 'low', recommendation: 'R.', references: [], needs: { fact }, judge: () => [] });
const source = { firewall: {}, config: { sections: async () => [] }, certificates: {}, now: 7, get: undefined } as unknown as FactSource;

describe('the guard of a plugin\'s checks', () => {
  it('leaves a fact that is not read in its time, and ends what it still asks for', async () => {
    let asked: FactSource | undefined;
    const slow: Fact<unknown> = { name: 'the weather', uses: [], read: given => new Promise(() => (asked = given)) };
    const guarded = new GuardedChecks('made', 0.01).guard(checkOf(slow));
    await expect(guarded.needs['fact']?.read(source)).rejects.toMatchObject({ code: 'OPN_TIMEOUT', message: "The plugin 'made' did not read the weather within 0.01 seconds." });
    expect(asked?.now).toBe(7);
    await expect(asked?.config.sections()).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
  });

  it('keeps one fact one, for all checks of the plugin', () => {
    const fact: Fact<unknown> = { name: 'a fact', uses: [], read: async () => 1 };
    const guards = new GuardedChecks('made');
    expect(guards.guard(checkOf(fact)).needs['fact']).toBe(guards.guard(checkOf(fact)).needs['fact']);
    expect(guards.guard(checkOf(fact)).plugin).toBe('made');
  });
});

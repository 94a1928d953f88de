import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { Random } from '../../../src/adapters/fake/random';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { writes } from '../../../src/core';
import { type Change, type ChangeStep, OpnError, RELEASES } from '../../../src/ports';
import { askJson } from '../fake/ask';
import { addCategory, addRule, endpoints, reason } from './sample-changes';
import { applied, pass, saved, withTime } from './savepoints-kit';
import { DiskLikeStore, SimulatedHost } from './simulated-host';

/** INTERLEAVINGS=n runs n for each release. */
const COUNT = Number(process.env['INTERLEAVINGS'] ?? 10);
const STEPS = 7;

const setRule = writes('firewall/filter/set_rule');
const toggleRule = writes('firewall/filter/toggle_rule');

/** One firewall, and the machine that changes it: whatever happens, what is not confirmed is as if it had never been. */
class Story {
  readonly clock = new TurnedClock();
  readonly firewall: FakeFirewall;
  readonly store = new DiskLikeStore();
  readonly told: string[] = [];
  private host: SimulatedHost;
  private settled: readonly string[] = [];
  private rules: readonly string[] = [];
  private names = 0;

  constructor(
    release: (typeof RELEASES)[number],
    private readonly random: Random,
  ) {
    this.firewall = new FakeFirewall({ release, clock: this.clock });
    this.host = new SimulatedHost(this.firewall, this.clock, this.store);
  }

  async begin(): Promise<void> {
    const added = await Promise.all([1, 2, 3].map(number => askJson(this.firewall, 'firewall/filter/add_rule', { rule: { description: `Known ${String(number)}`, sequence: String(700 + number) } })));
    this.rules = (added as { uuid: string }[]).map(({ uuid }) => uuid);
    await askJson(this.firewall, 'firewall/filter/apply', {});
    this.settled = this.state();
  }

  async step(): Promise<void> {
    const steps: readonly [string, () => Promise<unknown>][] = [
      ['add a rule', () => this.change(change => addRule(change, this.name()))],
      ['add a category', () => this.change(change => addCategory(change, this.name()))],
      ['update', () => this.change(change => this.update(change))],
      ['toggle', () => this.change(change => this.toggle(change))],
      ['delete', () => this.change(change => this.delete(change))],
      ['fail', () => this.change(async change => {
        await addRule(change, this.name());
        throw new Error('half way');
      })],
      ['confirm', () => this.confirm()],
      ['roll back', () => this.waited(this.host.manager.rollback())],
      ['wait', () => pass(this.clock, 25)],
      ['crash', () => this.crash()],
      ['lose power', () => this.crash(true)],
    ];
    const [name, act] = steps[this.random.below(steps.length)] ?? ['', async () => undefined];
    this.told.push(name);
    await act();
    await this.check();
  }

  /** Lets every deadline pass. */
  async end(): Promise<void> {
    await pass(this.clock, 75);
    await this.check();
    expect(await this.store.load()).toBeUndefined();
  }

  private async check(): Promise<void> {
    if ((await this.store.load()) === undefined) expect([this.told.join(', '), ...this.state()]).toEqual([this.told.join(', '), ...this.settled]);
  }

  private async confirm(): Promise<void> {
    const open = await this.host.manager.pending();
    if (open === undefined) return;
    if (await this.waited(this.host.manager.confirm(open.revision))) this.settled = this.state();
  }

  private async crash(whole = false): Promise<void> {
    if (whole) this.host.killAll();
    else this.host.killServer();
    await pass(this.clock, this.random.below(70));
    this.host = new SimulatedHost(this.firewall, this.clock, this.store);
    await this.waited(this.host.manager.resume());
    await pass(this.clock, 3);
  }

  private change(work: (change: Change) => Promise<unknown>): Promise<boolean> {
    return this.waited(this.host.manager.within(reason, work));
  }

  private async update(change: Change): Promise<void> {
    const { uuid, description } = await this.known();
    const named = (text: string): ChangeStep => ({ endpoint: setRule, request: { path: [uuid], body: { rule: { description: text } } } });
    await change.save(setRule, named(this.name()).request, () => [named(description)]);
    await change.apply(endpoints.applyFilter);
  }

  private async toggle(change: Change): Promise<void> {
    const { uuid, enabled } = await this.known();
    const turned = (state: string): ChangeStep => ({ endpoint: toggleRule, request: { path: [uuid, state] } });
    await change.save(toggleRule, turned(enabled === '1' ? '0' : '1').request, () => [turned(enabled)]);
    await change.apply(endpoints.applyFilter);
  }

  private async delete(change: Change): Promise<void> {
    const { uuid, description, enabled } = await this.known();
    await change.save(endpoints.delRule, { path: [uuid] }, () => [{ endpoint: endpoints.addRule, request: { body: { rule: { description, enabled } } } }]);
    await change.apply(endpoints.applyFilter);
  }

  /** One of the rules that there were at the beginning; rejects when it is gone. */
  private async known(): Promise<{ readonly uuid: string; readonly description: string; readonly enabled: string }> {
    const uuid = this.rules[this.random.below(this.rules.length)] ?? '';
    const { rule } = (await askJson(this.firewall, `firewall/filter/get_rule/${uuid}`)) as { rule?: { description: string; enabled: string } };
    if (rule === undefined) throw new OpnError('OPN_NOT_FOUND', 'That rule is gone.');
    return { ...rule, uuid };
  }

  private async waited(work: Promise<unknown>): Promise<boolean> {
    return withTime(this.clock, work).then(() => true, () => false);
  }

  private name(): string {
    this.names += 1;
    return `Name${String(this.names)}`;
  }

  private state(): readonly string[] {
    return [saved(this.firewall), applied(this.firewall)];
  }
}

describe.each(RELEASES)('whatever happens to changes on %s', release => {
  it(`what is confirmed stays and all else goes, in ${String(COUNT)} random stories`, async () => {
    for (let index = 0; index < COUNT; index++) {
      const story = new Story(release, new Random(`story ${release} ${String(index)}`));
      await story.begin();
      for (let step = 0; step < STEPS; step++) await story.step();
      await story.end();
    }
  }, 3_000_000);
});

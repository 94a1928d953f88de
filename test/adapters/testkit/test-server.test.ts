import { join } from 'node:path';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Describe, Plugin, PLUGIN_API, Collection, Tool, type ReadTool, type WriteTool } from '../../../src/core';
import { type Change, FirewallApi } from '../../../src/ports';
import { checkSnapshot, toolTest, TurnedClock } from '../../../src/adapters/testkit';

interface CategoryRow {
  readonly uuid: string;
  readonly name: string;
}
const categories = new Collection<CategoryRow, string>(
  { controller: 'firewall/category', action: 'item', wrapper: 'category', noun: 'category' },
  row => row.name,
);

class CountInput {
  @Describe('At most this many.') @IsInt() @Min(1) @Max(500) limit = 10;
}
class CountOutput {
  @IsInt() total!: number;
}

@Tool({ name: 'opn_count_categories', title: 'Count', description: 'Counts.', effect: 'read', input: CountInput, output: CountOutput, uses: [categories.search] })
class CountCategories implements ReadTool<CountInput, CountOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ limit }: CountInput): Promise<CountOutput> {
    const { total } = await categories.list(this.firewall, { search: '', limit, page: 1 });
    return { total };
  }
}

class ReplaceInput {
  @Describe('Names.') @IsString() name!: string;
}

/** Adds the same category twice, which the firewall refuses the second time. */
@Tool({ name: 'opn_add_twice', title: 'Twice', description: 'Twice.', effect: 'write', input: ReplaceInput, output: CountOutput, uses: [categories.add, categories.del] })
class AddTwice implements WriteTool<ReplaceInput, CountOutput> {
  async run({ name }: ReplaceInput, change: Change): Promise<CountOutput> {
    await categories.create(change, { name });
    if (name !== 'once') await categories.create(change, { name });
    return { total: 1 };
  }
}

@Plugin({ id: 'kit', title: 'Kit', summary: 'Kit.', api: PLUGIN_API, tools: [CountCategories, AddTwice] })
class KitPlugin {}

const snapshots = join(__dirname, '__toolsnaps__');

toolTest('opn_count_categories', KitPlugin, {
  snapshots,
  works: [
    {
      says: 'counts what the firewall holds',
      then: (result, { requests }) => {
        expect(result.total).toBeGreaterThan(0);
        expect(requests).toEqual(['POST firewall/category/search_item']);
      },
    },
  ],
  refuses: [
    { args: { limit: 0 }, code: 'OPN_INVALID_INPUT' },
    { says: 'a key without the privilege, naming it', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Firewall: Categories/ },
    { says: 'when the firewall is gone', given: ({ firewall }) => firewall.close(), code: 'OPN_CANCELLED' },
  ],
});

toolTest('opn_add_twice', KitPlugin, {
  snapshots,
  works: [{ says: 'saves once', args: { name: 'once' }, then: (_result, { firewall }) => expect(firewall.document.toXml()).toContain('<name>once</name>') }],
  refuses: [
    { says: 'and takes back what was saved before', args: { name: 'two' }, code: 'OPN_REJECTED', text: /name/ },
    { says: 'while writes are off', writes: false, args: { name: 'two' }, code: 'OPN_WRITES_OFF' },
  ],
});

describe('toolTest', () => {
  it('refuses a test of one side', () => {
    expect(() => toolTest('opn_count_categories', KitPlugin, { works: [], refuses: [{ code: 'OPN_INVALID_INPUT' }] })).toThrow(/both sides/);
    expect(() => toolTest('opn_nothing', KitPlugin, { works: [], refuses: [] })).toThrow(/declares no tool opn_nothing/);
  });
});

describe('checkSnapshot', () => {
  it('refuses a missing and a differing snapshot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-snapshot-'));
    expect(() => checkSnapshot('opn_x_y', {}, folder)).toThrow(/has no snapshot/);
    expect(() => checkSnapshot('opn_add_twice', { name: 'other' }, snapshots)).toThrow(/otherwise than its snapshot says/);
    rmSync(folder, { recursive: true });
  });
});

describe('TurnedClock', () => {
  it('wakes sleepers when it is turned', async () => {
    const clock = new TurnedClock(0);
    const woken: string[] = [];
    const sleeper = clock.sleep(100).then(() => woken.push('a'));
    clock.turn(99);
    await Promise.resolve();
    expect(woken).toEqual([]);
    clock.turn(1);
    await sleeper;
    expect([woken, clock.now()]).toEqual([['a'], 100]);
    const stop = new AbortController();
    const stopped = clock.sleep(5, stop.signal);
    stop.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    await expect(clock.sleep(5, stop.signal)).rejects.toThrow('enough');
  });

  it('runs ahead with whoever sleeps, when it is told to', async () => {
    const clock = new TurnedClock(0);
    clock.runsAhead = true;
    await clock.sleep(100);
    await clock.sleep(50);
    expect(clock.now()).toBe(150);
  });
});

import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, flatValues, Plugin, PLUGIN_API, Collection, Tool, Uuid, type WriteTool } from '../../src/core';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { type Change, FirewallApi, OpnError, RELEASES, type Release } from '../../src/ports';

interface AliasRow {
  readonly uuid: string;
  readonly name: string;
}
const aliases = new Collection<AliasRow, AliasRow>(
  { controller: 'firewall/alias', action: 'item', wrapper: 'alias', noun: 'alias', always: 'name', joints: { content: '\n' } },
  row => row,
);

class ChangeInput {
  @Describe('Which.') @Uuid() uuid!: string;
  @Describe('What happens afterwards.') @IsString() then!: string;
}
class ChangeOutput {
  @IsString() done!: string;
}

const uses = [aliases.search, aliases.get, aliases.add, aliases.set, aliases.del];
const fail = (then: string): void => {
  if (then === 'fail') throw new OpnError('OPN_REFUSED', 'The next step was refused.');
};

@Tool({ name: 'opn_describe_alias', title: 'Describe', description: 'Describes.', effect: 'write', input: ChangeInput, output: ChangeOutput, uses })
class DescribeAlias implements WriteTool<ChangeInput, ChangeOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, then }: ChangeInput, change: Change): Promise<ChangeOutput> {
    await aliases.update(this.firewall, change, uuid, { description: 'changed', enabled: '0' });
    fail(then);
    return { done: uuid };
  }
}

@Tool({ name: 'opn_drop_alias', title: 'Drop', description: 'Drops.', effect: 'destroy', input: ChangeInput, output: ChangeOutput, uses })
class DropAlias implements WriteTool<ChangeInput, ChangeOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, then }: ChangeInput, change: Change): Promise<ChangeOutput> {
    await aliases.remove(this.firewall, change, uuid);
    fail(then);
    return { done: uuid };
  }
}

@Plugin({ id: 'aliases', title: 'Aliases', summary: 'Aliases.', api: PLUGIN_API, tools: [DescribeAlias, DropAlias] })
class AliasPlugin {}

/** The first alias of the sample that holds host addresses and is used by nothing. */
async function withAlias(release: Release, body: (kit: TestServer, uuid: string, saved: () => string) => Promise<void>): Promise<void> {
  const kit = await startTestServer({ plugins: [AliasPlugin], release });
  try {
    const list = kit.firewall.document.find('OPNsense/Firewall/Alias/aliases');
    const xml = kit.firewall.document.toXml();
    const free = list?.children.find(({ children }) => {
      const name = children.find(child => child.name === 'name')?.text ?? '';
      return xml.split(name).length === 2;
    });
    if (free?.attributes['uuid'] === undefined) throw new Error('the sample has no alias that is used by nothing');
    const { uuid } = free.attributes;
    const saved = (): string => {
      const items = kit.firewall.document.find('OPNsense/Firewall/Alias/aliases')?.children ?? [];
      const item = items.find(each => each.attributes['uuid'] === uuid);
      return item === undefined ? 'gone' : item.children.map(({ name, text }) => `${name}=${text}`).sort().join(' ');
    };
    await body(kit, uuid, saved);
  } finally {
    await kit.close();
  }
}

describe.each(RELEASES)('Collection on %s', release => {
  it('updates the named values only', () =>
    withAlias(release, async (kit, uuid, saved) => {
      const before = saved();
      const result = await kit.call('opn_describe_alias', { uuid, then: 'end' });
      expect(result.isError ?? false).toBe(false);
      expect(saved()).toBe(before.replace(/\bdescription=[^=]*(?= \w+=|$)/, 'description=changed').replace('enabled=1', 'enabled=0'));
      expect(saved()).not.toBe(before);
    }));

  it('takes an update back when the work fails', () =>
    withAlias(release, async (kit, uuid, saved) => {
      const before = saved();
      expect(await kit.call('opn_describe_alias', { uuid, then: 'fail' })).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_REFUSED/) }] });
      expect(saved()).toBe(before);
    }));

  it('takes a deletion back under the same uuid', () =>
    withAlias(release, async (kit, uuid, saved) => {
      const before = saved();
      expect(before).not.toBe('gone');
      expect(await kit.call('opn_drop_alias', { uuid, then: 'fail' })).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_REFUSED/) }] });
      expect(saved()).toBe(before);
      expect((await kit.call('opn_drop_alias', { uuid, then: 'end' })).isError ?? false).toBe(false);
      expect(saved()).toBe('gone');
    }));

  it('writes nothing to an item that does not exist', () =>
    withAlias(release, async kit => {
      const uuid = '00000000-0000-4000-8000-00000000dead';
      const before = kit.firewall.history.list().length;
      for (const tool of ['opn_describe_alias', 'opn_drop_alias']) {
        expect(await kit.call(tool, { uuid, then: 'end' })).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_NOT_FOUND: There is no alias/) }] });
      }
      expect(kit.firewall.history.list().length).toBe(before);
    }));
});

describe('flatValues', () => {
  it('turns what get answers into what set takes', () => {
    const options = (...selected: string[]): object => Object.fromEntries(['', 'a', 'b', 'c'].map(key => [key, { value: key.toUpperCase(), selected: selected.includes(key) ? 1 : 0 }]));
    expect(
      flatValues({
        enabled: '1',
        name: 'x',
        '%name': 'X',
        interface: options('a', 'c'),
        gateway: options(''),
        level: [{ value: 'low', selected: 0 }, { value: 'high', selected: '1' }],
        categories: [],
        source: { network: 'any', port: options('b'), '%network': 'Any' },
      }),
    ).toEqual({ enabled: '1', name: 'x', interface: 'a,c', gateway: '', level: '1', source: { network: 'any', port: 'b' } });
  });
});

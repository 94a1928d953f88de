import { type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { startTestServer, type TestServer, type TestServerOptions } from '../src/adapters/testkit';
import { type Approvable, Approvals } from '../src/core/approvals';
import { withoutQuestions } from '../src/core/call-ports';
import { OpnError } from '../src/ports';
import { FirewallPlugin } from '../src/plugins/firewall/firewall.plugin';

/** Blocks everything on the interfaces that the server may come in by, before any other rule. */
const CUTS = { action: 'block', interface: 'opt2,opt3', destination_net: 'any', protocol: 'any', sequence: 5, description: 'Cut' };

let kit: TestServer;
afterEach(() => kit.close());

const start = async (options: Partial<TestServerOptions> = {}): Promise<void> => void (kit = await startTestServer({ plugins: [FirewallPlugin], guarded: true, ...options }));
/** Moves the server to where only a rule lets it in; gives the id of the change that made the rule. */
const moveToGuests = async (): Promise<string> => {
  await kit.call('opn_add_firewall_rule', { interface: 'opt2', protocol: 'TCP', destination_port: '443', sequence: 50, description: 'Way in' });
  const id = await confirm();
  kit.firewall.client = { address: '192.168.30.100' };
  return id;
};
const confirm = async (): Promise<string> => {
  const { structuredContent } = await kit.call('opn_pending_changes');
  const done = await kit.call('opn_confirm_changes', { revision: structuredContent?.['revision'] });
  kit.clock.turn(2_000);
  return String(done.structuredContent?.['id']);
};
const textOf = ({ content: [first] }: CallToolResult): string => (first as { text: string }).text;
const has = (text: string): boolean => kit.firewall.document.toXml().includes(text);
const tokenIn = (text: string): string => /"approval":"([^"]+)"/.exec(text)?.[1] ?? '';
const category = async (name: string): Promise<string> => String((await kit.call('opn_add_firewall_category', { name })).structuredContent?.['uuid']);

describe('a change that would cut the way to the firewall', () => {
  it('is asked about where the host can ask, with what it would do, and done after a yes', async () => {
    const questions: string[] = [];
    await start({ answer: question => (questions.push(question), 'accept') });
    await moveToGuests();
    const result = await kit.call('opn_add_firewall_rule', CUTS);
    expect(result).toMatchObject({ structuredContent: { change: { management_path: 'cut', revision: expect.any(String) } } });
    expect(questions).toEqual([expect.stringMatching(/^Add a firewall rule \(opn_add_firewall_rule\): .*cut this server off.*undone by itself.*"would_send".*firewall\/filter\/add_rule[\s\S]*Do it\?$/)]);
  });

  it('is not done unless the answer is yes, and no token gets round that', async () => {
    let answer: 'decline' | 'cancel' = 'decline';
    await start({ answer: () => answer });
    await moveToGuests();
    for (answer of ['decline', 'cancel'] as const) {
      const text = textOf(await kit.call('opn_add_firewall_rule', CUTS));
      expect(text).toMatch(/^OPN_DECLINED: .*did not agree/);
      expect(tokenIn(text)).toBe('');
    }
    expect(has('<description>Cut<')).toBe(false);
  });

  it('is refused where the host cannot ask, with a token for this change and no other', async () => {
    await start();
    await moveToGuests();
    const refusal = textOf(await kit.call('opn_add_firewall_rule', CUTS));
    expect(refusal).toMatch(/^OPN_LOCKOUT: .*\n.*Show the user.*good for ten minutes/);
    const old = tokenIn(refusal);
    expect(old).not.toBe('');
    expect(has('<description>Cut<')).toBe(false);
    for (const other of [{ ...CUTS, sequence: 6, approval: old }, { ...CUTS, approval: old.replace(/.$/, last => (last === '0' ? '1' : '0')) }]) {
      expect(textOf(await kit.call('opn_add_firewall_rule', other))).toMatch(/^OPN_LOCKOUT: [\s\S]*is not of this change as it stands now/);
    }
    kit.clock.turn(601_000);
    const approval = tokenIn(textOf(await kit.call('opn_add_firewall_rule', { ...CUTS, approval: old })));
    expect(await kit.call('opn_add_firewall_rule', { ...CUTS, approval })).toMatchObject({ structuredContent: { change: { management_path: 'cut' } } });
    expect(has('<description>Cut<')).toBe(true);
  });

  it('is not asked about where it cuts nothing, or only shows what it would do', async () => {
    const questions: string[] = [];
    await start({ answer: question => (questions.push(question), 'decline') });
    await moveToGuests();
    expect((await kit.call('opn_add_firewall_rule', { interface: 'lan', description: 'Fine' })).isError).not.toBe(true);
    expect(await kit.call('opn_add_firewall_rule', { ...CUTS, dry_run: true })).toMatchObject({ structuredContent: { dry_run: { management_path: 'cut' } } });
    expect(questions).toEqual([]);
  });
});

describe('where the operator wants a person to agree before anything is overwritten or removed', () => {
  it('a person is asked each time, and sees what would be sent', async () => {
    const questions: string[] = [];
    let answer: 'accept' | 'decline' = 'decline';
    await start({ askBefore: 'destroy', answer: question => (questions.push(question), answer) });
    const uuid = await category('Doomed');
    expect(questions).toEqual([]);
    expect(textOf(await kit.call('opn_delete_firewall_category', { uuid }))).toMatch(/^OPN_DECLINED/);
    expect(has('Doomed')).toBe(true);
    answer = 'accept';
    expect((await kit.call('opn_delete_firewall_category', { uuid })).isError).not.toBe(true);
    expect(has('Doomed')).toBe(false);
    expect(questions).toHaveLength(2);
    expect(questions[0]).toMatch(new RegExp(`^Delete a firewall category \\(opn_delete_firewall_category\\) would do this: .*firewall/category/del_item/${uuid}`));
  });

  it('a host that cannot ask gets the plan and a token, which ends with the state that it was made for', async () => {
    await start({ askBefore: 'destroy' });
    const [alias] = ((await kit.call('opn_list_firewall_aliases', { limit: 1, search: 'office' })).structuredContent as { aliases: { uuid: string }[] }).aliases;
    const change = { uuid: alias?.uuid, description: 'B' };
    const refusal = textOf(await kit.call('opn_update_alias', change));
    expect(refusal).toMatch(/^OPN_APPROVAL: .*a person to approve.*"to":"B"/);
    const approval = tokenIn(refusal);
    expect((await kit.call('opn_update_alias', { ...change, approval })).isError).not.toBe(true);
    // The description is B by now: the same call would do something else, so that the old approval is none any more.
    const again = textOf(await kit.call('opn_update_alias', { ...change, approval }));
    expect(again).toMatch(/^OPN_APPROVAL: [\s\S]*not of this change as it stands now/);
    expect((await kit.call('opn_add_firewall_category', { name: 'Free' })).isError).not.toBe(true);
    const { tools } = await kit.client.listTools();
    const listed = (name: string): object | undefined => tools.find(tool => tool.name === name)?.inputSchema.properties;
    expect(listed('opn_delete_firewall_category')).toHaveProperty('approval');
    expect(listed('opn_list_firewall_rules')).not.toHaveProperty('approval');
  });

  it('adding is asked about, too, where every change is', async () => {
    await start({ askBefore: 'change' });
    expect(textOf(await kit.call('opn_add_firewall_category', { name: 'Asked' }))).toMatch(/^OPN_APPROVAL/);
    expect(has('Asked')).toBe(false);
  });
});

it('the approval of a change is none of a lock-out that was not seen with it, and one of that is one of the change', async () => {
  await start();
  const seal = { seal: (text: string) => text, fits: (token: string, text: string) => token === text };
  const approvals = new Approvals(seal);
  const request = (token?: string): Approvable => ({ tool: 'opn_x', title: 'X', args: { a: 1 }, token, call: { signal: new AbortController().signal, progress: () => undefined }, isUndoneByItself: true, plan: async () => ({ dry_run: { management_path: 'open' } }) });
  const tokenOf = async (work: Promise<unknown>): Promise<string> => /"approval":"(.*)" \(good/.exec(await work.then(() => '', (problem: OpnError) => problem.describe()))?.[1] ?? '';
  const cut = async (acceptLockout: boolean): Promise<string> => {
    if (!acceptLockout) throw new OpnError('OPN_LOCKOUT', 'It cuts.');
    return 'done';
  };
  const ofChange = await tokenOf(approvals.before(request()));
  await expect(approvals.before(request(ofChange))).resolves.toBe(false);
  const ofRisk = await tokenOf(approvals.despiteLockout(request(ofChange), false, cut));
  expect([ofChange, ofRisk]).not.toContain('');
  expect(ofRisk).not.toBe(ofChange);
  await expect(approvals.before(request(ofRisk))).resolves.toBe(false);
  await expect(approvals.despiteLockout(request(ofRisk), false, cut)).resolves.toBe('done');
});

it('an undo that would cut the way in is a person’s decision as well', async () => {
  const questions: string[] = [];
  await start({ answer: question => (questions.push(question), 'accept') });
  const id = await moveToGuests();
  const result = await kit.call('opn_undo_change', { id });
  expect(questions).toEqual([expect.stringMatching(/^Undo a change \(opn_undo_change\): [\s\S]*Do it\?$/)]);
  expect(result).toMatchObject({ structuredContent: { change: { management_path: 'cut' } } });
});

it('plugins cannot ask in the name of the server', async () => {
  await start();
  expect(withoutQuestions({ signal: new AbortController().signal, progress: () => undefined, ask: async () => ({ action: 'accept', values: {} }) })).not.toHaveProperty('ask');
});

import { MemoryDocuments } from '../../src/adapters/documents/memory-documents';
import { FieldRedactor } from '../../src/adapters/redaction';
import { DeclaredReads, keepsOnly } from '../../src/core/call-ports';
import { asking } from '../../src/core/people';
import { type Document, type FirewallApi, type FormField, type Question, type Reply, type RequestOptions, type Values } from '../../src/ports';
import { getThing } from './sample-plugin';

const tool = { name: 'opn_get_thing', uses: [getThing] };

/** What a request of a call is sent with. */
async function sentWith(call: AbortSignal, options?: RequestOptions): Promise<RequestOptions | undefined> {
  let sent: RequestOptions | undefined;
  const firewall = { read: async (_endpoint: unknown, _request: unknown, given?: RequestOptions) => { sent = given; } } as unknown as FirewallApi;
  await new DeclaredReads(firewall, tool, { signal: call, progress: () => undefined }).read(getThing, {}, options);
  return sent;
}

describe('the firewall as one call reads it', () => {
  it('calls requests off with the call, or with their own signal', async () => {
    const [call, own] = [new AbortController(), new AbortController()];
    expect((await sentWith(call.signal))?.signal).toBe(call.signal);
    const joined = (await sentWith(call.signal, { signal: own.signal }))?.signal;
    own.abort();
    expect(joined?.aborted).toBe(true);
  });

  it('lets a request that must not be left half done go out despite a cancelled call', async () => {
    expect(await sentWith(AbortSignal.abort(), { despiteCancel: true })).toEqual({});
    const own = new AbortController();
    expect(await sentWith(AbortSignal.abort(), { despiteCancel: true, signal: own.signal })).toEqual({ signal: own.signal });
  });
});

const redactor = new FieldRedactor({ ownSecrets: [] });

describe('the documents as one call keeps them', () => {
  it('puts what is shown into the result, unless it is too large for that', () => {
    const linked: (readonly [string, Document | undefined])[] = [];
    const call = { signal: new AbortController().signal, progress: () => undefined, linked: ({ name }: { readonly name: string }, shown?: Document) => void linked.push([name, shown]) };
    const documents = keepsOnly(new MemoryDocuments(redactor), { name: 'opn_x', domain: 'x', external: false }, call);
    const picture = (name: string, bytes: number): Document => ({ name, title: name, mediaType: 'image/png', data: new Uint8Array(bytes) });
    const [small, large] = [picture('small', 256 * 1024), picture('large', 256 * 1024 + 1)];
    documents.show(small);
    documents.show(large);
    documents.keep(small);
    expect(linked).toEqual([['small', small], ['large', undefined], ['small', undefined]]);
  });

  it('takes secrets out of what a plugin from outside keeps, and lets it link to its own resources only', () => {
    const shown: (Document | undefined)[] = [];
    const kept = new MemoryDocuments(redactor);
    const call = { signal: new AbortController().signal, progress: () => undefined, linked: (_link: object, document?: Document) => void shown.push(document) };
    const documents = (external: boolean) => keepsOnly(kept, { name: 'opn_x', domain: 'tailscale', external }, call);
    const note: Document = { name: 'a.txt', title: 'A', mediaType: 'text/plain', text: 'password=canary' };
    const uris = [documents(true).keep(note).uri, documents(true).show(note).uri];
    expect(JSON.stringify([uris.map(uri => kept.read(uri)), shown])).not.toContain('canary');
    const link = (external: boolean, uri: string): string => documents(external).link({ uri, name: 'a', title: 'A', mediaType: 'text/plain' });
    expect([link(true, 'opnsense://tailscale/peers'), link(false, 'opnsense://rules')]).toEqual(['opnsense://tailscale/peers', 'opnsense://rules']);
    for (const [external, uri] of [[true, 'opnsense://rules'], [false, 'https://example.com/']] as const) expect(() => link(external, uri)).toThrow(expect.objectContaining({ code: 'OPN_INTERNAL' }));
  });
});

describe('the person before the host as one call asks them', () => {
  const asked: Question[] = [];
  const people = (reply: Reply | undefined, external = false) => {
    const call = { signal: new AbortController().signal, progress: () => undefined, ...(reply === undefined ? {} : { ask: async (question: Question) => (asked.push(question), reply) }) };
    return asking(call, { name: 'opn_x', domain: 'tailscale', external }, redactor);
  };
  const fields: Record<string, FormField> = {
    text: { type: 'string', minLength: 2, maxLength: 4 }, count: { type: 'integer', minimum: 1, maximum: 3 }, share: { type: 'number' }, on: { type: 'boolean' },
    one: { type: 'string', oneOf: [{ const: 'a', title: 'A' }] }, many: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, minItems: 1, maxItems: 2 },
  };
  const answer = (values: Values, required: readonly string[] = []) => people({ action: 'accept', values }).ask({ message: 'Which?', fields, required });

  it('says who asks, and nothing where the host cannot ask', async () => {
    await people({ action: 'decline' }, true).ask({ message: 'Which\u202e one?', fields: {} });
    await people({ action: 'cancel' }).ask({ message: 'x'.repeat(5000), fields: {} });
    expect(asked.map(({ message }) => message.slice(0, 60))).toEqual(["opn_x of the plugin 'tailscale' asks: Which one?", `opn_x asks: ${'x'.repeat(48)}`]);
    expect(asked[1]?.message).toHaveLength(2012);
    expect(await people(undefined).ask({ message: 'Which?', fields })).toBeUndefined();
  });

  it('takes what the form allows, without what it did not ask for', async () => {
    const values = { text: 'abc', count: 2, share: 0.5, on: false, one: 'a', many: ['a', 'b'] };
    expect(await answer({ ...values, other: 'x' })).toEqual({ action: 'accept', values });
    expect(await answer({})).toEqual({ action: 'accept', values: {} });
    expect(await people({ action: 'decline' }).ask({ message: 'Which?', fields, required: ['text'] })).toEqual({ action: 'decline' });
  });

  it.each<{ readonly values: Values; readonly required?: readonly string[] }>([
    ...[{ text: 'a' }, { text: 'abcde' }, { text: 5 }, { count: 0 }, { count: 4 }, { count: 1.5 }, { share: '1' }, { on: 'true' }, { one: 'b' }, { many: [] }, { many: ['c'] }, { many: ['a', 'b', 'a'] }].map(values => ({ values })), { values: {}, required: ['text'] },
  ])('takes none of $values', async ({ values, required }) => {
    await expect(answer(values, required)).rejects.toMatchObject({ code: 'OPN_DECLINED', message: expect.stringContaining(required?.[0] ?? Object.keys(values)[0] ?? '') });
  });

  it('asks for no secret', async () => {
    await expect(people({ action: 'cancel' }).ask({ message: 'Which?', fields: { password: { type: 'string' } } })).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
  });
});

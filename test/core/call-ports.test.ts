import { DeclaredReads } from '../../src/core/call-ports';
import { type FirewallApi, type RequestOptions } from '../../src/ports';
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

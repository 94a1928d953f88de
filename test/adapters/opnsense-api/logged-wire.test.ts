import { loggedWire } from '../../../src/adapters/opnsense-api';
import { OpnError } from '../../../src/ports';
import { json, RecordedWire } from './recorded-wire';

const request = { method: 'POST', path: '/api/diagnostics/interface/search_arp/x?resolve=canary&n=canary', headers: { authorization: 'Basic canary' }, body: '{"a":"canary"}' } as const;

describe('loggedWire', () => {
  it('tells of a request without values, headers and bodies', async () => {
    const told: string[] = [];
    const wire = loggedWire(new RecordedWire(() => json({ b: 'canary' })), { write: (level, message) => told.push(`${level} ${message}`) });
    expect(await wire.send(request, { timeoutMs: 5 })).toEqual(json({ b: 'canary' }));
    expect(told).toEqual([expect.stringMatching(/^debug POST \/api\/diagnostics\/interface\/search_arp\/x\?resolve&n: 200 with 14 bytes after \d+ ms$/)]);
  });

  it('tells of a failure by its code', async () => {
    const told: string[] = [];
    const log = { write: (_level: string, message: string) => void told.push(message) };
    const failing = (error: Error) => loggedWire(new RecordedWire(() => error), log).send({ ...request, path: '/api/a/b/c' });
    await expect(failing(new OpnError('OPN_TIMEOUT', 'canary'))).rejects.toThrow('canary');
    await expect(failing(new Error('canary'))).rejects.toThrow('canary');
    expect(told).toEqual([expect.stringMatching(/^POST \/api\/a\/b\/c: OPN_TIMEOUT after/), expect.stringMatching(/: failed after/)]);
  });
});

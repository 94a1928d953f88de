import { Agent, request as send } from 'node:https';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { TurnedClock } from '../../../src/adapters/testkit';
import { basic } from './ask';

let side: HttpsSide;
let wire: HttpsWire;

async function serve(firewall: Wire = new FakeFirewall()): Promise<void> {
  side = await serveHttps(firewall);
  wire = new HttpsWire({ origin: side.url, trust: { kind: 'pin', fingerprint: side.fingerprint } });
}

afterEach(async () => {
  await wire.close();
  await side.close();
});

const get = (path: string, headers = basic()): Promise<number> => wire.send({ method: 'GET', path, headers }).then(({ status }) => status);

describe('the HTTPS side of the fake firewall', () => {
  it('answers as the firewall in memory does, behind its pinned certificate', async () => {
    const clock = new TurnedClock();
    await serve(new FakeFirewall({ clock }));
    const request = { method: 'GET', path: '/api/core/firmware/status', headers: basic() } as const;
    const { status, body } = await wire.send(request);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual(JSON.parse((await new FakeFirewall({ clock }).send(request)).body));
    const body2 = JSON.stringify({ searchPhrase: 'nas' });
    const found = await wire.send({ method: 'POST', path: '/api/firewall/alias/search_item', headers: { ...basic(), 'content-type': 'application/json' }, body: body2 });
    expect(JSON.parse(found.body)).toMatchObject({ total: 1 });
  });

  it('is not trusted with another fingerprint', async () => {
    await serve();
    const other = new HttpsWire({ origin: side.url, trust: { kind: 'pin', fingerprint: side.fingerprint.replace(/^../, pair => (pair === '00' ? '01' : '00')) } });
    await expect(other.send({ method: 'GET', path: '/api/core/firmware/status', headers: basic() })).rejects.toMatchObject({ code: 'OPN_TLS' });
    await other.close();
  });

  it('refuses wrong keys, missing privileges and unknown endpoints', async () => {
    await serve();
    expect(await get('/api/core/firmware/status', basic('nobody', 'x'))).toBe(401);
    expect(await get('/api/core/firmware/status', basic('FAKE-KEY-monitor', 'FAKE-SECRET-monitor'))).toBe(403);
    expect(await get('/api/no/such/thing')).toBe(404);
  });

  it('names what fails inside the fake', async () => {
    await serve({ send: () => Promise.reject(new Error('broken')), close: () => Promise.resolve() });
    expect(await wire.send({ method: 'GET', path: '/api/core/firmware/status', headers: basic() })).toMatchObject({ status: 500, body: expect.stringContaining('broken') });
  });

  it('closes a connection after 15 requests', async () => {
    await serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
    const headers: (string | undefined)[] = [];
    for (let index = 0; index < 16; index += 1) {
      headers.push(await new Promise((resolve, reject) => {
        send(`${side.url}/api/core/menu/search`, { agent, headers: basic() }, answer => answer.resume().on('end', () => resolve(answer.headers.connection))).on('error', reject).end();
      }));
    }
    agent.destroy();
    expect(headers.map((value, index) => [index + 1, value]).filter(([, value]) => value === 'close')).toEqual([[15, 'close']]);
  });

  it('says when its port is taken', async () => {
    await serve();
    await expect(serveHttps(new FakeFirewall(), Number(new URL(side.url).port))).rejects.toMatchObject({ code: 'OPN_CONFIG' });
  });
});

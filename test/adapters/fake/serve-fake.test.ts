import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { type ServedFake, serveFake } from '../../../src/adapters/fake/serve-fake';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { basic } from './ask';
import { recordedBase } from './recorded-base';

type Line = Readonly<Record<string, unknown>>;

let stage: Stage;
afterEach(async () => stage.end());

/** A served firewall with the streams of its process. */
class Stage {
  private readonly stdin = new PassThrough();
  private readonly stdout = new PassThrough();
  private readonly stop = new AbortController();
  private readonly lines = createInterface({ input: this.stdout })[Symbol.asyncIterator]();
  private readonly ended: Promise<void>;
  private wire: HttpsWire | undefined;

  constructor(wanted: Partial<ServedFake>) {
    this.ended = serveFake({ port: 0, keys: [], control: true, ...wanted }, { stdin: this.stdin, stdout: this.stdout, stop: this.stop.signal });
  }

  async line(): Promise<Line> {
    const { value } = (await this.lines.next()) as { value: string };
    return JSON.parse(value) as Line;
  }

  order(order: unknown): Promise<Line> {
    this.stdin.write(`${typeof order === 'string' ? order : JSON.stringify(order)}\n`);
    return this.line();
  }

  status(start: Line, key = String(start['key']), secret = String(start['secret']), timeoutMs = 10_000): Promise<number> {
    this.wire ??= new HttpsWire({ origin: String(start['url']), trust: { kind: 'pin', fingerprint: String(start['fingerprint']) } });
    return this.wire.send({ method: 'GET', path: '/api/core/firmware/running', headers: basic(key, secret) }, { timeoutMs }).then(({ status }) => status);
  }

  hangUp(): Promise<void> {
    this.stdin.end();
    return this.ended;
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.wire?.close();
    await this.ended;
  }
}

describe('serving the sample', () => {
  it('accepts its keys and those that are given', async () => {
    stage = new Stage({ keys: [{ key: 'mine', secret: 'hidden', user: 'root' }], release: '25.1' });
    const start = await stage.line();
    expect(start).toMatchObject({ key: 'mine', secret: 'hidden', release: '25.1' });
    expect(await stage.status(start)).toBe(200);
    expect(await stage.status(start, 'FAKE-KEY-root', 'FAKE-SECRET-root')).toBe(200);
    expect(await stage.status(start, 'other', 'x')).toBe(401);
  });

  it('is as large as asked for', async () => {
    stage = new Stage({ rules: 300 });
    await stage.line();
    const { result } = await stage.order({ do: 'saved' });
    expect(String(result).match(/<rule[ >]/g)?.length).toBeGreaterThanOrEqual(300);
  });

  it('ends with its stdin when it takes orders', async () => {
    stage = new Stage({});
    await stage.line();
    await stage.hangUp();
  });
});

describe('serving a configuration', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fake-'));
  const config = path.join(folder, 'config.xml');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('accepts a key that it makes for root, and none of the sample', async () => {
    writeFileSync(config, recordedBase('25.7').toXml());
    stage = new Stage({ config });
    const start = await stage.line();
    expect(start['key']).toMatch(/^[A-Za-z0-9]{80}$/);
    expect(await stage.status(start)).toBe(200);
    expect(await stage.status(start, 'FAKE-KEY-root', 'FAKE-SECRET-root')).toBe(401);
  });

  it('accepts only the keys that are given, and the release', async () => {
    writeFileSync(config, recordedBase('26.1').toXml());
    stage = new Stage({ config, release: '24.7', keys: [{ key: 'mine', secret: 'hidden', user: 'mcpro' }] });
    const start = await stage.line();
    expect(start).toMatchObject({ key: 'mine', release: '24.7' });
    expect(await stage.status(start)).toBe(403);
  });
});

describe('orders on stdin', () => {
  it('make requests fail', async () => {
    stage = new Stage({});
    const start = await stage.line();
    expect(await stage.order({ id: 1, do: 'fault', fault: { kind: 'status', status: 502, path: 'firmware', times: 'always' } })).toEqual({ id: 1, result: null });
    expect([await stage.status(start), await stage.status(start)]).toEqual([502, 502]);
    await stage.order({ do: 'clear' });
    expect(await stage.status(start)).toBe(200);
  });

  it('turn the clock, and tell what is saved and what runs', async () => {
    stage = new Stage({});
    await stage.line();
    const before = (await stage.order({ do: 'now' }))['result'] as number;
    await stage.order({ do: 'turn', ms: 3_600_000 });
    expect((await stage.order({ do: 'now' }))['result'] as number).toBeGreaterThanOrEqual(before + 3_600_000);
    expect((await stage.order({ do: 'saved' }))['result']).toContain('<opnsense>');
    expect((await stage.order({ do: 'applied', part: 'filter' }))['result']).toContain('<opnsense>');
    expect((await stage.order({ do: 'history' }))['result']).toMatchObject([{ username: '(root)' }]);
    expect((await stage.order({ do: 'rulesError' }))['result']).toBeNull();
  });

  it('put the client elsewhere and the firewall down', async () => {
    stage = new Stage({ client: '192.168.1.30' });
    const start = await stage.line();
    expect((await stage.order({ do: 'judge' }))['result']).toMatchObject({ action: 'pass' });
    expect((await stage.order({ do: 'client', address: '192.168.30.100' }))['result']).toMatchObject({ action: 'reject' });
    expect((await stage.order({ do: 'client', address: '198.51.100.200', interface: 'lan' }))['result']).toMatchObject({ action: 'pass' });
    await stage.order({ do: 'reboot', downMs: 60_000 });
    await expect(stage.status(start, undefined, undefined, 200)).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
    await stage.order({ do: 'turn', ms: 60_000 });
    expect(await stage.status(start)).toBe(200);
  });

  it.each<[unknown, RegExp]>([
    ['{', /JSON/],
    [{ id: 7 }, /do has to be a text/],
    [{ do: 'dance' }, /no order dance; there are fault/],
    [{ do: 'constructor' }, /no order constructor/],
    [{ do: 'turn', ms: '1' }, /ms has to be a number/],
    [{ do: 'fault' }, /kind has to be a text/],
    [{ do: 'fault', fault: { kind: 'flood' } }, /no fault flood; there are latency/],
    [{ do: 'fault', fault: { kind: 'reset', path: '(' } }, /regular expression/i],
  ])('are refused when wrong: %j', async (order, error) => {
    stage = new Stage({});
    await stage.line();
    expect((await stage.order(order))['error']).toMatch(error);
    expect((await stage.order({ id: 'next', do: 'rulesError' }))['id']).toBe('next');
  });
});

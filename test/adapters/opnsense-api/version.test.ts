import { OpnError } from '../../../src/ports';
import { parseVersion, SILENCE_KEPT_MS, VERSION_KEPT_MS, VersionFinder } from '../../../src/adapters/opnsense-api/version';

describe('version texts', () => {
  const texts: [string, string, string | undefined][] = [
    ['OPNsense 26.7.2-amd64', '26.7.2', '26.7'],
    ['OPNsense 26.1.11_1-amd64', '26.1.11_1', '26.1'],
    ['26.1_4', '26.1_4', '26.1'],
    ['25.1_2', '25.1_2', '25.1'],
    ['25.7.r1', '25.7.r1', '25.7'],
    ['24.7.12', '24.7.12', '24.7'],
    ['24.7', '24.7', '24.7'],
    ['OPNsense 25.10.1-aarch64', '25.10.1', undefined],
    ['OPNsense 27.1.a_33-amd64', '27.1.a_33', undefined],
    ['OPNsense Business 25.4.2-amd64', '25.4.2', undefined],
  ];
  it.each(texts)('%s', (told, text, release) => {
    expect(parseVersion(told)).toEqual({ text, release });
  });

  it.each(['', 'OPNsense', 'FreeBSD', 'OpenSSL 3.0.17', 'x26.1', '126.1'])('nothing in %p', (told) => {
    expect(parseVersion(told)).toBeUndefined();
  });
});

describe('finding the version', () => {
  const information = (version: string): unknown => ({ name: 'fw', versions: [`OPNsense ${version}-amd64`, 'FreeBSD 14.3-RELEASE', 'OpenSSL 3.0.17'] });
  const refusal = (code: OpnError['code']): OpnError => new OpnError(code, code);

  function finder(replies: readonly unknown[]): { find: VersionFinder; asked: string[]; clock: { time: number } } {
    const asked: string[] = [];
    const clock = { time: 1_000 };
    const find = new VersionFinder(
      (endpoint, spelling) => {
        const reply = replies[Math.min(asked.length, replies.length - 1)];
        asked.push(`${endpoint.path} ${spelling}`);
        return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
      },
      () => clock.time,
    );
    return { find, asked, clock };
  }

  it('asks once for many callers and keeps it', async () => {
    const { find, asked } = finder([information('26.7.2')]);
    const versions = await Promise.all([find.find(), find.find(), find.find()]);
    expect(versions.map((version) => version?.text)).toEqual(['26.7.2', '26.7.2', '26.7.2']);
    await find.find();
    expect(asked).toEqual(['diagnostics/system/system_information snake']);
    expect(find.known()?.release).toBe('26.7');
  });

  it('goes on to the next source when the key may not read one', async () => {
    const { find, asked } = finder([refusal('OPN_FORBIDDEN'), refusal('OPN_FORBIDDEN'), { product: { product_version: '25.1.12' } }]);
    expect((await find.find())?.text).toBe('25.1.12');
    expect(asked).toEqual([
      'diagnostics/system/system_information snake', 'diagnostics/system/system_information camel', 'core/firmware/status snake',
    ]);
  });

  it.each([[{}], [[]], [{ versions: [] }], [{ versions: 'x' }], [{ versions: [7] }], [{ product: null }]])('survives %j', async (answer) => {
    expect(await finder([answer]).find.find()).toBeUndefined();
  });

  it('is undefined when nothing tells, and asks again after a while', async () => {
    const { find, asked, clock } = finder([refusal('OPN_FORBIDDEN'), refusal('OPN_FORBIDDEN'), refusal('OPN_FORBIDDEN'), information('26.1')]);
    expect(await find.find()).toBeUndefined();
    expect(await find.find()).toBeUndefined();
    expect(asked).toHaveLength(3);
    clock.time += SILENCE_KEPT_MS;
    expect((await find.find())?.text).toBe('26.1');
  });

  it('notices an upgrade after a while', async () => {
    const { find, clock } = finder([information('26.1.11'), information('26.7.2')]);
    expect((await find.find())?.text).toBe('26.1.11');
    clock.time += VERSION_KEPT_MS;
    expect(find.known()).toBeUndefined();
    expect((await find.find())?.text).toBe('26.7.2');
  });

  it.each(['OPN_UNREACHABLE', 'OPN_TLS', 'OPN_UNAUTHORIZED', 'OPN_TIMEOUT'] as const)('rejects on %s and keeps nothing of it', async (code) => {
    const { find, asked } = finder([refusal(code), information('26.7')]);
    await expect(find.find()).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(1);
    expect((await find.find())?.text).toBe('26.7');
  });
});

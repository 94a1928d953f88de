import { inspect } from 'node:util';
import { reads, searches, writes } from '../../../src/core/endpoints';
import { Credentials, OpnsenseApi, type OpnsenseApiOptions } from '../../../src/adapters/opnsense-api';
import { OpnError, type ReadEndpoint } from '../../../src/ports';
import { FORBIDDEN, json, NO_ENDPOINT, raw, RecordedWire, type Reply, UNAUTHORIZED } from './recorded-wire';

const KEY = 'canary-key-4711';
const SECRET = 'canary-secret-0815';
const UUID = '6f1f3a10-9d5e-4a56-8a1b-0c2f5d3e7a90';

function client(reply: Reply, options: Partial<OpnsenseApiOptions> = {}): { api: OpnsenseApi; wire: RecordedWire } {
  const wire = new RecordedWire(reply);
  return { wire, api: new OpnsenseApi({ wire, credentials: new Credentials(KEY, SECRET), timeoutMs: 5_000, ...options }) };
}

const versioned =
  (version: string, reply: Reply): Reply =>
  (request, options) =>
    /system_?information/i.test(request.path) ? json({ versions: [`OPNsense ${version}-amd64`] }) : reply(request, options);

const caught = (work: Promise<unknown>): Promise<OpnError> =>
  work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => error as OpnError,
  );

describe('a search', () => {
  const rows = Array.from({ length: 25 }, (_, n) => ({ n }));
  const numbers = async (answer: object, body: Record<string, unknown>): Promise<number[]> => {
    const { api } = client(() => json(answer));
    return (await api.read(searches<{ n: number }>('diagnostics/interface/search_arp'), { body })).rows.map(({ n }) => n);
  };

  it('gives the page that was asked for, whether the firewall pages or not', async () => {
    const whole = { rows, total: 25, rowCount: 25, current: 1 };
    expect(await numbers(whole, { current: 1, rowCount: 3 })).toEqual([0, 1, 2]);
    expect(await numbers(whole, { current: 9, rowCount: 3 })).toEqual([24]);
    expect(await numbers(whole, { current: 10, rowCount: 3 })).toEqual([]);
    expect(await numbers(whole, { current: 1, rowCount: -1 })).toHaveLength(25);
    expect(await numbers(whole, {})).toHaveLength(25);
    expect(await numbers({ rows: rows.slice(0, 5), total: 100, rowCount: 5, current: 2 }, { current: 2, rowCount: 5 })).toEqual([0, 1, 2, 3, 4]);
    expect(await numbers({ rows, total: 100, rowCount: 25, current: 2 }, { current: 2, rowCount: 5 })).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the request', () => {
  it('by GET carries no content type and no length', async () => {
    const { api, wire } = client(() => json({}));
    await api.read(reads('firewall/filter/get_rule'), { path: [UUID], query: { fetchmode: 'a b&c=d', n: 2 } });
    expect(wire.sent[0]).toEqual({
      method: 'GET',
      path: `/api/firewall/filter/get_rule/${UUID}?fetchmode=a%20b%26c%3Dd&n=2`,
      headers: { accept: 'application/json', authorization: `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}` },
    });
    expect(wire.options[0]).toEqual({ timeoutMs: 5_000, repeatable: true });
  });

  it('by POST without a body says that its length is 0', async () => {
    const { api, wire } = client(() => json({ status: 'ok' }));
    await api.write(writes('firewall/filter/apply'));
    expect(wire.sent[0]).toMatchObject({ method: 'POST', path: '/api/firewall/filter/apply', headers: { 'content-length': '0' } });
    expect(wire.sent[0]?.headers).not.toHaveProperty('content-type');
    expect(wire.sent[0]).not.toHaveProperty('body');
    expect(wire.options[0]).toEqual({ timeoutMs: 5_000, repeatable: false });
  });

  it('with a body is JSON, measured in bytes', async () => {
    const { api, wire } = client(() => json({ rows: [] }));
    await api.read(reads('firewall/alias/search_item', { method: 'POST' }), { body: { searchPhrase: 'Büro' } });
    expect(wire.sent[0]?.body).toBe('{"searchPhrase":"Büro"}');
    expect(wire.sent[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '24' });
  });

  it('takes longer when the endpoint is slow, and listens to the caller', async () => {
    const { api, wire } = client(() => json({}));
    const { signal } = new AbortController();
    await api.read(reads('core/firmware/info', { slow: true }), {}, { signal });
    expect(wire.options[0]).toEqual({ timeoutMs: 50_000, repeatable: true, slow: true, signal });
  });

  it('is not repeated when a reading endpoint starts something', async () => {
    const { api, wire } = client(() => json({ result: 'ok' }));
    await api.read(reads('diagnostics/ping/set', { method: 'POST', once: true }), { body: {} });
    expect(wire.options[0]).toEqual({ timeoutMs: 5_000, repeatable: false });
  });

  it('is not sent by GET with a body', async () => {
    const { api, wire } = client(() => json({}));
    await expect(api.read(reads('firewall/filter/get'), { body: {} })).rejects.toMatchObject({ code: 'OPN_PLUGIN' });
    expect(wire.sent).toHaveLength(0);
  });
});

describe('path arguments', () => {
  const attacks = [
    '..', '.', '...', '../../../core/system/reboot', '../x', 'a/b', 'a\\b', '%2e%2e', '%2E%2e%2fcore', '%252e', 'a%00', 'x?y=1', 'x#y', 'a b', '', 'a\nb', 'a\r\nHost: x',
    'a\u0000', 'a\tb', '\u202e', 'ｒeboot', 'é', '．．', '﹒﹒', '\ud800', 'a"b', '<b>', 'a|b', 'a^b', '`x`', '{x}', 'x'.repeat(2001), '%', '%7f',
  ];
  it.each(attacks)('refuse %j before anything is sent', async (segment) => {
    const { api, wire } = client(() => json({}));
    await expect(api.read(reads('firewall/alias/get_item'), { path: [segment] })).rejects.toMatchObject({ code: 'OPN_INVALID_INPUT' });
    await expect(api.write(writes('firewall/alias/del_item'), { path: [UUID, segment] })).rejects.toMatchObject({ code: 'OPN_INVALID_INPUT' });
    expect(wire.sent).toHaveLength(0);
  });

  it.each([7, null, undefined, {}, ['x']])('refuse %p, whatever the types say', async (segment) => {
    const { api, wire } = client(() => json({}));
    await expect(api.read(reads('firewall/alias/get_item'), { path: [segment as string] })).rejects.toMatchObject({ code: 'OPN_INVALID_INPUT' });
    expect(wire.sent).toHaveLength(0);
  });

  it.each([UUID, `${UUID},${UUID}`, 'vlan0.20', '2001:db8::1', 'config-1795404657.9925.xml', '__lan_network', 'a..b', '1'])('let %s through as it is', async (segment) => {
    const { api, wire } = client(() => json({}));
    await api.read(reads('firewall/alias/get_item'), { path: [segment] });
    expect(wire.sent[0]?.path).toBe(`/api/firewall/alias/get_item/${segment}`);
  });

  it('refuse a query that is not text', async () => {
    const { api, wire } = client(() => json({}));
    await expect(api.read(reads('firewall/alias/get_item'), { query: { x: '\ud800' } })).rejects.toMatchObject({ code: 'OPN_INVALID_INPUT' });
    expect(wire.sent).toHaveLength(0);
  });
});

describe('what is never sent', () => {
  const never: [string, ReadEndpoint][] = [
    ['a blocked endpoint', reads('core/firmware/reboot')],
    ['a blocked endpoint in disguise', { ...reads('core/system/status'), path: 'core/system/Re_Boot' }],
    ['a way around', { ...reads('core/system/status'), path: 'core/system/status/%2e%2e/halt' }],
    ['a backup restored by GET', reads('core/backup/revert_backup')],
    ['a rule added by a read', reads('firewall/filter/add_rule', { method: 'POST' })],
    ['a log cleared by a read', reads('diagnostics/log/core', { method: 'POST' })],
  ];
  it.each(never)('%s', async (_, endpoint) => {
    // On 25.1 the old spelling would be the one to use.
    const { api, wire } = client(versioned('25.1.12', () => json({})));
    await api.version();
    await expect(api.read(endpoint, endpoint.path.includes('/log/') ? { path: ['system', 'clear'] } : {})).rejects.toMatchObject({ code: 'OPN_BLOCKED' });
    expect(wire.sent).toHaveLength(1);
  });

  it('a blocked write', async () => {
    const { api, wire } = client(() => json({ status: 'ok' }));
    await expect(api.write(writes('core/system/halt'))).rejects.toMatchObject({ code: 'OPN_BLOCKED' });
    await expect(api.write(writes('auth/user/add'), { body: { user: {} } })).rejects.toMatchObject({ code: 'OPN_BLOCKED' });
    expect(wire.sent).toHaveLength(0);
  });

  it.each(['firewall/filter', 'a/b/c/d', '/api/firewall/filter/get', 'firewall/filter/get?x', 'firewall/dNat/get', 'https://evil.example/a/b'])('the malformed path %s', async (path) => {
    const { api, wire } = client(() => json({}));
    await expect(api.read({ ...reads('firewall/filter/get'), path })).rejects.toMatchObject({ code: 'OPN_PLUGIN' });
    expect(wire.sent).toHaveLength(0);
  });
});

describe('releases', () => {
  const young = reads('kea/dhcpv6/search_subnet', { since: '25.1' });

  it('are not asked for by a read that works', async () => {
    const { api, wire } = client(() => json({ rows: [] }));
    await api.read(young);
    expect(wire.sent).toHaveLength(1);
  });

  it('explain a 404', async () => {
    const { api } = client(versioned('24.7.12', () => NO_ENDPOINT));
    const error = await caught(api.read(young));
    expect(error).toMatchObject({ code: 'OPN_NEEDS_RELEASE', message: 'kea/dhcpv6/search_subnet needs OPNsense ≥ 25.1; this firewall runs 24.7.12.' });
  });

  it('explain the empty answer of a controller that swallows unknown actions', async () => {
    const { api } = client(versioned('25.1.12', () => raw('')));
    expect(await caught(api.read(reads('unbound/settings/search_dnsbl', { since: '25.7' })))).toMatchObject({ code: 'OPN_NEEDS_RELEASE' });
    expect(await caught(api.read(reads('unbound/settings/search_acl')))).toMatchObject({ code: 'OPN_BAD_ANSWER' });
  });

  it('once known, save the request', async () => {
    const { api, wire } = client(versioned('24.7.12', () => NO_ENDPOINT));
    await api.version();
    expect(await caught(api.read(young))).toMatchObject({ code: 'OPN_NEEDS_RELEASE' });
    expect(wire.sent).toHaveLength(1);
  });

  it('are looked up before a write that depends on them', async () => {
    const { api, wire } = client(versioned('26.7.2', () => json({ status: 'ok' })));
    expect(await caught(api.write(writes('firewall/filter/savepoint', { until: '26.1' })))).toMatchObject({
      code: 'OPN_NEEDS_RELEASE',
      message: 'firewall/filter/savepoint ended with OPNsense 26.1; this firewall runs 26.7.2.',
    });
    await api.write(writes('firewall/d_nat/add_rule', { since: '26.1' }), { body: {} });
    expect(wire.sent.map(({ path }) => path)).toEqual(['/api/diagnostics/system/system_information', '/api/firewall/d_nat/add_rule']);
  });

  it('that are unknown are given the chance', async () => {
    const { api } = client((request) => (request.path.includes('search_subnet') ? json({ rows: [] }) : FORBIDDEN));
    expect(await api.version()).toBeUndefined();
    expect(await api.read(young)).toEqual({ rows: [] });
  });

  it('leave a missing endpoint of the right series to its point releases', async () => {
    const { api } = client(versioned('25.1.1', () => NO_ENDPOINT));
    const error = await caught(api.read(young));
    expect(error.code).toBe('OPN_NO_ENDPOINT');
    expect(error.hint).toContain('within a series');
    expect(error.hint).toContain('25.1.1');
  });

  it('do not hide which plugin is missing', async () => {
    const { api } = client(versioned('26.7.2', () => NO_ENDPOINT));
    const error = await caught(api.read(reads('haproxy/settings/get', { package: 'os-haproxy' })));
    expect(error.code).toBe('OPN_NEEDS_PLUGIN');
    expect(error.hint).toContain('Install os-haproxy under System > Firmware > Plugins');
  });

  it('that cannot be asked leave the first error', async () => {
    const { api } = client((request) => (request.path.includes('get_rule') ? NO_ENDPOINT : new OpnError('OPN_UNREACHABLE', 'gone')));
    expect(await caught(api.read(reads('firewall/filter/get_rule')))).toMatchObject({ code: 'OPN_NO_ENDPOINT' });
  });

  it('reject when the key is wrong', async () => {
    const { api, wire } = client(() => UNAUTHORIZED);
    await expect(api.version()).rejects.toMatchObject({ code: 'OPN_UNAUTHORIZED' });
    expect(wire.sent).toHaveLength(1);
  });

  it('are not lost to one caller who gives up', async () => {
    let answer: (() => void) | undefined;
    const { api, wire } = client(() => new Promise((resolve) => (answer = () => resolve(json({ versions: ['OPNsense 26.7'] })))));
    const impatient = new AbortController();
    const first = caught(api.version({ signal: impatient.signal }));
    const second = api.version();
    impatient.abort();
    expect((await first).code).toBe('OPN_CANCELLED');
    expect((await caught(api.version({ signal: impatient.signal }))).code).toBe('OPN_CANCELLED');
    answer?.();
    expect((await second)?.text).toBe('26.7');
    expect(wire.sent).toHaveLength(1);
  });
});

describe('the spelling that a narrow key may use', () => {
  const arp = reads('diagnostics/interface/get_arp', { camelUntil: '25.1' });
  const paths = (wire: RecordedWire): string[] => wire.sent.map(({ path }) => path.replace('/api/diagnostics/', ''));

  it.each([
    ['24.7.12', 'interface/getArp'],
    ['25.1.12', 'interface/getArp'],
    ['25.7.11', 'interface/get_arp'],
    ['26.7.2', 'interface/get_arp'],
  ])('follows the release: %s', async (version, path) => {
    const { api, wire } = client(versioned(version, () => json([])));
    await api.version();
    await api.read(arp);
    expect(paths(wire)[1]).toBe(path);
  });

  it('is tried and remembered when the release is unknown', async () => {
    const { api, wire } = client((request) => (request.path.endsWith('getArp') || request.path.endsWith('getNdp') ? json([]) : FORBIDDEN));
    expect(await api.read(arp)).toEqual([]);
    await api.read(arp);
    await api.read(reads('diagnostics/interface/get_ndp', { camelUntil: '25.1' }));
    expect(paths(wire)).toEqual(['interface/get_arp', 'interface/getArp', 'interface/getArp', 'interface/getNdp']);
  });

  it('is not tried when the release is known', async () => {
    const { api, wire } = client(versioned('26.7', () => FORBIDDEN));
    await api.version();
    expect((await caught(api.read(arp))).code).toBe('OPN_FORBIDDEN');
    expect(paths(wire)).toEqual(['system/system_information', 'interface/get_arp']);
  });

  it('refused in both names the privilege of the first', async () => {
    const { api } = client(() => FORBIDDEN, { openersOf: (path, release) => ({ privileges: [`needed for ${path} on ${release ?? 'any'}`] }) });
    const error = await caught(api.read(arp));
    expect(error.hint).toContain("'needed for diagnostics/interface/get_arp on any'");
  });

  it('is never tried for a write', async () => {
    const { api, wire } = client(() => FORBIDDEN);
    await caught(api.write(writes('core/system/dismiss_status', { camelUntil: '25.1' }), { body: {} }));
    expect(wire.sent.filter(({ path }) => path.includes('dismiss'))).toHaveLength(1);
  });
});

it('shows neither key nor secret, whatever fails', async () => {
  const replies: Reply[] = [
    () => UNAUTHORIZED, () => FORBIDDEN, () => NO_ENDPOINT, () => raw('<html>'), () => raw('{', 'application/json'), () => json({ errorMessage: 'x' }, 500),
    () => json({ result: 'failed' }), () => new OpnError('OPN_UNREACHABLE', 'x'),
  ];
  for (const reply of replies) {
    const { api } = client(reply);
    for (const error of [await caught(api.read(reads('firewall/filter/get_rule'))), await caught(api.write(writes('firewall/filter/add_rule'), { body: {} }))]) {
      const everything = `${error.describe()} ${error.stack ?? ''} ${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)}`;
      expect(error).toBeInstanceOf(OpnError);
      expect(everything).not.toContain(KEY);
      expect(everything).not.toContain(SECRET);
      expect(everything).not.toContain(Buffer.from(`${KEY}:${SECRET}`).toString('base64'));
    }
    expect(inspect(api, { depth: 20 })).not.toMatch(/canary/);
  }
});

it('keeps credentials to itself', () => {
  const credentials = new Credentials(KEY, SECRET);
  const shown = `${String(credentials)} ${JSON.stringify({ credentials })} ${inspect({ credentials }, { showHidden: true, depth: 9 })} ${Object.keys(credentials).join()}`;
  expect(shown).not.toMatch(/canary/);
  expect(credentials.key).toBe(KEY);
});

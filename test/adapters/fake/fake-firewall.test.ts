import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type ApiCall, UnexpectedFault, UserFault } from '../../../src/adapters/fake/machine';
import { FAKE_KEYS } from '../../../src/adapters/fake/sample';
import { type WireRequest } from '../../../src/adapters/opnsense-api';
import { OpnError, RELEASES } from '../../../src/ports';
import { ask, askJson, basic } from './ask';

const NOT_FOUND = '{"errorMessage":"Endpoint not found"}';
const keyOf = (user: string): Readonly<Record<string, string>> => {
  const found = FAKE_KEYS.find(each => each.user === user);
  return basic(found?.key, found?.secret);
};
const monitor = keyOf('monitor');
const auditor = keyOf('auditor');

/** A fake with one action that answers what it was given. */
function echoing(): { readonly firewall: FakeFirewall; readonly calls: ApiCall[] } {
  const calls: ApiCall[] = [];
  const firewall = new FakeFirewall({ actions: { 'core/firmware/running': call => (calls.push(call), { json: call.body }) } });
  return { firewall, calls };
}

async function bodyOf(request: Partial<WireRequest>): Promise<unknown> {
  const { firewall } = echoing();
  const length = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  const answer = await firewall.send({ method: 'POST', path: '/api/core/firmware/running', ...request, headers: { ...basic(), ...length, ...request.headers } });
  return JSON.parse(answer.body);
}

describe.each(RELEASES)('the front of a fake %s', release => {
  it('sends those without credentials to the login page', async () => {
    const answer = await new FakeFirewall({ release }).send({ method: 'GET', path: '/api/core/firmware/status?x=1', headers: {} });
    expect(answer).toMatchObject({ status: 302, body: '', headers: { location: '/?url=/api/core/firmware/status?x=1' } });
  });

  it.each([['wrong secret', basic(undefined, 'no')], ['unknown key', basic('nobody')], ['no colon', { authorization: `Basic ${Buffer.from('x').toString('base64')}` }], ['one word', { authorization: 'x' }]])(
    'refuses a %s', async (_, headers) => {
      const answer = await ask(new FakeFirewall({ release }), 'core/firmware/status', undefined, headers);
      expect(answer).toMatchObject({ status: 401, headers: { 'content-type': 'application/json; charset=UTF-8' } });
      expect(JSON.parse(answer.body)).toEqual({ status: 401, message: 'Authentication Failed' });
    },
  );

  it('takes any scheme, and cuts secrets at a colon', async () => {
    const firewall = new FakeFirewall({ release });
    const [, pair = ''] = basic()['authorization']?.split(' ') ?? [];
    expect((await ask(firewall, 'core/firmware/running', undefined, { authorization: `Bearer ${pair}` })).status).toBe(200);
    expect((await ask(firewall, 'core/firmware/running', undefined, basic(undefined, `${String(FAKE_KEYS[0]?.secret)}:more`))).status).toBe(200);
  });

  it('says 404 before it looks at credentials', async () => {
    const firewall = new FakeFirewall({ release });
    for (const path of ['no/such/thing', 'firewall/alias/no_such', 'firewall/alias/set_item', 'firewall', 'core/backup/diff/this/a']) {
      expect(await ask(firewall, path, undefined, {})).toMatchObject({ status: 404, body: NOT_FOUND });
    }
  });

  it('says unmistakably what it was not taught', async () => {
    const answer = await ask(new FakeFirewall({ release }), 'captiveportal/session/list');
    expect(answer.status).toBe(501);
    expect(JSON.parse(answer.body)).toEqual({ errorMessage: `the fake firewall was not taught captiveportal/session/list of OPNsense ${release}` });
    expect((await ask(new FakeFirewall({ release }), 'captiveportal/session/list', undefined, monitor)).status).toBe(403);
  });

  it('does not have the endpoints of packages that are not installed', async () => {
    expect((await ask(new FakeFirewall({ release, packages: [] }), 'haproxy/settings/get')).status).toBe(404);
    expect((await ask(new FakeFirewall({ release }), 'haproxy/settings/get')).status).toBe(200);
  });

  it('swallows unknown actions of Unbound, but not those for DNS over TLS', async () => {
    const firewall = new FakeFirewall({ release });
    expect(await ask(firewall, 'unbound/settings/no_such', {})).toMatchObject({ status: 200, body: '', headers: { 'content-type': 'text/html; charset=UTF-8' } });
    expect((await ask(firewall, 'unbound/settings/search_dot', {})).body).toContain('853');
  });

  it('lets a restricted key do what its privileges open', async () => {
    const firewall = new FakeFirewall({ release });
    const status = async (path: string): Promise<number> => (await ask(firewall, path, undefined, monitor)).status;
    const camel = release === '24.7' || release === '25.1';
    expect(await status('diagnostics/interface/get_arp')).toBe(camel ? 403 : 200);
    expect(await status('diagnostics/interface/getArp')).toBe(camel ? 200 : 403);
    expect(await status('diagnostics/interface/search_arp')).toBe(200);
    expect(await status('diagnostics/interface//search_arp')).toBe(403);
    expect(await status('core/service/search')).toBe(200);
    expect(await status('core/firmware/status')).toBe(403);
    expect(await status('core/menu/tree')).toBe(200);
  });

  it('lets nobody write who may only read', async () => {
    const firewall = new FakeFirewall({ release });
    const before = firewall.history.list().length;
    const answer = await ask(firewall, 'firewall/category/add_item', { category: { name: 'x' } }, auditor);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ errorMessage: expect.stringContaining('user-config-readonly') as string, errorTitle: expect.any(String) as string });
    expect(firewall.history.list()).toHaveLength(before);
    expect((await ask(firewall, 'firewall/category/search_item', undefined, auditor)).status).toBe(200);
  });

  it('refuses what the web server refuses', async () => {
    const firewall = new FakeFirewall({ release });
    const status = async (request: Partial<WireRequest>): Promise<number> =>
      (await firewall.send({ method: 'POST', path: '/api/core/firmware/running', ...request, headers: { ...basic(), ...request.headers } })).status;
    expect(await status({})).toBe(411);
    expect(await status({ headers: { 'content-length': '0' } })).toBe(200);
    expect(await status({ headers: { 'content-length': '2300000000' } })).toBe(413);
    expect(await status({ headers: { 'content-length': '300000000' } })).toBe(release === '26.7' ? 413 : 200);
    expect(await status({ method: 'GET', headers: { 'x-long': 'a'.repeat(20_000) } })).toBe(431);
    expect(await status({ method: 'GET', headers: { 'x-long': 'a'.repeat(10_000) } })).toBe(release === '24.7' ? 431 : 200);
    expect(await status({ method: 'GET', path: '/api/' })).toBe(403);
    expect(await status({ method: 'GET', path: '/ui/core/dashboard' })).toBe(404);
    expect(await status({ method: 'GET', path: '/api/%2e%2e/ui' })).toBe(404);
  });
});

describe('what an action is given', () => {
  it('is a JSON body, whatever the method', async () => {
    for (const method of ['POST', 'PUT', 'GET'] as const) {
      expect(await bodyOf({ method, body: '{"a":{"b":["c"]}}', headers: { 'content-type': 'Application/JSON; charset=UTF-8' } })).toEqual({ a: { b: ['c'] } });
    }
  });

  it('is a form as PHP reads it, but only of a POST', async () => {
    const form = { body: 'alias[name]=x&alias[list][]=1&alias[list][]=2&plain=a+b&alias[name]=y', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect(await bodyOf(form)).toEqual({ alias: { name: 'y', list: { 0: '1', 1: '2' } }, plain: 'a b' });
    expect(await bodyOf({ ...form, method: 'PUT' })).toEqual({});
  });

  it('is nothing for broken JSON and other types', async () => {
    expect(await bodyOf({ body: '{"a":', headers: { 'content-type': 'application/json' } })).toEqual({});
    expect(await bodyOf({ body: '{"a":1}', headers: { 'content-type': 'text/plain' } })).toEqual({});
    expect(await bodyOf({ body: '{"a":1}', headers: { 'content-type': 'application/json; charset=latin1' } })).toEqual({});
    expect(await bodyOf({ body: '"text"', headers: { 'content-type': 'application/json' } })).toEqual({});
  });

  it('is refused when a JSON type comes without a body', async () => {
    expect(await bodyOf({ body: '', headers: { 'content-type': 'application/json' } })).toEqual({ status: 400, message: 'Invalid JSON syntax' });
    expect(await bodyOf({ method: 'GET', headers: { 'content-type': 'application/json' } })).toEqual({ status: 400, message: 'Invalid JSON syntax' });
  });

  it('comes with the route, raw arguments, the query and who asks', async () => {
    const { firewall, calls } = echoing();
    await ask(firewall, 'Core//firmware/run_ning/a%20b/c/?x=1&y=%2F');
    expect(calls[0]).toEqual({
      method: 'GET', route: 'core/firmware/running', uri: '/api/Core//firmware/run_ning/a%20b/c/?x=1&y=%2F', args: ['a%20b', 'c'], query: { x: '1', y: '/' }, body: {},
      caller: { user: 'root', key: 'FAKE-KEY-root', address: '192.168.1.20' },
    });
  });
});

describe('what an action answers', () => {
  const answering = (release: (typeof RELEASES)[number], action: () => never): Promise<{ readonly status: number; readonly body: string }> =>
    ask(new FakeFirewall({ release, actions: { 'core/firmware/running': action } }), 'core/firmware/running');

  it('is escaped as PHP does', async () => {
    const firewall = new FakeFirewall({ actions: { 'core/firmware/running': () => ({ json: { text: 'a/é€' } }) } });
    expect((await ask(firewall, 'core/firmware/running')).body).toBe('{"text":"a\\/\\u00e9\\u20ac"}');
  });

  it('has no body for HEAD', async () => {
    const answer = await new FakeFirewall().send({ method: 'HEAD', path: '/api/core/firmware/running', headers: basic() });
    expect(answer).toMatchObject({ status: 200, body: '' });
  });

  it('is a refusal in the words of the release', async () => {
    const refuse = (): never => { throw new UserFault('a <b>', 'Title'); };
    expect(await answering('25.7', refuse)).toMatchObject({ status: 500, body: '{"errorMessage":"a <b>","errorTitle":"Title"}' });
    expect(await answering('26.7', refuse)).toMatchObject({ status: 500, body: '{"errorMessage":"a &lt;b&gt;","errorTitle":"Title","errorLevel":"error"}' });
  });

  it('is a crash without a title', async () => {
    const crash = (): never => { throw new UnexpectedFault('why'); };
    expect(await answering('26.1', crash)).toMatchObject({ status: 500, body: '{"errorMessage":"Unexpected error, check log for details"}' });
  });

  it('is not hidden when the fake itself is at fault', async () => {
    await expect(answering('26.1', () => { throw new TypeError('a defect of the fake'); })).rejects.toThrow('a defect of the fake');
  });
});

describe('a call that is called off', () => {
  it('is an OPN_CANCELLED, as after closing', async () => {
    const firewall = new FakeFirewall();
    const request: WireRequest = { method: 'GET', path: '/api/core/firmware/running', headers: basic() };
    await expect(firewall.send(request, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(OpnError);
    await firewall.close();
    await expect(firewall.send(request)).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
  });
});

it('refuses the keys of users who are disabled or gone', async () => {
  const firewall = new FakeFirewall({ keys: [{ user: 'bob', key: 'k', secret: 's' }, { user: 'nobody', key: 'n', secret: 's' }] });
  expect((await ask(firewall, 'core/menu/tree', undefined, basic('k', 's'))).status).toBe(401);
  expect((await ask(firewall, 'core/menu/tree', undefined, basic('n', 's'))).status).toBe(401);
});

it('makes the same uuids from the same seed', async () => {
  const add = async (seed: number): Promise<unknown> => askJson(new FakeFirewall({ seed }), 'firewall/category/add_item', { category: { name: 'new' } });
  expect(await add(1)).toEqual(await add(1));
  expect(await add(1)).not.toEqual(await add(2));
});

import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { RECORDED_KEYS, recordedBase } from './recorded-base';

class Client {
  readonly firewall: FakeFirewall;

  constructor(release: Release, readonly login = 'rootkey:rootsecret') {
    this.firewall = new FakeFirewall({ release, document: recordedBase(release), keys: RECORDED_KEYS });
  }

  async call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      authorization: `Basic ${Buffer.from(this.login).toString('base64')}`,
      ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await this.firewall.send({ method, path, headers, ...(body === undefined ? {} : { body: text }) });
    return { status: answer.status, json: JSON.parse(answer.body) as Record<string, unknown> };
  }
}

describe.each(RELEASES)('whole models on %s', release => {
  it('are changed by what is sent and refuse what is wrong', async () => {
    const client = new Client(release);
    const set = async (geoip: unknown): Promise<unknown> => (await client.call('POST', '/api/firewall/alias/set', { alias: { geoip } })).json;
    expect(await set({ url: 'https://lists.example.org/geo.zip' })).toEqual({ result: 'saved' });
    expect(client.firewall.document.text('OPNsense/Firewall/Alias/geoip/url')).toBe('https://lists.example.org/geo.zip');
    expect(await set({ url: 'no url' })).toEqual({ result: 'failed', validations: { 'alias.geoip.url': expect.any(String) } });
    expect(client.firewall.document.text('OPNsense/Firewall/Alias/geoip/url')).toBe('https://lists.example.org/geo.zip');
  });

  it('say saved and write a history entry even when nothing known was sent', async () => {
    const client = new Client(release);
    const before = client.firewall.history.list().length;
    expect((await client.call('POST', '/api/routes/routes/set', { wrong: {} })).json).toEqual({ result: 'saved' });
    expect(client.firewall.history.list().length).toBe(before + 1);
    expect((await client.call('GET', '/api/routes/routes/set')).json).toEqual({ result: 'failed' });
    expect((await client.call('POST', '/api/routes/routes/get')).json).toEqual([]);
    expect((await client.call('GET', '/api/routes/routes/get')).json).toEqual({ route: { route: [] } });
  });
});

describe('deleting several items at once', () => {
  it.each(RELEASES)('on %s', async release => {
    const client = new Client(release);
    const uuids: unknown[] = [];
    for (const name of ['one', 'two']) uuids.push((await client.call('POST', '/api/firewall/category/add_item', { category: { name } })).json['uuid']);
    const answer = await client.call('POST', `/api/firewall/category/del_item/${uuids.join(',')}`);
    const left = (await client.call('POST', '/api/firewall/category/search_item', {})).json['total'];
    const takesLists = release === '26.1' || release === '26.7';
    expect([answer.json, left]).toEqual(takesLists ? [{ result: 'deleted' }, 0] : [{ result: 'not found' }, 2]);
  });
});

it('a renamed alias is renamed where it is used, and only when the new name is taken', async () => {
  const client = new Client('26.7');
  const { json } = await client.call('POST', '/api/firewall/alias/add_item', { alias: { name: 'servers', type: 'host', content: '192.0.2.1' } });
  await client.call('POST', '/api/firewall/filter/add_rule', { rule: { interface: 'lan', destination_net: 'servers' } });
  const used = (): boolean[] => ['servers', 'machines'].map(name => client.firewall.document.toXml().includes(`<destination_net>${name}</destination_net>`));
  const refused = await client.call('POST', `/api/firewall/alias/set_item/${String(json['uuid'])}`, { alias: { name: 'no name' } });
  expect([refused.json['result'], used()]).toEqual(['failed', [true, false]]);
  await client.call('POST', `/api/firewall/alias/set_item/${String(json['uuid'])}`, { alias: { name: 'machines' } });
  expect(used()).toEqual([false, true]);
});

it('keeps what the model does not know outside its own element', async () => {
  const client = new Client('25.7');
  const before = client.firewall.document.find('nat');
  await client.call('POST', '/api/firewall/category/add_item', { category: { name: 'Lab' } });
  expect(client.firewall.document.find('nat')).toEqual(before);
  expect(client.firewall.document.find('OPNsense/Firewall/Category')?.attributes['version']).toBe('1.0.0');
});

it('answers an endpoint it was not taught with an error, not with an empty list', async () => {
  const client = new Client('26.7');
  const { status, json } = await client.call('GET', '/api/core/dashboard/get_dashboard');
  expect([status, json['errorMessage']]).toEqual([501, expect.stringContaining('core/dashboard/get_dashboard')]);
});

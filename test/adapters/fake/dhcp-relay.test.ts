import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

it.each(RELEASES)('a fake %s relays DHCP once that is loaded, and keeps a destination that is used', async release => {
  const firewall = new FakeFirewall({ release });
  firewall.document.ensure('OPNsense/DHCRelay').attributes['version'] = '1.0.1';
  const post = <T = Readonly<Record<string, unknown>>>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `dhcrelay/${path}`, body);
  const { uuid } = await post<{ uuid: string }>('settings/add_dest', { destination: { name: 'head office', server: '192.0.2.53' } });
  expect(await post('settings/add_dest', { destination: { name: 'head office', server: 'nowhere' } })).toMatchObject({ validations: { 'destination.name': expect.any(String) as unknown, 'destination.server': expect.any(String) as unknown } });
  await post('settings/add_relay', { relay: { enabled: '1', interface: 'lan', destination: uuid, agent_info: '0' } });
  const status = async (): Promise<unknown[]> => (await post<{ rows: { status: string }[] }>('settings/search_relay')).rows.map(row => row.status);
  expect(await status()).toEqual(['grey']);
  expect(await post('service/reconfigure')).toEqual({ status: 'ok' });
  expect(await status()).toEqual(['green']);
  expect((await ask(firewall, `dhcrelay/settings/del_dest/${uuid}`, {})).status).toBe(500);
});

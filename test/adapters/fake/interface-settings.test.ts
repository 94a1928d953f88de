import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Saved {
  readonly result: string;
  readonly uuid: string;
  readonly validations?: Readonly<Record<string, unknown>>;
}

describe.each(RELEASES)('interfaces on %s', release => {
  const since = (other: (typeof RELEASES)[number]): boolean => compareReleases(release, other) >= 0;

  it('are in groups that rules follow when they are renamed, and that are kept while rules name them', async () => {
    const firewall = new FakeFirewall({ release });
    const { uuid } = await askJson<Saved>(firewall, 'firewall/group/add_item', { group: { ifname: 'INSIDE', members: 'lan,opt1' } });
    await askJson(firewall, 'interfaces/overview/interfaces_info', {});
    firewall.document.ensure('interfaces/INSIDE').children = [{ name: 'type', text: 'group', attributes: {}, children: [] }];
    const rule = (await askJson<Saved>(firewall, 'firewall/filter/add_rule', { rule: { interface: 'INSIDE', description: 'inside' } })).uuid;
    const interfaceOf = (): string | undefined => {
      const node = firewall.document.find('OPNsense/Firewall/Filter/rules')?.children.find(each => each.attributes['uuid'] === rule);
      return node?.children.find(({ name }) => name === 'interface')?.text;
    };
    expect(interfaceOf()).toBe('INSIDE');
    expect((await ask(firewall, `firewall/group/del_item/${uuid}`, {})).status).toBe(500);
    expect(await askJson(firewall, `firewall/group/set_item/${uuid}`, { group: { ifname: 'HOME', members: 'lan' } })).toEqual({ result: 'saved' });
    expect(interfaceOf()).toBe('HOME');
    expect(await askJson(firewall, `firewall/group/set_item/${uuid}`, { group: { ifname: '1WRONG', members: 'lan' } })).toMatchObject({ result: 'failed' });
    expect(interfaceOf()).toBe('HOME');
  });

  it('are in groups that every firewall has, and that nobody can delete', async () => {
    const firewall = new FakeFirewall({ release });
    const { rows } = await askJson<{ rows: { uuid: string; ifname: string; sequence: string }[] }>(firewall, 'firewall/group/search_item', {});
    expect(rows.map(({ ifname, sequence }) => `${ifname} ${sequence}`)).toEqual(expect.arrayContaining(['openvpn 10', 'enc0 10', ...(since('25.1') ? ['wireguard 10'] : [])]));
    expect(await askJson(firewall, 'firewall/group/del_item/openvpn', {})).toEqual({ result: 'not found' });
  });

  it('have VLANs that are numbered, and kept while they are assigned or carry others', async () => {
    const firewall = new FakeFirewall({ release });
    const add = (vlan: object): Promise<Saved> => askJson<Saved>(firewall, 'interfaces/vlan_settings/add_item', { vlan });
    const { uuid } = await add({ if: 'vtnet1', tag: '77', pcp: '0' });
    const device = (await askJson<{ vlan: { vlanif: string } }>(firewall, `interfaces/vlan_settings/get_item/${uuid}`)).vlan.vlanif;
    expect(device).toMatch(/^vlan0\d+$/);
    expect(await askJson(firewall, `interfaces/vlan_settings/set_item/${uuid}`, { vlan: { if: 'vtnet1', tag: '78', pcp: '0' } })).toEqual({ result: 'saved' });
    const inner = await add({ if: device, tag: '5', pcp: '0' });
    expect(inner.result).toBe('saved');
    expect((await ask(firewall, `interfaces/vlan_settings/del_item/${uuid}`, {})).status).toBe(500);
    expect(await askJson(firewall, `interfaces/vlan_settings/del_item/${inner.uuid}`, {})).toEqual({ result: 'deleted' });
    expect(await askJson(firewall, `interfaces/vlan_settings/del_item/${uuid}`, {})).toEqual({ result: 'deleted' });
    expect((await add({ if: 'vtnet1', tag: '79', pcp: '0', vlanif: 'myvlan' })).validations).toHaveProperty(['vlan.vlanif']);
  });

  it('have virtual addresses that are hosts, and one of a kind', async () => {
    const firewall = new FakeFirewall({ release });
    const add = (vip: object): Promise<Saved> => askJson<Saved>(firewall, 'interfaces/vip_settings/add_item', { vip });
    const { uuid } = await add({ interface: 'lan', mode: 'carp', network: '192.168.1.5/24', vhid: '7', password: 'shared' });
    expect((await add({ interface: 'lan', mode: 'ipalias', network: '192.168.1.0/24' })).validations).toEqual({ 'vip.network': [expect.any(String)] });
    expect((await add({ interface: 'lan', mode: 'ipalias', network: '192.168.1.255/24' })).validations).toEqual({ 'vip.network': [expect.any(String)] });
    expect((await add({ interface: 'lan', mode: 'ipalias', network: '192.168.1.5/24' })).validations).toEqual({ 'vip.network': [expect.any(String)] });
    expect((await add({ interface: 'wan', mode: 'carp', network: '203.0.113.20/24', vhid: '7', password: 'shared' })).result).toBe('saved');
    expect((await add({ interface: 'lan', mode: 'carp', network: '192.168.1.6/24', vhid: '7', password: 'shared' })).validations).toEqual({ 'vip.vhid': expect.any(String) });
    const alias = await add({ interface: 'lan', mode: 'ipalias', network: '192.168.1.8/24', vhid: '7' });
    expect((await ask(firewall, `interfaces/vip_settings/del_item/${uuid}`, {})).status).toBe(500);
    await askJson(firewall, `interfaces/vip_settings/del_item/${alias.uuid}`, {});
    // Without its address a change empties it from 26.7 on.
    const partial = await askJson<Saved>(firewall, `interfaces/vip_settings/set_item/${uuid}`, { vip: { descr: 'gateway of all' } });
    expect(partial.result).toBe(since('26.7') ? 'failed' : 'saved');
  });

  it('have gateways that keep their names, and are kept while they are used', async () => {
    const firewall = new FakeFirewall({ release });
    const { rows } = await askJson<{ rows: { uuid: string; name: string; interface: string }[] }>(firewall, 'routing/settings/search_gateway', {});
    const lte = rows.find(({ name }) => name === 'LTE_GW');
    const uuid = lte?.uuid ?? '';
    expect(await askJson(firewall, `routing/settings/set_gateway/${uuid}`, { gateway_item: { name: 'OTHER' } })).toMatchObject({ result: 'failed', validations: { 'gateway_item.name': expect.any(String) } });
    expect((await ask(firewall, `routing/settings/del_gateway/${uuid}`, {})).status).toBe(500);
    expect(await askJson(firewall, `routing/settings/toggle_gateway/${uuid}/0`, {})).toEqual({ result: 'Disabled', changed: true });
    expect(await askJson(firewall, `routing/settings/toggle_gateway/${uuid}/0`, {})).toEqual({ result: 'Disabled', changed: false });
    expect(await askJson(firewall, `routing/settings/toggle_gateway/${uuid}`, {})).toEqual({ result: 'Enabled', changed: true });
    const wrong = { name: 'NEW', interface: 'lan', ipprotocol: 'inet', gateway: '192.168.1.250', latencylow: '900', time_period: '5' };
    expect(Object.keys((await askJson<Saved>(firewall, 'routing/settings/add_gateway', { gateway_item: wrong })).validations ?? {}).sort()).toEqual(['gateway_item.latencyhigh', 'gateway_item.time_period']);
  });

  (compareReleases(release, '26.1') >= 0 ? it : it.skip)('offer DHCP ids of every kind', async () => {
    const firewall = new FakeFirewall({ release });
    const { duids } = await askJson<{ settings: object; duids: Record<string, string> }>(firewall, 'interfaces/settings/get');
    expect(duids['ll']).toMatch(/^00:03:00:01(:[0-9A-F]{2}){6}$/);
    expect(await askJson(firewall, 'interfaces/settings/set', { settings: { dhcp6_duid: duids['llt'] } })).toEqual({ result: 'saved' });
    expect(await askJson(firewall, 'interfaces/settings/set', { settings: { dhcp6_duid: 'nothing' } })).toMatchObject({ result: 'failed' });
  });
});

import { element } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { sampleDocument } from '../../../src/adapters/fake/sample';
import { RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Groups {
  readonly rows: readonly { readonly name: string; readonly gateways: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> }[];
}

describe('gateway groups of 26.7', () => {
  const document = sampleDocument('26.7');
  const firewall = new FakeFirewall({ release: '26.7', document });
  const post = <T>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `routing/group_settings/${path}`, body);

  it('list the gateways of each tier with their health', async () => {
    const { uuid } = await post<{ uuid: string }>('add', { gateway_group: { name: 'FAILOVER', item: 'WAN_DHCP', item2: 'LTE_GW', trigger: 'down' } });
    const { rows } = await post<Groups>('search');
    expect(rows.map(({ name, gateways }) => [name, gateways['1']?.map(each => [each['name'], each['label']]), gateways['2']?.[0]?.['label'], gateways['3']])).toEqual([['FAILOVER', [['WAN_DHCP', 'success']], 'warning', []]]);
    expect(await post('reconfigure')).toEqual({ status: 'ok' });
    expect(await post(`del/${uuid}`)).toEqual({ result: 'deleted' });
  });

  it('cannot be deleted while something goes through them', async () => {
    const { uuid } = await post<{ uuid: string }>('add', { gateway_group: { name: 'USED', item: 'WAN_DHCP', trigger: 'down' } });
    firewall.document.ensure('staticroutes').children = [element('route', [element('network', '192.0.2.0/24'), element('gateway', 'USED')])];
    expect((await ask(firewall, `routing/group_settings/del/${uuid}`, {})).status).toBe(500);
    expect(await post('add', { gateway_group: { name: 'bad', item: 'NO_SUCH_GW' } })).toMatchObject({ result: 'failed' });
  });
});

it.each(RELEASES)('pf of a fake %s counts for every rule it has', async release => {
  const firewall = new FakeFirewall({ release });
  const { stats } = await askJson<{ stats: Readonly<Record<string, { pf_rules: number; states: number }>> }>(firewall, 'firewall/filter_util/rule_stats');
  expect(Object.keys(stats).length).toBeGreaterThan(10);
  expect(Object.values(stats).reduce((sum, { states }) => sum + states, 0)).toBeGreaterThan(0);
});

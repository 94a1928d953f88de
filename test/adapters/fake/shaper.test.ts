import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

it.each(RELEASES)('the shaper of a fake %s numbers pipes and queues, and counts nothing', async release => {
  const firewall = new FakeFirewall({ release });
  const add = (kind: string, values: object): Promise<{ uuid: string }> => askJson(firewall, `trafficshaper/settings/add_${kind}`, { [kind]: values });
  const numbers = async (): Promise<unknown[]> => (await askJson<{ rows: { number: string }[] }>(firewall, 'trafficshaper/settings/search_pipes', {})).rows.map(row => row.number);
  const pipes = [];
  for (const description of ['one', 'two', 'three']) pipes.push((await add('pipe', { bandwidth: '10', description })).uuid);
  expect(await numbers()).toEqual(['10000', '10001', '10002']);
  await askJson(firewall, `trafficshaper/settings/del_pipe/${pipes[1] ?? ''}`, {});
  await add('pipe', { bandwidth: '5', description: 'four' });
  expect(await numbers()).toEqual(['10000', '10002', '10003']);
  await add('queue', { pipe: pipes[0], weight: '50', description: 'fair' });
  await add('rule', { sequence: '7', target: pipes[0], description: 'all' });
  expect(await askJson(firewall, 'trafficshaper/settings/get_rule')).toMatchObject({ rule: { sequence: '8' } });
  expect(await askJson(firewall, 'trafficshaper/service/statistics')).toEqual({ status: 'ok', items: [] });
  expect(await askJson(firewall, 'trafficshaper/service/reconfigure', {})).toEqual({ status: 'ok' });
  expect((await ask(firewall, 'trafficshaper/service/statistics')).status).toBe(501);
  expect(await askJson(firewall, 'trafficshaper/settings/add_pipe', { pipe: { description: 'no bandwidth' } })).toMatchObject({ result: 'failed' });
});

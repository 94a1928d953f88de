import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post, UNKNOWN } from './setup';

const given = async (kit: TestServer): Promise<void> => {
  for (const [end, host] of [['97', 'heater'], ['98', 'lamp']]) await post(kit, 'dnsmasq/settings/add_host', { host: { host, ip: `192.168.1.${String(end)}`, hwaddr: `00:25:90:4a:10:${String(end)}` } });
};
const naming = (args: Readonly<Record<string, unknown>>) => async ({ firewall }: TestServer) => {
  const { rows } = await askJson<{ rows: readonly { uuid: string; host: string }[] }>(firewall, 'dnsmasq/settings/search_host', {});
  return { uuid: rows.find(({ host }) => host === 'lamp')?.uuid ?? '', ...args };
};

toolTest('opn_update_dnsmasq_host', DhcpPlugin, {
  works: [
    {
      says: 'changes what was given and nothing else',
      given,
      args: naming({ ips: ['192.168.1.99'], description: 'Lamp' }),
      then: (result, kit) => {
        expect(result).toMatchObject({ changed: ['ip', 'descr'], service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(kit.firewall.running.applied('dnsmasq').toXml()).toMatch(/<host>lamp<\/host>[^]*?<ip>192\.168\.1\.99<[^]*?<hwaddr>00:25:90:4a:10:98</);
      },
    },
    {
      says: 'sends nothing when all is so already',
      given,
      args: naming({ hostname: 'lamp', mac: '00:25:90:4A:10:98' }),
      then: (result, kit) => {
        expect(result.changed).toEqual([]);
        expect(kit.requests.filter(line => /set_host|reconfigure/.test(line))).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'an address that is reserved, naming for whom', given, args: naming({ ips: ['192.168.1.97'] }), code: 'OPN_INVALID_INPUT', text: /reserved for heater/ },
    { says: 'an unknown host, which OPNsense would make', args: { uuid: UNKNOWN, hostname: 'x' }, code: 'OPN_NOT_FOUND' },
    { says: 'nothing to change', given, args: naming({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'what OPNsense refuses, field by field', given, args: naming({ client_id: 'ab' }), code: 'OPN_REJECTED', text: /client_id/ },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN, hostname: 'x' }, code: 'OPN_FORBIDDEN' },
  ],
});

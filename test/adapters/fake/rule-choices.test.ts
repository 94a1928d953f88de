import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

const since = (release: Release, first: Release): boolean => compareReleases(release, first) >= 0;

interface Choices {
  readonly aliases: { readonly items: Readonly<Record<string, string>> };
  readonly networks: { readonly items: Readonly<Record<string, string>> };
  readonly ports: { readonly items: Readonly<Record<string, string>> };
}

describe.each(RELEASES)('what ends of rules can be chosen from on %s', release => {
  it('is networks, own addresses and aliases', async () => {
    const { aliases, networks } = await askJson<Choices>(new FakeFirewall({ release }), 'firewall/filter/list_network_select_options');
    expect(networks.items).toMatchObject({ any: 'any', '(self)': 'This Firewall', lan: since(release, '26.1') ? 'LAN network' : 'LAN net', lanip: 'LAN address', openvpn: expect.any(String) });
    expect(networks.items).not.toHaveProperty('openvpnip');
    expect(aliases.items).toHaveProperty('servers');
    expect(aliases.items).not.toHaveProperty('web_ports');
    expect('__lan_network' in aliases.items).toBe(!since(release, '25.1'));
    if (since(release, '26.1')) expect(Object.keys(aliases.items)).toEqual(Object.keys(aliases.items).toSorted((left, right) => left.localeCompare(right, 'en')));
  });

  it('is ports and port aliases from 25.7 on', async () => {
    const firewall = new FakeFirewall({ release });
    const answer = await ask(firewall, 'firewall/source_nat/list_port_select_options');
    expect(answer.status).toBe(since(release, '25.7') ? 200 : 404);
    if (!since(release, '25.7')) return;
    const { aliases, ports } = JSON.parse(answer.body) as Choices;
    expect(aliases.items).toEqual({ web_ports: 'web_ports' });
    expect(ports.items['https']).toBe(since(release, '26.1') ? 'HTTPS (443)' : undefined);
  });
});

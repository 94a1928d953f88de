import { ConfigDocument, type ConfigNode } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { CANARY, hostsOf, makeSampleDocument, sampleDocument } from '../../../src/adapters/fake/sample';
import { RELEASES } from '../../../src/ports';
import { askJson } from './ask';
import { modelProblems } from './model-problems';

// Elements that hold a secret in every release's sample, wherever they stand.
const SECRET_NAMES = [
  'prv', 'privkey', 'psk', 'otp_seed', 'ldap_bindpw', 'radius_secret', 'Key', 'privateKey', 'key', 'shared_key', 'tls', 'auth_pass', 'enckey', 'community', 'httpdPassword', 'password_encryption', 'dns_cf_token',
  'dns_cf_key', 'eab_hmac', 'password', 'secret', 'rocommunity',
];

function leaves(node: ConfigNode): ConfigNode[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leaves);
}

describe.each(RELEASES)('the sample network of %s', release => {
  const document = sampleDocument(release);

  it('is the same for the same seed, and only for that', () => {
    expect(makeSampleDocument(release, 1).toXml()).toBe(document.toXml());
    expect(sampleDocument(release, 2).toXml()).not.toBe(document.toXml());
  });

  it('survives being written and read', () => {
    const xml = document.toXml();
    expect(ConfigDocument.parse(xml).toXml()).toBe(xml);
  });

  it('marks every secret', () => {
    const secrets = leaves(document.root).filter(({ name, text }) => SECRET_NAMES.includes(name) && text !== '');
    // API keys of 24.7 have an element for the key, which is a name and no secret.
    const unmarked = secrets.filter(({ text }) => !text.includes(CANARY) && !text.startsWith('FAKE-KEY-'));
    expect(unmarked.map(({ name, text }) => `${name}: ${text}`)).toEqual([]);
    expect(secrets.length).toBeGreaterThan(25);
    expect(new Set(secrets.map(({ name }) => name)).size).toBeGreaterThanOrEqual(SECRET_NAMES.length - 2);
  });

  it('has addresses that belong to nobody', () => {
    const addresses = document.toXml().match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? [];
    const strangers = addresses.filter(address => !/^(192\.168\.|10\.|172\.16\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|127\.|0\.0\.0\.0)/.test(address));
    expect(strangers).toEqual([]);
  });

  it('keeps its rules where the release keeps them', () => {
    const model = document.find('OPNsense/Firewall/Filter/rules')?.children ?? [];
    const old = document.find('filter')?.children.filter(node => node.name === 'rule') ?? [];
    expect(model.length + old.length).toBe(12);
    expect(old.length > 0).toBe(release !== '26.7');
  });

  it('refers only to what it has', () => {
    const uuids = new Set<string>();
    const collect = (node: ConfigNode): void => {
      if (node.attributes['uuid'] !== undefined) uuids.add(node.attributes['uuid']);
      node.children.forEach(collect);
    };
    collect(document.root);
    const referred = leaves(document.root).filter(({ name }) => ['categories', 'servers', 'peers', 'tls_key'].includes(name)).flatMap(({ text }) => text.split(',')).filter(text => text !== '');
    expect(referred.length).toBeGreaterThan(3);
    expect(referred.filter(uuid => !uuids.has(uuid))).toEqual([]);
  });

  it('boots as a firewall whose parts agree with each other', async () => {
    const firewall = new FakeFirewall({ release });
    const services = await askJson<{ total: number; rows: { id: string; running: number }[] }>(firewall, 'core/service/search', {});
    expect(services.rows.map(({ id }) => id)).toEqual(expect.arrayContaining(['unbound', 'dpinger/WAN_DHCP', 'dpinger/LTE_GW', release === '24.7' || release === '25.1' ? 'dhcpd' : 'dnsmasq']));
    const gateways = await askJson<{ items: { name: string; address: string; status: string }[] }>(firewall, 'routes/gateway/status');
    expect(gateways.items.map(({ name, status }) => [name, status])).toEqual([['WAN_DHCP', 'none'], ['LTE_GW', 'loss'], ['WAN_DHCP6', 'none'], ['LAB_GW', 'none']]);
    const routes = await askJson<{ destination: string; gateway: string; proto: string }[]>(firewall, 'diagnostics/interface/get_routes');
    expect(routes.filter(({ destination }) => destination === 'default').map(({ gateway }) => gateway)).toEqual(['203.0.113.1', 'fe80::1%vtnet0']);
    expect(routes.map(({ destination }) => destination)).toEqual(expect.arrayContaining(['10.20.0.0/16', '192.168.20.0/24', '2001:db8:100:1::/64']));
    expect(routes.map(({ destination }) => destination)).not.toContain('10.99.0.0/24');
    const arp = await askJson<{ ip: string; intf_description: string }[]>(firewall, 'diagnostics/interface/get_arp');
    expect(arp.filter(({ intf_description: name }) => name === 'IOT').map(({ ip }) => ip)).toEqual(['192.168.20.1', '192.168.20.50', '192.168.20.51', '192.168.20.52']);
    const ndp = await askJson<{ ip: string }[]>(firewall, 'diagnostics/interface/get_ndp');
    expect(ndp.map(({ ip }) => ip)).toEqual(expect.arrayContaining(['2001:db8:100::1', '2001:db8:100::10', 'fe80::1%vtnet0']));
    const overview = await askJson<{ rows: { device: string; description: string; status: string; addr4?: string }[] }>(firewall, 'interfaces/overview/interfaces_info', {});
    expect(overview.rows.find(({ description }) => description === 'WAN')).toMatchObject({ device: 'vtnet0', status: 'up', addr4: '203.0.113.10/24' });
    expect(overview.rows.find(({ device }) => device === 'vtnet3')).toMatchObject({ status: 'no carrier' });
  });

  it('is known to the models that the fake serves', async () => {
    const firewall = new FakeFirewall({ release });
    const total = async (path: string): Promise<number> => (await askJson<{ total: number }>(firewall, path, { rowCount: -1 })).total;
    expect(await total('firewall/category/search_item')).toBe(3);
    expect(await total('routes/routes/searchroute')).toBe(3);
    expect(await total('firewall/alias/search_item')).toBeGreaterThan(7);
  });
});

const SIZE = { hosts: 1000, rules: 600 };

describe.each(RELEASES)('a larger sample of %s', release => {
  const firewall = new FakeFirewall({ release, size: SIZE });

  it('is the same for the same seed', () => {
    expect(sampleDocument(release, 1, SIZE).toXml()).toBe(firewall.document.toXml());
  });

  it('has as many rules and hosts as were asked for, each once, on its own networks', async () => {
    const model = firewall.document.find('OPNsense/Firewall/Filter/rules')?.children ?? [];
    const old = firewall.document.find('filter')?.children.filter(node => node.name === 'rule') ?? [];
    expect(model.length + old.length).toBe(600);
    const hosts = hostsOf(firewall.document);
    expect(hosts.length).toBe(1000);
    expect(new Set(hosts.map(({ ipv4 }) => ipv4)).size).toBe(1000);
    expect(new Set(hosts.map(({ mac }) => mac)).size).toBe(1000);
    const overview = await askJson<{ rows: { description: string; addr4?: string }[] }>(firewall, 'interfaces/overview/interfaces_info', {});
    expect(overview.rows.filter(({ description }) => description.startsWith('OFFICE')).map(({ addr4 }) => addr4)).toEqual(['10.40.0.1/23', '10.40.2.1/23', '10.40.4.1/23']);
  });

  it('is valid by its own models', () => {
    expect(modelProblems(firewall)).toEqual({});
  });
});

describe.each(RELEASES)('the items of the sample of %s', release => {
  const saved = async (path: string, wrapper: string, list: string): Promise<void> => {
    const firewall = new FakeFirewall({ release });
    const items = firewall.document.find(list)?.children ?? [];
    expect(items.length).toBeGreaterThan(2);
    for (const item of items) {
      const answer = await askJson(firewall, `${path}/${String(item.attributes['uuid'])}`, { [wrapper]: {} });
      expect([item.children.map(({ text }) => text).join(' '), answer]).toEqual([expect.any(String), { result: 'saved' }]);
    }
  };

  it.each([
    ['firewall/filter/set_rule', 'rule', 'OPNsense/Firewall/Filter/rules'],
    ['firewall/alias/set_item', 'alias', 'OPNsense/Firewall/Alias/aliases'],
    ['firewall/category/set_item', 'category', 'OPNsense/Firewall/Category/categories'],
    ['routes/routes/setroute', 'route', 'staticroutes'],
  ])('are accepted by %s', (path, wrapper, list) => saved(path, wrapper, list));
});

describe('a firewall whose state changes', () => {
  it('notices a stopped service', async () => {
    const firewall = new FakeFirewall();
    const running = async (): Promise<number | undefined> => (await askJson<{ rows: { running: number }[] }>(firewall, 'core/service/search', { searchPhrase: 'unbound' })).rows[0]?.running;
    expect(await running()).toBe(1);
    await askJson(firewall, 'core/service/stop/unbound', {});
    expect(await running()).toBe(0);
    expect(await askJson(firewall, 'unbound/service/status')).toMatchObject({ status: 'stopped' });
    await askJson(firewall, 'unbound/service/restart', {});
    expect(await running()).toBe(1);
  });

  it('knows updates only after it looked for them', async () => {
    const firewall = new FakeFirewall();
    expect(await askJson(firewall, 'core/firmware/status')).toMatchObject({ status: 'none', product: { product_version: '26.7.2', product_check: null } });
    expect(await askJson(firewall, 'core/firmware/status', {})).toMatchObject({ status: 'update' });
    expect(await askJson(firewall, 'core/firmware/status')).toMatchObject({ status: 'update', product_version: '26.7.2' });
  });

  it('shows each user the menu that it may open', async () => {
    const firewall = new FakeFirewall();
    const all = await askJson<{ Id: string }[]>(firewall, 'core/menu/tree');
    expect(all.length).toBeGreaterThan(4);
    const found = await askJson<{ breadcrumb: string }[]>(firewall, 'core/menu/search?q=arp');
    expect(found.map(({ breadcrumb }) => breadcrumb)).toEqual(['Interfaces: ARP Table']);
  });
});

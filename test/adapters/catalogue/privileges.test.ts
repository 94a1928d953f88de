import { openersOf, opens, privilegesFor, privilegesIn } from '../../../src/adapters/catalogue';
import { type Release, RELEASES } from '../../../src/ports';

describe('the privilege catalogue', () => {
  it('names the narrow privileges that open a path, in the words of the release', () => {
    expect(privilegesFor('firewall/filter/search_rule', '26.7')).toEqual(['Firewall: Rules [new]']);
    expect(privilegesFor('firewall/filter/search_rule', '25.1')).toEqual(['Firewall: Automation: Filter']);
    expect(privilegesFor('/api/core/firmware/status', '26.7')).toContain('System: Firmware');
  });

  it.each<[string, Release, string[]]>([
    ['firewall/alias/search_item', '26.7', ['Firewall: Aliases', 'Firewall: Alias: Edit']],
    ['firewall/alias/add_item', '26.7', ['Firewall: Alias: Edit']],
    ['routes/gateway/status', '26.7', ['System: Gateways', 'System: Static Routes']],
    ['unbound/settings/search_host_override', '26.7', ['Services: Unbound DNS: Edit Host and Domain Override', 'Services: Unbound']],
    ['firewall/category/search_item', '26.7', ['Firewall: Categories', 'Firewall: NAT: Destination NAT', 'Firewall: NAT: Outbound', 'Firewall: Rules']],
    ['routes/gateway/status', '24.7', ['System: Gateways', 'System: Static Routes', 'DEPRECATED: Dashboard (all)']],
  ])('names for %s of %s the narrowest privilege first', (path, release, names) => {
    expect(privilegesFor(path, release)).toEqual(names);
  });

  it('names a privilege as the release does', () => {
    const names = RELEASES.map(release => privilegesIn(release).get('page-firewall-nat-portforward-edit')?.name);
    expect(names).toEqual([...Array<string>(3).fill('Firewall: NAT: Port Forward: Edit'), 'Firewall: NAT: Destination NAT', 'Firewall: NAT: Destination NAT']);
    expect(RELEASES.slice(0, 3).flatMap(release => [...privilegesIn(release).values()].map(({ name }) => name)).filter(name => name.includes('Destination NAT'))).toEqual([]);
  });

  it('knows that 24.7 and 25.1 grant some actions in one spelling only', () => {
    expect(privilegesFor('diagnostics/interface/getArp', '25.1')).toContain('Diagnostics: ARP Table');
    expect(privilegesFor('diagnostics/interface/get_arp', '25.1')).toEqual([]);
    expect(privilegesFor('diagnostics/interface/get_arp', undefined)).toContain('Diagnostics: ARP Table');
  });

  it('knows where only All pages opens a path, and does not guess', () => {
    expect(openersOf('ipsec/service/status', '24.7')).toEqual({ privileges: [], onlyAllPagesOn: '24.7' });
    expect(openersOf('ipsec/service/status', '26.7')).toEqual({ privileges: expect.arrayContaining(['Status: IPsec: SPD']) });
    expect(openersOf('diagnostics/interface/get_arp', '25.1')).toEqual({ privileges: expect.arrayContaining(['Diagnostics: ARP Table']) });
    expect(openersOf('no/such/thing', '24.7')).toEqual({ privileges: [] });
    expect(openersOf('ipsec/service/status', undefined)).not.toHaveProperty('onlyAllPagesOn');
  });

  it('never names the privilege that opens everything', () => {
    expect(privilegesFor('no/such/thing', '26.7')).toEqual([]);
  });

  it('can compare every pattern', () => {
    for (const release of RELEASES) {
      for (const { patterns } of privilegesIn(release).values()) for (const pattern of patterns) expect(opens(pattern, '/nowhere')).toBe(pattern === '*');
    }
  });
});

describe('a pattern', () => {
  it.each([
    ['api/core/menu/*', '/api/core/menu/tree', true],
    ['api/core/menu/*', '/api/core/menu', true],
    ['api/core/menu/*', '/api/core/menux', false],
    ['ui/core/service/*', '/ui/core/service/', true],
    ['api/core/system/status*', '/api/core/system/status?path=/', true],
    ['api/core/service/search', '/api/core/service/search?x=1', false],
    ['api/core/service/search', '/api/core//service/search', false],
    ['index.php?logout', '/index.php?logout', true],
    ['index.php*', '/indexxphp', false],
    ['ui/core/dashboard', '/ui/core/dashboard#/anchor', true],
  ])('%s opens %s: %s', (pattern, uri, expected) => {
    expect(opens(pattern, uri)).toBe(expected);
  });
});

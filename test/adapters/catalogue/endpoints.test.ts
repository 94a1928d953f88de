import { allRoutes, dispatch, endpointOf, packageOf, releasesOf, spelling } from '../../../src/adapters/catalogue';
import { RELEASES } from '../../../src/ports';

const routed = (path: string, release: (typeof RELEASES)[number] = '26.7'): string | undefined => dispatch(path.split('/'), release)?.route;

describe('the endpoint catalogue', () => {
  it('knows every endpoint of the five releases', () => {
    expect(allRoutes()).toHaveLength(2513);
    for (const route of allRoutes()) expect(releasesOf(route)).not.toEqual([]);
  });

  it('knows in which releases an endpoint exists', () => {
    expect(releasesOf('core/firmware/status')).toEqual(RELEASES);
    expect(releasesOf('firewall/d_nat/search_rule')).toEqual(['26.1', '26.7']);
    expect(releasesOf('firewall/filter/savepoint')).toEqual(['24.7', '25.1', '25.7', '26.1']);
    expect(releasesOf('no/such/thing')).toEqual([]);
  });

  it('knows how many path arguments an endpoint needs', () => {
    expect(endpointOf('firewall/alias/set_item')?.required).toBe(1);
    expect(endpointOf('core/backup/diff')?.required).toBe(3);
    expect(endpointOf('core/backup/download')?.required).toBe(1);
    expect(endpointOf('firewall/alias/get_item')?.required).toBe(0);
  });

  it('knows which package brings an endpoint', () => {
    expect(packageOf('haproxy/settings/get')).toBe('os-haproxy');
    expect(packageOf('firewall/alias/get_item')).toBeUndefined();
    expect(packageOf('dhcpv4/leases/search_lease', '25.7')).toBeUndefined();
    expect(packageOf('dhcpv4/leases/search_lease', '26.1')).toBe('os-isc-dhcp');
  });

  it('knows the spelling that narrow privileges grant', () => {
    expect(spelling('diagnostics/interface/get_arp', '25.1')).toBe('diagnostics/interface/getArp');
    expect(spelling('diagnostics/interface/get_arp', '25.7')).toBe('diagnostics/interface/get_arp');
    expect(spelling('firewall/alias/get_item', '24.7')).toBe('firewall/alias/get_item');
  });
});

describe('the dispatching of paths', () => {
  it.each([
    'firewall/alias/search_item', 'firewall/alias/searchItem', 'firewall/alias/SEARCHITEM', 'firewall/alias/se_arch_it_em', 'firewall/alias/searchitem_', 'FIREWALL/alias/searchItem', 'Fire_Wall/alias/searchItem',
  ])('takes %s for an action of the alias controller', path => {
    expect(routed(path)).toBe('firewall/alias/search_item');
  });

  it.each(['firewall/aliasutil/aliases', 'firewall/ALIAS/searchItem', 'firewall/dnat/search_rule', 'firewall/alias', 'firewall', '', 'core/system/%72eboot', '../api/core/system/reboot', 'firewall/alias/no_such'])('takes %s for nothing', path => {
    expect(routed(path)).toBeUndefined();
  });

  it('takes controllers in snake_case and CamelCase', () => {
    for (const controller of ['alias_util', 'aliasUtil', 'AliasUtil']) expect(routed(`firewall/${controller}/aliases`)).toBe('firewall/alias_util/aliases');
    for (const controller of ['d_nat', 'dNat', 'DNat']) expect(routed(`firewall/${controller}/search_rule`)).toBe('firewall/d_nat/search_rule');
  });

  it('follows a controller that changed its class name', () => {
    expect(routed('ipsec/manual_spd/search', '25.7')).toBeUndefined();
    expect(routed('ipsec/manual_s_p_d/search', '25.7')).toBe('ipsec/manual_spd/search');
    expect(routed('ipsec/manual_spd/search', '26.1')).toBe('ipsec/manual_spd/search');
  });

  it('hands unknown actions to a catch-all', () => {
    expect(routed('unbound/settings/no_such')).toBe('unbound/settings/*');
    expect(routed('unbound/settings/get')).toBe('unbound/settings/get');
    expect(routed('diagnostics/log/core/system')).toBe('diagnostics/log/*');
  });
});

import { type InterfaceStatisticsAnswer, toInterfaceStatistics } from '../../../src/plugins/network/interface-statistics';
import { isIpv6Allowed, type OverviewRow, toIpv6Interfaces } from '../../../src/plugins/network/ipv6-interface';
import { type ArpRow, type NdpRow, toArpNeighbour, toNeighbour } from '../../../src/plugins/network/neighbour';
import { type StaticRouteRow, toStaticRoute } from '../../../src/plugins/network/static-route';
import { answers } from '../answers';

describe('static route', () => {
  it.each(answers<{ rows: StaticRouteRow[] }>('network/static-routes'))('%s says the same of the same route', (_release, { rows }) => {
    expect(rows.map(toStaticRoute)).toEqual([
      { uuid: '<uuid-1>', enabled: true, network: '10.50.0.0/16', gateway: 'WAN_GW', gateway_address: '203.0.113.1', description: 'lab' },
    ]);
  });

  const row = { uuid: 'u', network: '10.0.0.0/8', gateway: 'GW' };

  it.each([
    [{ disabled: '1' }, false],
    [{ disabled: '' }, true],
    [{ disabled: '0' }, true],
    [{ enabled: '0' }, false],
    [{ enabled: '1' }, true],
  ])('%j is enabled: %s', (fields, enabled) => {
    expect(toStaticRoute({ ...row, ...fields }).enabled).toBe(enabled);
  });

  it('has no address for a gateway without one', () => {
    expect(toStaticRoute({ ...row, gateway: 'WAN_DHCP6 - dynamic', disabled: '0' })).toEqual({ uuid: 'u', enabled: true, network: '10.0.0.0/8', gateway: 'WAN_DHCP6' });
  });
});

describe('neighbour', () => {
  it.each(answers<{ rows: ArpRow[] }>('network/arp'))('%s: ARP', (_release, { rows }) => {
    expect(rows.slice(0, 2).map(toArpNeighbour)).toEqual([
      { ip: '192.168.1.1', mac: '52:54:00:aa:00:02', interface: 'LAN', device: 'vtnet1', permanent: true },
      { ip: '192.168.1.10', mac: '00:11:32:4a:10:01', interface: 'LAN', device: 'vtnet1', manufacturer: 'Synology Incorporated', expires_s: 1162 },
    ]);
  });

  it.each(answers<{ rows: NdpRow[] }>('network/ndp'))('%s: NDP, the zone told by the device', (_release, { rows }) => {
    expect(rows.map(toNeighbour).map(({ ip }) => ip)).toEqual(['2001:db8:1:1::1', '2001:db8:1:1::20', 'fe80::3e97:eff:fe4a:1003']);
  });
});

describe('interface statistics', () => {
  it.each(answers<InterfaceStatisticsAnswer>('network/interface-statistics'))('%s: one entry per device, counted once', (_release, answer) => {
    const all = toInterfaceStatistics(answer);
    expect(new Set(all.map(({ device }) => device)).size).toBe(all.length);
    expect(all[0]).toEqual({
      device: 'vtnet0',
      interface: 'WAN',
      up: true,
      mac: '52:54:00:aa:00:01',
      mtu: 1500,
      addresses: ['203.0.113.10/24', '2001:db8:1::10/64'],
      received_packets: 1204233,
      received_bytes: 735786363,
      received_errors: 0,
      dropped_packets: 0,
      sent_packets: 884122,
      sent_bytes: 333313994,
      send_errors: 0,
      collisions: 0,
    });
    const spare = all.find(({ device }) => device === 'vtnet2');
    expect(spare).toMatchObject({ up: false });
    expect(spare).not.toHaveProperty('interface');
    expect(all.find(({ device }) => device === 'lo0')).not.toHaveProperty('mac');
  });

  it('keeps any description, and takes an empty answer', () => {
    const row = { name: 'em0', network: '<Link#1>', address: 'aa:bb:cc:dd:ee:ff' };
    expect(toInterfaceStatistics({ statistics: { '[a] (em0) / x] (em0) / aa:bb:cc:dd:ee:ff': row } })).toEqual([
      { device: 'em0', interface: 'a] (em0) / x', mac: 'aa:bb:cc:dd:ee:ff' },
    ]);
    expect(toInterfaceStatistics({ statistics: [] })).toEqual([]);
  });
});

describe('IPv6 interface', () => {
  const configured = {
    wan: { if: 'igb0', descr: 'WAN', enable: '1', ipaddr: 'dhcp', ipaddrv6: 'dhcp6' },
    lan: { if: 'igb1', descr: '', enable: '', ipaddr: '192.168.1.1', subnet: '24', ipaddrv6: 'track6', 'track6-interface': 'wan', 'track6-prefix-id': '3' },
    opt1: { if: 'igb2', ipaddr: '10.0.0.1', ipaddrv6: '' },
    opt2: { if: 'igb3', enable: '1', ipaddrv6: '2001:db8::1', subnetv6: '64' },
    opt3: { if: 'gif0', enable: '1', ipaddrv6: '6rd' },
    lo0: { if: 'lo0', enable: '1', ipaddrv6: '::1' },
    wireguard: { if: 'wireguard', enable: '1', type: 'group' },
  };
  const rows: OverviewRow[] = [
    { device: 'igb1', identifier: 'lan', ipv6: [{ ipaddr: '2001:db8:0:3::1/64' }, { ipaddr: 'fe80::1/64' }, { ipaddr: 'fd00::1/64' }] },
    { device: 'igb0', identifier: 'wan', 'ifctl.prefix': ['2001:db8::/56'], 'ifctl.router': ['203.0.113.1', 'fe80::2'] },
    { device: 'igb9', identifier: '' },
  ];

  it('joins the configuration with what is live by identifier, not by device', () => {
    expect(toIpv6Interfaces(configured, rows)).toEqual([
      { name: 'wan', description: 'WAN', device: 'igb0', enabled: true, mode: 'dhcp6', delegated_prefix: '2001:db8::/56', router: 'fe80::2', ipv4: true },
      {
        name: 'lan',
        description: 'LAN',
        device: 'igb1',
        enabled: true,
        mode: 'track6',
        prefix_from: 'wan',
        prefix_id: 3,
        addresses: [
          { address: '2001:db8:0:3::1/64', scope: 'global' },
          { address: 'fe80::1/64', scope: 'link-local' },
          { address: 'fd00::1/64', scope: 'unique-local' },
        ],
        ipv4: true,
      },
      { name: 'opt1', description: 'OPT1', device: 'igb2', enabled: false, mode: 'none', ipv4: true },
      { name: 'opt2', description: 'OPT2', device: 'igb3', enabled: true, mode: 'static', configured_address: '2001:db8::1/64', ipv4: false },
      { name: 'opt3', description: 'OPT3', device: 'gif0', enabled: true, mode: '6rd', ipv4: false },
    ]);
  });

  it.each(answers<{ rows: OverviewRow[] }>('network/interfaces-info'))('%s: the overview alone says as much', (_release, answer) => {
    expect(toIpv6Interfaces(undefined, answer.rows).filter(({ name }) => name === 'wan' || name === 'opt1')).toEqual([
      {
        name: 'wan',
        description: 'WAN',
        device: 'vtnet0',
        enabled: true,
        mode: 'static',
        configured_address: '2001:db8:1::10/64',
        addresses: [
          { address: '2001:db8:1::10/64', scope: 'global' },
          { address: 'fe80::5054:ff:feaa:1/64', scope: 'link-local' },
        ],
        ipv4: true,
      },
      expect.objectContaining({ name: 'opt1', description: 'IOT', mode: 'none', ipv4: true }),
    ]);
  });

  it('reads both ways of switching IPv6 off', () => {
    expect(isIpv6Allowed(undefined, '1')).toBe(true);
    expect(isIpv6Allowed(undefined, undefined)).toBe(false);
    expect(isIpv6Allowed({ disableipv6: '1' }, undefined)).toBe(false);
    expect(isIpv6Allowed({ disableipv6: '0' }, undefined)).toBe(true);
  });
});

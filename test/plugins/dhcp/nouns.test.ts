import { isInSubnet, isReversed, isSameAddress, plainMac } from '../../../src/plugins/dhcp/addresses';
import { toRange } from '../../../src/plugins/dhcp/dnsmasq-range';
import { fromDnsmasq, fromIsc, fromKea } from '../../../src/plugins/dhcp/lease';
import { leaseSeconds, leaseTime } from '../../../src/plugins/dhcp/lease-time';

describe('lease times', () => {
  it.each([['24h', '86400'], ['86400', '86400'], ['90m', '5400'], ['90 m', '5400'], ['7d', '604800'], ['2w', '1209600'], ['45s', '45'], ['infinite', '0'], ['', '']])('reads %s as %s seconds', (text, seconds) =>
    expect(leaseSeconds('opn_x', text)).toBe(seconds));

  it.each([['86400', '1d'], ['3600', '1h'], ['5400', '90m'], ['604800', '7d'], ['61', '61s'], ['0', 'infinite'], ['', undefined]])('writes %s seconds as %s', (seconds, text) => expect(leaseTime(seconds)).toBe(text));

  it.each(['0', '0h', '9999999999', '8000w', 'a day', '24 hours'])('refuses %s', text => expect(() => leaseSeconds('opn_x', text)).toThrow(/opn_x: lease_time must be a time/));

  it('reads back what it writes', () => {
    for (const seconds of ['1', '59', '60', '3600', '86399', '86400', '172800', '604800', '4294967295']) expect(leaseSeconds('opn_x', leaseTime(seconds) ?? '')).toBe(seconds);
  });
});

describe('addresses', () => {
  it('are compared by number and family', () => {
    expect([isReversed('192.168.1.9', '192.168.1.10'), isReversed('192.168.1.10', '192.168.1.9'), isReversed('::2000', '::1000'), isReversed('192.168.1.9', '::1'), isReversed('', '192.168.1.1')]).toEqual([false, true, true, false, false]);
    expect([isInSubnet('192.168.1.9', '192.168.1.0/24'), isInSubnet('192.168.2.9', '192.168.1.0/24'), isInSubnet('2001:db8::9', '2001:db8::/64'), isInSubnet('::1', '0.0.0.0/0'), isInSubnet('x', '192.168.1.0/24')]).toEqual([true, false, true, false, false]);
    expect([isSameAddress('2001:DB8::0:1', '2001:db8::1'), isSameAddress('192.168.1.1', '192.168.1.2'), isSameAddress('x', 'x')]).toEqual([true, false, false]);
    expect(plainMac('00-11-22-AA-BB-CC')).toBe('00:11:22:aa:bb:cc');
  });
});

describe('leases', () => {
  it('of Kea are the same from texts and from numbers', () => {
    const row = { address: '192.168.1.9', hwaddr: '00:11:22:33:44:55', hostname: 'x', if_name: 'lan', if_descr: 'LAN' };
    const expected = { ip: '192.168.1.9', mac: '00:11:22:33:44:55', hostname: 'x', interface: 'lan', network: 'LAN', expires: '2026-11-23T12:00:00Z', state: 'declined' };
    expect(fromKea({ ...row, expire: '1795435200', state: '1' })).toEqual(expected);
    expect(fromKea({ ...row, expire: 1_795_435_200, state: 1, is_reserved: ['duid'], duid: '00:03', client_id: '' })).toEqual({ ...expected, reserved: true, client_id: '00:03' });
    expect(fromKea({ ...row, expire: 'soon', state: '7', is_reserved: '0' })).toEqual({ ip: '192.168.1.9', mac: '00:11:22:33:44:55', hostname: 'x', interface: 'lan', network: 'LAN', reserved: false });
  });

  it('of Dnsmasq have no stars, and those of ISC DHCP no slashes', () => {
    expect(fromDnsmasq({ address: '192.168.1.9', hostname: '*', client_id: '*', expire: 0, is_reserved: '1' })).toEqual({ ip: '192.168.1.9', expires: 'never', reserved: true });
    expect(fromIsc({ address: '192.168.1.9', type: 'dynamic', ends: '2026/11/23 12:00:00', state: 'abandoned', status: 'offline' })).toEqual({ ip: '192.168.1.9', expires: '2026-11-23T12:00:00', state: 'abandoned', reserved: false, online: false });
  });
});

it('a range with labels gets its keys, as far as they are known', () => {
  const row = { uuid: 'u', interface: 'IOT', start_addr: '::1', end_addr: '', constructor: 'LAN', mode: '', prefix_len: '', lease_time: '', domain: '', ra_mode: '', ra_priority: 'Normal', set_tag: '', description: '' };
  expect(toRange(row, new Map([['IOT', 'opt1']]))).toEqual({ uuid: 'u', family: 'ipv6', interface: 'opt1', network: 'IOT', start_addr: '::1', prefix_interface: 'LAN' });
  expect(toRange({ ...row, interface: 'Any', constructor: 'None' })).toEqual({ uuid: 'u', family: 'ipv6', start_addr: '::1' });
});

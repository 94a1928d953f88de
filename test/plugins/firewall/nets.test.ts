import { familyOf, netOf, portOf } from '../../../src/plugins/firewall/nets';
import { Form } from '../../../src/plugins/firewall/rule-form';

const form = new Form({
  interface: { lan: { value: 'LAN', selected: 0 }, opt1: { value: 'Guest Wifi', selected: 0 }, wan: { value: 'WAN', selected: 1 } },
  protocol: { any: { value: 'any', selected: 1 }, TCP: { value: 'TCP', selected: 0 }, 'IPV6-ICMP': { value: 'IPV6-ICMP', selected: 0 } },
  version: [{ value: 'IKEv1+IKEv2', selected: 1 }, { value: 'IKEv1', selected: 0 }],
  description: '',
});

describe('netOf', () => {
  it.each([
    ['any', 'any'], ['*', 'any'], ['', 'any'], ['lan', 'lan'], ['LAN', 'lan'], ['LAN net', 'lan'], ['guest wifi network', 'opt1'], ['WAN address', 'wanip'], ['wan ip', 'wanip'],
    ['This Firewall', '(self)'], ['(self)', '(self)'], ['servers', 'servers'], ['lanip', 'lanip'], ['192.0.2.1', '192.0.2.1'], ['192.0.2.0/24', '192.0.2.0/24'], ['2001:db8::/32', '2001:db8::/32'],
    ['LAN net, servers', 'lan,servers'],
  ])('takes %j for %s', (text, value) => expect(netOf(text, form)).toMatchObject({ value }));

  it.each(['192.0.2.300', '192.0.2.0/33', '2001:db8::/129', '2001:zz::1', '1.2.3', '10', 'not an alias', 'a-b', 'fe80::1%em0', '192.0.2.1/', 'servers, 192.0.2.999'])('refuses %j', text =>
    expect(netOf(text, form)).toEqual({ problem: expect.stringContaining('is no') }),
  );

  it('knows the family of an address, not of a list', () => {
    expect(netOf('2001:db8::1', form)).toMatchObject({ family: 6 });
    expect(netOf('192.0.2.1,192.0.2.2', form)).toEqual({ value: '192.0.2.1,192.0.2.2' });
    expect([familyOf('192.0.2.1'), familyOf('::1'), familyOf('1'), familyOf('lan'), familyOf('192.0.2.0/24/1')]).toEqual([4, 6, undefined, undefined, undefined]);
  });
});

describe('portOf', () => {
  it.each([['443', '443'], ['0443', '443'], ['8000-8010', '8000-8010'], ['8000:8010', '8000-8010'], ['https', 'https'], ['web_ports', 'web_ports'], ['any', ''], ['', '']])('takes %j for %j', (text, port) => expect(portOf(text)).toBe(port));
  it.each(['0', '65536', '10-5', '5-5', '1-2-3', '80,443', 'a b', '-1', '1-', '22 33'])('refuses %j', text => expect(portOf(text)).toBeUndefined());
});

describe('Form', () => {
  it('finds choices by key and label, in any case', () => {
    expect(['opt1', 'GUEST WIFI', 'Lan'].map(text => form.key('interface', text))).toEqual(['opt1', 'opt1', 'lan']);
    expect(form.key('interface', 'dmz')).toBeUndefined();
    expect(['icmpv6', 'ICMP6', 'ipv6-icmp', '*', 'tcp'].map(text => form.protocol(text))).toEqual(['IPV6-ICMP', 'IPV6-ICMP', 'IPV6-ICMP', 'any', 'TCP']);
  });

  it('reads choices that PHP wrote as a list, and says what there is', () => {
    expect(form.key('version', 'ikev1')).toBe('1');
    expect(form.offers('interface')).toBe('LAN, Guest Wifi (opt1), WAN');
    expect(form.offers('description')).toBe('none');
    expect([form.has('description'), form.has('icmp6type'), form.text('description'), form.label('interface', 'opt9')]).toEqual([true, false, '', 'opt9']);
  });
});

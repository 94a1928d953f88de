import { decodeLine } from '../../../src/core/firewall-log/log-line';

const descriptions = new Map([['5d0f8ceb32b60f7c5e0a62384bab4d6f', 'Default deny']]);
const decode = (line: string) => decodeLine({ timestamp: '2026-01-01T00:00:00', line }, descriptions);

it('decodes TCP over IPv4, with the description of the rule', () => {
  expect(decode('12,,,5d0f8ceb32b60f7c5e0a62384bab4d6f,vtnet0,match,block,in,4,0x0,,241,4711,0,DF,6,tcp,44,192.0.2.132,203.0.113.10,42386,1433,0,S,1234,,1024,,mss')).toMatchObject({
    __timestamp__: '2026-01-01T00:00:00', action: 'block', interface: 'vtnet0', dir: 'in', protoname: 'tcp', src: '192.0.2.132', dst: '203.0.113.10', srcport: '42386', dstport: '1433', tcpflags: 'S', label: 'Default deny',
  });
});

it('decodes UDP and ICMPv6 over IPv6', () => {
  expect(decode('3,,,0,vtnet1,match,pass,out,6,0x00,0x00000,64,udp,17,60,2001:db8::1,2001:db8::2,5353,53,52')).toMatchObject({ action: 'pass', src: '2001:db8::1', dstport: '53', label: '' });
  const icmp = decode('3,,,0,vtnet1,match,pass,in,6,0x00,0x00000,255,ICMPv6,58,32,fe80::1,ff02::1');
  expect(icmp).toMatchObject({ protoname: 'ICMPv6', dst: 'ff02::1' });
  expect(icmp).not.toHaveProperty('srcport');
});

it.each(['', 'pflog0 went away', '1,2,3'])('leaves out %j', line => expect(decode(line)).toBeUndefined());

import { isPublic } from '../../../src/core/packet-filter';

describe('isPublic', () => {
  it.each(['9.9.9.9', '17.0.0.0', '2620:fe::fe'])('is true of %s', address => expect(isPublic(address)).toBe(true));

  it.each(['10.0.0.1', '172.31.255.1', '192.168.1.1', '100.64.0.1', '169.254.1.1', '127.0.0.1', '0.0.0.0', 'fd00::1', 'fe80::1', '::1', '::', 'dns.example.net', ''])('is false of %s', address => expect(isPublic(address)).toBe(false));
});

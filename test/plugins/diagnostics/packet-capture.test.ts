import { startTestServer, type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DiagnosticsPlugin } from '../../../src/plugins/diagnostics/diagnostics.plugin';
import { failing } from '../failing-wire';

/** For what does not differ by release. */
const ONE = ['26.7'] as const;
const ahead = (kit: TestServer): void => {
  kit.clock.runsAhead = true;
};
const cleaned = (kit: TestServer): void => expect(kit.firewall.running.captures.size).toBe(0);
const archive = async ({ client }: TestServer, uri: unknown): Promise<Buffer> => {
  const { contents: [found] } = await client.readResource({ uri: String(uri) });
  expect(found).toMatchObject({ uri, mimeType: 'application/zip' });
  return Buffer.from((found as { blob: string }).blob, 'base64');
};

/** The file of packets in an archive: how many bytes of each it may have, and how many packets it has. */
function packetsIn(zip: Buffer): { readonly most: number; readonly count: number } {
  expect(zip.readUInt32LE(0)).toBe(0x04034b50);
  const start = zip.indexOf(Buffer.from([0xd4, 0xc3, 0xb2, 0xa1]));
  const end = zip.indexOf(Buffer.from('PK\x01\x02'));
  let count = 0;
  for (let at = start + 24; at < end; at += 16 + zip.readUInt32LE(at + 8)) count += 1;
  return { most: zip.readUInt32LE(start + 16), count };
}

toolTest('opn_packet_capture', DiagnosticsPlugin, {
  works: [
    {
      says: 'records headers until there are as many packets as wanted, and gives them as a file',
      args: { interface: 'LAN', packets: 12 },
      given: ahead,
      then: async (result, kit) => {
        expect(result).toMatchObject({ interface: 'LAN', packets: 12, bytes_each: 96, document: 'opnsense://documents/1/capture-lan.zip' });
        expect(result.first).toHaveLength(12);
        for (const packet of result.first) expect(packet).toEqual({ time: expect.stringMatching(/^\d{4}-.*T/), text: expect.stringMatching(/^ethertype IPv[46], length \d+: \S+ > \S+: (?:tcp|udp|icmp)/) });
        expect(packetsIn(await archive(kit, result.document))).toEqual({ most: 96, count: 12 });
        cleaned(kit);
      },
    },
    {
      says: 'looks only at what was asked for, and ends in time',
      args: { interface: 'lan', protocol: 'UDP', port: 53, seconds: 2, packets: 500 },
      given: ahead,
      then: (result, kit) => {
        expect(result.packets).toBeLessThan(20);
        for (const { text } of result.first as { text: string }[]) expect(text).toMatch(/\.53( |:).*udp/);
        cleaned(kit);
      },
    },
    { says: 'has no file where nothing passed', releases: ONE, args: { interface: 'LAN', host: '203.0.113.250', seconds: 1 }, given: ahead, then: result => expect(result).toEqual({ interface: 'LAN', packets: 0, first: [], bytes_each: 96 }) },
    { says: 'records what people send where the operator allows secrets', releases: ONE, secrets: true, args: { interface: 'LAN', payload: true, packets: 3 }, given: ahead, then: async (result, kit) => {
      expect(result.bytes_each).toBe(2048);
      expect(packetsIn(await archive(kit, result.document)).most).toBe(2048);
    } },
    { says: 'lets the user say what is recorded', releases: ONE, answer: question => (/^opn_packet_capture asks: May what people send over LAN/.test(question) ? { record: 'whole' } : 'cancel'), args: { interface: 'LAN', payload: true, packets: 3 }, given: ahead, then: result => expect(result.bytes_each).toBe(2048) },
    { says: 'records headers where the user prefers that', releases: ONE, answer: () => ({ record: 'headers' }), args: { interface: 'LAN', payload: true, packets: 3 }, given: ahead, then: result => expect(result.bytes_each).toBe(96) },
  ],
  refuses: [
    { says: 'an interface that there is not, with those that are', releases: ONE, args: { interface: 'nowhere' }, code: 'OPN_NOT_FOUND', text: /It has .*LAN \(/ },
    { says: 'what people send where nobody can agree', releases: ONE, args: { interface: 'LAN', payload: true }, code: 'OPN_SENSITIVE_OFF', text: /OPNSENSE_ALLOW_SENSITIVE/ },
    { says: 'what people send where the user does not agree', releases: ONE, answer: () => 'decline', args: { interface: 'LAN', payload: true }, code: 'OPN_DECLINED' },
    { says: 'what is no address', releases: ONE, args: { interface: 'LAN', host: 'x; reboot' }, code: 'OPN_INVALID_INPUT' },
  ],
});

it('removes its job when it is called off, and when the firewall fails', async () => {
  let kit = await startTestServer({ plugins: [DiagnosticsPlugin] });
  const stop = new AbortController();
  const call = kit.client.callTool({ name: 'opn_packet_capture', arguments: { interface: 'LAN' } }, undefined, { signal: stop.signal });
  while (!kit.requests.some(line => line.includes('packet_capture/start'))) await new Promise(resolve => setImmediate(resolve));
  stop.abort();
  await expect(call).rejects.toThrow();
  while (!kit.requests.some(line => line.includes('packet_capture/remove'))) await new Promise(resolve => setImmediate(resolve));
  cleaned(kit);
  await kit.close();
  kit = await startTestServer({ plugins: [DiagnosticsPlugin], between: failing(/packet_capture\/download/, 500) });
  ahead(kit);
  expect(await kit.call('opn_packet_capture', { interface: 'LAN', packets: 1 })).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_FIREWALL_FAULT/) }] });
  cleaned(kit);
  await kit.close();
});

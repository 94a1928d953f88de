import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { DiagnosticsPlugin } from '../../../src/plugins/diagnostics/diagnostics.plugin';

interface Line {
  readonly severity?: string;
  readonly text: string;
}

const textAt = async ({ client }: TestServer, uri: unknown): Promise<string> => ((await client.readResource({ uri: String(uri) })).contents[0] as { text: string }).text;

toolTest('opn_system_log', DiagnosticsPlugin, {
  works: [
    {
      says: 'shows the newest lines, and where all of them are read',
      then: async (result, kit) => {
        expect(result.lines).toHaveLength(20);
        expect(result.truncated).toBe(true);
        for (const line of result.lines) expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-/), severity: expect.any(String), process: expect.any(String), text: expect.any(String) });
        expect(result.resource).toBe('opnsense://logs/system');
        expect(kit.requests.at(-1)).toBe('POST diagnostics/log/core/system');
        const whole = await textAt(kit, result.resource);
        expect(whole.split('\n').length).toBeGreaterThan(300);
        const [first] = result.lines;
        expect(whole.startsWith(`${first?.time ?? ''} ${first?.severity ?? ''} ${first?.process ?? ''}: ${first?.text ?? ''}\n`)).toBe(true);
      },
    },
    {
      says: 'finds words, and links to all lines with them',
      args: { log: 'gateways', search: 'alarm none', limit: 3 },
      then: async (result, kit) => {
        expect(result.lines.map((line: Line) => line.text)).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('Alarm: none')));
        expect(result.resource).toBe('opnsense://logs/gateways/alarm%20none');
        const found = (await textAt(kit, result.resource)).trimEnd().split('\n');
        expect(found.length).toBeGreaterThan(100);
        expect(found.filter(line => !/Alarm: none/.test(line))).toEqual([]);
      },
    },
    {
      says: 'leaves out what is milder, and links to nothing where all is shown',
      args: { severity: 'Warning', limit: 500 },
      then: result => {
        expect(result.lines.length).toBeGreaterThan(10);
        expect(result.lines.filter(({ severity }: Line) => severity !== 'Warning')).toEqual([]);
        expect(result).not.toHaveProperty('resource');
      },
    },
    ...['resolver', 'dnsmasq', 'ipsec', 'openvpn'].map(log => ({ says: `has nothing of ${log}, which wrote nothing`, releases: ['24.7', '26.7'] as const, args: { log }, then: (result: object) => expect(result).toEqual({ lines: [] }) })),
  ],
  refuses: [
    { says: 'a log that is none', releases: ['26.7'], args: { log: '../../etc/passwd' }, code: 'OPN_INVALID_INPUT', text: /log/ },
    { says: 'a user without the privilege for that log', releases: ['26.7'], user: 'monitor', args: { log: 'resolver' }, code: 'OPN_FORBIDDEN' },
  ],
});

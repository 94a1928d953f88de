import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { failing } from '../failing-wire';

interface Link {
  readonly link: string;
  readonly status: string;
  readonly says: string;
  readonly fix?: string;
}

const of = ({ links }: { readonly links: readonly Link[] }, link: string): Link | undefined => links.find(each => each.link === link);

toolTest('opn_doctor', SystemPlugin, {
  asksForOthers: true,
  works: [
    {
      says: 'that all is well, link by link',
      then: (result, kit) => {
        expect(result).toMatchObject({ failed: 0, warnings: 0 });
        expect(result.links.map(({ link }: Link) => link)).toEqual(['configuration', 'http', 'key', 'release', 'clock', 'privileges: system', 'plugins', 'web GUI', 'history', 'rollback']);
        expect(of(result, 'release')?.says).toContain(kit.firewall.version);
        expect(of(result, 'rollback')).toMatchObject({ status: 'skipped', says: expect.stringContaining('Changes are off') });
      },
    },
    {
      says: 'which privileges are missing, and for which tools',
      user: 'monitor',
      releases: ['24.7', '26.7'],
      then: result => {
        expect(of(result, 'privileges: system')).toMatchObject({ status: 'warning', says: expect.stringMatching(/'System: Firmware'.* Needed by .*opn_system_status/), fix: expect.stringContaining('System > Access') });
      },
    },
    {
      says: 'that the key is refused, and looks no further',
      releases: ['26.7'],
      between: failing(/core\/menu\/tree/, 401),
      then: (result, kit) => {
        expect(result.failed).toBe(1);
        expect(of(result, 'key')).toMatchObject({ status: 'failed', says: expect.stringContaining('OPN_UNAUTHORIZED'), fix: expect.stringContaining('not disabled or expired') });
        expect(of(result, 'history')?.status).toBe('skipped');
        expect(kit.requests).toEqual([]);
      },
    },
    {
      says: 'that the clocks differ',
      releases: ['24.7', '26.7'],
      given: kit => {
        const now = kit.firewall.send.bind(kit.firewall);
        kit.firewall.send = async (request, options) => {
          const answer = await now(request, options);
          return request.path.includes('/system_time') || request.path.includes('/systemTime') ? { ...answer, body: answer.body.replace(/"datetime":"[^"]*"/, '"datetime":"Thu Jan  1 00:02:00 UTC 2026"') } : answer;
        };
      },
      then: result => expect(of(result, 'clock')).toMatchObject({ status: 'warning', says: "The firewall's clock is 120 s ahead of this machine's." }),
    },
  ],
  refuses: [{ args: { verbose: true }, code: 'OPN_INVALID_INPUT', text: /verbose/ }],
});

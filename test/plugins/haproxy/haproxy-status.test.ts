import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { ALWAYS, send, useHaproxy } from './setup';

toolTest('opn_haproxy_status', HaproxyPlugin, {
  works: [
    {
      says: 'which servers answer, and why others do not',
      given: async kit => {
        await useHaproxy(kit);
        kit.clock.turn(600_000);
      },
      then: result => {
        expect(result).toEqual({
          service: 'running', version: expect.stringMatching(/^[23]\./), uptime_seconds: 600, frontends: [{ name: 'public', status: 'OPEN', sessions: expect.any(Number) }],
          backends: [{
            name: 'web', status: 'UP', sessions: expect.any(Number),
            servers: [
              { name: 'web1', status: 'UP', address: '192.168.1.11:8080', check: 'HTTP status check returned code <200>', since_seconds: 600 },
              { name: 'web2', status: 'DOWN', address: '192.168.1.199:8080', check: 'Layer4 timeout', since_seconds: 600 },
            ],
          }],
          down: ['web/web2'],
        });
      },
    },
    { says: 'that it is not switched on', then: result => expect(result).toEqual({ service: 'off', note: expect.stringContaining('not switched on') }) },
    {
      says: 'that it was stopped',
      given: async kit => {
        await useHaproxy(kit);
        await send(kit, 'service/stop');
      },
      then: result => expect(result).toEqual({ service: 'stopped', note: expect.stringContaining('does not run') }),
    },
    {
      says: 'that it was never loaded',
      given: async kit => void (await send(kit, 'settings/set', { haproxy: { general: { enabled: '1' } } })),
      then: result => expect(result).toEqual({ service: 'unknown', note: expect.stringContaining('never loaded') }),
    },
  ],
  refuses: [...ALWAYS],
});

import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { add, ALWAYS, make, send, useHaproxy } from './setup';

const breakIt = async (kit: Parameters<typeof add>[0]): Promise<void> => {
  await useHaproxy(kit);
  await add(kit, 'frontend', { name: 'broken', bind: '192.168.1.1:8081', mode: 'http', customOptions: 'nonsense here' });
};

toolTest('opn_reconfigure_haproxy', HaproxyPlugin, {
  works: [
    {
      says: 'loads what is saved',
      given: async kit => {
        await make(kit);
        await send(kit, 'settings/set', { haproxy: { general: { enabled: '1' } } });
      },
      then: result => expect(result).toEqual({ service: 'running' }),
    },
    { says: 'leaves it off', then: result => expect(result).toEqual({ service: 'off' }) },
    { says: 'goes on after a failed check when forced; HAProxy keeps what it had', given: breakIt, args: { force: true }, then: result => expect(result).toEqual({ service: 'running' }) },
  ],
  refuses: [{ says: 'what does not pass the check', given: breakIt, code: 'OPN_REFUSED', text: /unknown keyword 'nonsense'/ }, ...ALWAYS],
});

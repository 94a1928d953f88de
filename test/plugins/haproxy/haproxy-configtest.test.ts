import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { add, ALWAYS, make, send } from './setup';

toolTest('opn_haproxy_configtest', HaproxyPlugin, {
  works: [
    { says: 'that all is well', given: async kit => void (await make(kit)), then: result => expect(result).toEqual({ passes: true }) },
    {
      says: 'what HAProxy complains of, and what OPNsense leaves out',
      given: async kit => {
        const { backend, frontend, rule } = await make(kit);
        const path = await add(kit, 'acl', { name: 'no_path', expression: 'path_beg' });
        const half = await add(kit, 'action', { name: 'half', testType: 'if', linkedAcls: path, type: 'use_backend', use_backend: backend });
        await send(kit, `settings/set_frontend/${frontend}`, { frontend: { linkedActions: `${rule},${half}`, customOptions: 'nonsense here' } });
      },
      then: result => {
        expect(result.passes).toBe(false);
        expect(result.errors).toEqual([expect.stringMatching(/^parsing \[.*\] : unknown keyword 'nonsense' in 'frontend' section$/)]);
        expect(result.left_out).toEqual(['ERROR: missing parameters', expect.stringMatching(/^CONDITION INVALID: no_path/), 'RULE INVALID: half']);
      },
    },
    { says: 'that there is nothing to listen on', then: result => expect(result).toEqual({ passes: false, errors: [expect.stringContaining('no listener')] }) },
  ],
  refuses: [...ALWAYS],
});

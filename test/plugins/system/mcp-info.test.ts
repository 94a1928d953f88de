import { startTestServer, toolTest } from '../../../src/adapters/testkit';
import { pluginFacts } from '../../../src/core';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { failing } from '../failing-wire';

const declared = pluginFacts(SystemPlugin);

toolTest('opn_mcp_info', SystemPlugin, {
  works: [
    {
      says: 'tells what this server is and may do',
      then: (result, kit) => {
        expect(result).toEqual({
          server: 'opnsense-mcp',
          version: expect.any(String),
          writes: 'on',
          secrets_allowed: false,
          firewall: { address: `fake ${kit.firewall.release}`, reachable: true, version: kit.firewall.version, release: kit.firewall.release },
          plugins: [{ id: 'system', tools: declared?.tools.length, resources: declared?.resources?.length, prompts: declared?.prompts?.length }],
        });
      },
    },
    { says: 'tells that nothing may be changed', releases: ['26.7'], writes: false, secrets: true, then: result => expect(result).toMatchObject({ writes: 'off', secrets_allowed: true }) },
    {
      says: 'says that the key is wrong instead of failing',
      releases: ['26.7'],
      between: failing(/./, 401),
      then: ({ firewall }) => expect(firewall).toEqual({ address: 'fake 26.7', reachable: true, problem: expect.stringContaining('OPN_UNAUTHORIZED') }),
    },
    {
      says: 'says which privilege shows the version',
      releases: ['26.7'],
      between: failing(/./, 403),
      then: ({ firewall }) => expect(firewall).toEqual({ address: 'fake 26.7', reachable: true, problem: expect.stringContaining('Lobby: Dashboard') }),
    },
  ],
  refuses: [{ args: { verbose: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' }],
});

it('asks the firewall one question a call, and asks anew each time', async () => {
  const kit = await startTestServer({ plugins: [SystemPlugin] });
  try {
    kit.requests.length = 0;
    await kit.call('opn_mcp_info');
    await kit.call('opn_mcp_info');
    expect(kit.requests).toHaveLength(2);
  } finally {
    await kit.close();
  }
});

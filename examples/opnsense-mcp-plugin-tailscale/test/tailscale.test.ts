import { deepEqual, equal, match } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkTest, startTestServer, type TestServer, toolTest } from 'opnsense-mcp/testing';
import { TailscalePlugin } from '../src/index';
import { lesson } from '../src/lesson';
import { sshOpen } from '../src/ssh-open.check';

const fake = { lessons: [lesson] };
const enable = (kit: TestServer): void => {
  kit.firewall.document.ensure('OPNsense/tailscale/settings/enabled').text = '1';
  kit.firewall.running.switch('tailscale', true);
};
const added = async (kit: TestServer, subnet: string): Promise<string> =>
  String((await kit.call('opn_add_tailscale_subnet', { subnet })).structuredContent?.['uuid']);

toolTest('opn_tailscale_status', TailscalePlugin, {
  works: [
    {
      says: 'shows the peers, those online first',
      fake,
      given: enable,
      then: result => {
        equal(result.state, 'Running');
        equal(result.name, 'opnsense.tail0000.ts.net');
        deepEqual(result.peers.map((peer: { name: string; online: boolean }) => [peer.name, peer.online]), [['phone.tail0000.ts.net', true], ['old-laptop.tail0000.ts.net', false]]);
      },
    },
    { says: 'shows as many peers as the operator wants', fake, given: enable, options: { maxPeers: '1' }, releases: ['26.7'], then: result => deepEqual([result.total, result.peers.length], [2, 1]) },
    { says: 'says that Tailscale is switched off', fake, then: result => equal(result.service, 'disabled') },
  ],
  refuses: [
    { says: 'what the daemon cannot tell', fake: { lessons: [{ ...lesson, actions: { 'tailscale/status/status': () => ({ json: { error: 'no answer' } }) } }] }, given: enable, releases: ['26.7'], code: 'OPN_REFUSED', text: /no answer/ },
    { says: 'a firewall without os-tailscale', code: 'OPN_NEEDS_PLUGIN', text: /os-tailscale/ },
  ],
});

toolTest('opn_list_tailscale_subnets', TailscalePlugin, {
  works: [
    {
      says: 'lists and filters',
      fake,
      given: async kit => {
        await added(kit, '192.168.1.0/24');
        await added(kit, '10.20.0.0/16');
      },
      args: { search: '10.20' },
      then: result => deepEqual([result.total, result.subnets[0].subnet], [1, '10.20.0.0/16']),
    },
  ],
  refuses: [{ says: 'too many at once', fake, args: { limit: 100_000 }, code: 'OPN_INVALID_INPUT', releases: ['26.7'] }],
});

toolTest('opn_add_tailscale_subnet', TailscalePlugin, {
  works: [
    {
      says: 'saves the subnet and restarts Tailscale',
      fake,
      args: { subnet: '192.168.1.0/24', description: 'LAN' },
      then: (result, kit) => {
        match(kit.firewall.document.toXml(), /<subnet>192\.168\.1\.0\/24<\/subnet>\s*<description>LAN</);
        match(result.uuid, /^[0-9a-f-]{36}$/);
        equal(kit.requests.at(-1), 'POST tailscale/service/reconfigure');
      },
    },
  ],
  refuses: [
    { says: 'an address that is no network', fake, args: { subnet: '192.168.1.7/24' }, code: 'OPN_REJECTED', text: /subnet/ },
    { says: 'what is advertised already', fake, given: async kit => void (await added(kit, '10.0.0.0/8')), args: { subnet: '10.0.0.0/8' }, code: 'OPN_INVALID_INPUT', releases: ['26.7'] },
    { says: 'anything while changes are off', fake, writes: false, args: { subnet: '10.0.0.0/8' }, code: 'OPN_WRITES_OFF', releases: ['26.7'] },
  ],
});

toolTest('opn_delete_tailscale_subnet', TailscalePlugin, {
  works: [
    {
      says: 'deletes it',
      fake,
      args: async kit => ({ uuid: await added(kit, '192.168.1.0/24') }),
      then: (result, kit) => {
        equal(result.subnet, '192.168.1.0/24');
        equal(kit.firewall.document.toXml().includes('192.168.1.0/24</subnet>'), false);
      },
    },
  ],
  refuses: [{ says: 'an unknown uuid', fake, args: { uuid: '00000000-0000-4000-8000-000000000000' }, code: 'OPN_NOT_FOUND' }],
});

checkTest(sshOpen, {
  fires: [{ says: 'Tailscale SSH is on', values: { settings: { letsSshIn: true }, service: 'running' }, finds: ['ssh'] }],
  silent: [{ says: 'it is off', values: { settings: { letsSshIn: false }, service: 'running' } }],
  notApplicable: [
    { says: 'Tailscale is switched off', values: { settings: { letsSshIn: true }, service: 'disabled' } },
    { says: 'os-tailscale is not installed', values: { settings: { letsSshIn: false }, service: 'absent' } },
  ],
});

describe('the plugin', () => {
  it('offers its subnets as a resource, and a prompt that names tools that there are', async () => {
    const kit = await startTestServer({ plugins: [TailscalePlugin], fake });
    try {
      await added(kit, '192.168.1.0/24');
      const { contents: [subnets] } = await kit.client.readResource({ uri: 'opnsense://tailscale/subnets' });
      match((subnets as { text: string }).text, /192\.168\.1\.0/);
      const { messages } = await kit.client.getPrompt({ name: 'tailscale_reach_network', arguments: { interface: 'opt1' } });
      const text = (messages[0]?.content as { text: string }).text;
      match(text, /the interface opt1/);
      equal(text.includes('Not available'), false);
      deepEqual((await kit.client.complete({ ref: { type: 'ref/prompt', name: 'tailscale_reach_network' }, argument: { name: 'interface', value: 'la' } })).completion.values, ['lan']);
    } finally {
      await kit.close();
    }
  });

  it('lets no pre-authentication key out', async () => {
    const kit = await startTestServer({ plugins: [TailscalePlugin], fake });
    try {
      kit.firewall.document.ensure('OPNsense/tailscale/authentication/preAuthKey').text = 'tskey-auth-canary';
      enable(kit);
      equal(JSON.stringify(await kit.call('opn_tailscale_status')).includes('canary'), false);
    } finally {
      await kit.close();
    }
  });
});

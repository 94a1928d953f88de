import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { post } from './setup';

/** The call with the approval that its refusal gives. */
const approved = (args: { readonly name: string; readonly action: string }) => async (kit: TestServer): Promise<Record<string, unknown>> => {
  const { content: [first] } = await kit.call('opn_control_service', args);
  return { ...args, approval: /"approval":"([^"]+)"/.exec((first as { text: string }).text)?.[1] ?? '' };
};

toolTest('opn_control_service', ServicesPlugin, {
  works: [
    { says: 'starts a service', given: kit => void post(kit, 'core/service/stop/ntpd'), args: { name: 'ntpd', action: 'start' }, then: result => expect(result).toEqual({ service: 'ntpd', action: 'start', running: true, was_running: false }) },
    {
      says: 'restarts one of several of a name',
      args: { name: 'dpinger', instance: 'WAN_DHCP', action: 'restart' },
      then: (result, kit) => {
        expect(result).toMatchObject({ service: 'dpinger/WAN_DHCP', running: true });
        expect(kit.requests).toContain('POST core/service/restart/dpinger/WAN_DHCP');
      },
    },
    {
      says: 'stops a service until it is started again',
      args: { name: 'ntpd', action: 'stop' },
      then: async (result, kit) => {
        expect(result).toEqual({ service: 'ntpd', action: 'stop', running: false, was_running: true });
        expect((await kit.call('opn_control_service', { name: 'ntpd', action: 'start' })).structuredContent).toMatchObject({ running: true, was_running: false });
      },
    },
    { says: 'needs no other privilege than that of the page', user: 'monitor', args: { name: 'ntpd', action: 'restart' }, then: result => expect(result.running).toBe(true) },
    { says: 'restarts what may carry its connection once that is approved', args: approved({ name: 'configd', action: 'restart' }), then: result => expect(result.running).toBe(true) },
    { says: 'shows in a dry run what a stop would send', args: { name: 'ntpd', action: 'stop', dry_run: true }, then: result => expect(result).toEqual({ dry_run: { would_send: [{ request: 'core/service/stop/ntpd' }] } }) },
    { says: 'says in a dry run that it may cut its connection', args: { name: 'webgui', action: 'restart', dry_run: true }, then: result => expect(result).toMatchObject({ dry_run: { would_send: [{ request: 'core/service/restart/webgui' }], management_path: 'cut', why: expect.stringContaining('may end the connection') } }) },
  ],
  refuses: [
    { says: 'a service that is not listed, with those that are', args: { name: 'apache', action: 'restart' }, code: 'OPN_NOT_FOUND', text: /It lists [^.]*unbound/ },
    { says: 'one of several without saying which', args: { name: 'dpinger', action: 'restart' }, code: 'OPN_INVALID_INPUT', text: /Instances: .*WAN_DHCP/ },
    { says: 'to restart what may carry its connection', args: { name: 'webgui', action: 'restart' }, code: 'OPN_LOCKOUT', text: /to restart webgui may end[\s\S]*Show the user[\s\S]*"approval":"/ },
    { says: 'to stop it, too', args: { name: 'configd', action: 'stop' }, code: 'OPN_LOCKOUT', text: /to stop configd/ },
    { says: 'ever to stop what answers it', args: approved({ name: 'configd', action: 'stop' }), code: 'OPN_BLOCKED', text: /nothing here could start that again/ },
    { says: 'to restart a tunnel that it may come through', args: kit => ({ name: 'wireguard', instance: kit.firewall.document.find('OPNsense/wireguard/server/servers')?.children[0]?.attributes['uuid'] ?? '', action: 'restart' }), code: 'OPN_LOCKOUT' },
    { says: 'a server that may not write', writes: false, args: { name: 'ntpd', action: 'restart' }, code: 'OPN_WRITES_OFF' },
  ],
});

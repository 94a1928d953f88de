import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { post } from './setup';

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
    { says: 'restarts what may carry its connection when told so', args: { name: 'configd', action: 'restart', acknowledge_cut: true }, then: result => expect(result.running).toBe(true) },
  ],
  refuses: [
    { says: 'a service that is not listed, with those that are', args: { name: 'apache', action: 'restart' }, code: 'OPN_NOT_FOUND', text: /It lists [^.]*unbound/ },
    { says: 'one of several without saying which', args: { name: 'dpinger', action: 'restart' }, code: 'OPN_INVALID_INPUT', text: /Instances: .*WAN_DHCP/ },
    { says: 'to restart what may carry its connection', args: { name: 'webgui', action: 'restart' }, code: 'OPN_LOCKOUT', text: /acknowledge_cut/ },
    { says: 'to stop it, too', args: { name: 'configd', action: 'stop' }, code: 'OPN_LOCKOUT', text: /to stop configd/ },
    { says: 'ever to stop what answers it', args: { name: 'configd', action: 'stop', acknowledge_cut: true }, code: 'OPN_BLOCKED', text: /nothing here could start that again/ },
    { says: 'to restart a tunnel that it may come through', args: kit => ({ name: 'wireguard', instance: kit.firewall.document.find('OPNsense/wireguard/server/servers')?.children[0]?.attributes['uuid'] ?? '', action: 'restart' }), code: 'OPN_LOCKOUT' },
    { says: 'a server that may not write', writes: false, args: { name: 'ntpd', action: 'restart' }, code: 'OPN_WRITES_OFF' },
  ],
});

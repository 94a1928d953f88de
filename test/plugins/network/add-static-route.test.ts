import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';
import { failingOnce } from '../failing-wire';
import { isNegated, kernelRoutes, savedRoutes } from './sample-routes';

toolTest('opn_add_static_route', NetworkPlugin, {
  works: [
    {
      says: 'saves the route and gives it to the kernel',
      args: { network: '10.77.0.0/16', gateway: 'LAB_GW', description: 'Second lab' },
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), network: '10.77.0.0/16', gateway: 'LAB_GW' });
        expect(savedRoutes(kit)['10.77.0.0/16']).toMatchObject({ gateway: 'LAB_GW', descr: 'Second lab', ...(isNegated(kit) ? { disabled: '0' } : { enabled: '1' }) });
        expect(kit.requests).toEqual(['GET routes/routes/getroute', 'POST routes/routes/searchroute', 'POST routes/routes/addroute', 'POST routes/routes/reconfigure']);
        expect(await kernelRoutes(kit)).toMatchObject({ '10.77.0.0/16': '192.168.1.254' });
      },
    },
    {
      says: 'takes the gateway by its address, a host as a network, and a route that is off',
      args: { network: '10.78.0.9', gateway: '198.51.100.9', enabled: false },
      then: async (result, kit) => {
        expect(result).toMatchObject({ network: '10.78.0.9/32', gateway: 'LTE_GW' });
        expect(savedRoutes(kit)['10.78.0.9/32']).toMatchObject(isNegated(kit) ? { disabled: '1' } : { enabled: '0' });
        expect(await kernelRoutes(kit)).not.toHaveProperty('10.78.0.9/32');
      },
    },
    { says: 'sends nothing on a dry run', releases: ['26.7'], args: { network: '10.79.0.0/16', gateway: 'LAB_GW', dry_run: true }, then: (_result, kit) => expect(savedRoutes(kit)).not.toHaveProperty('10.79.0.0/16') },
  ],
  refuses: [
    { says: 'a gateway that this firewall does not have, with those it has', args: { network: '10.77.0.0/16', gateway: 'LAB_GV' }, code: 'OPN_INVALID_INPUT', text: /did you mean 'LAB_GW'[\s\S]*LTE_GW/ },
    { says: 'what is no network', releases: ['26.7'], args: { network: '10.0.0.0/33', gateway: 'LAB_GW' }, code: 'OPN_INVALID_INPUT', text: /'10\.0\.0\.0\/33' is no network/ },
    { says: 'an address with the length of its network', releases: ['26.7'], args: { network: '10.77.3.1/16', gateway: 'LAB_GW' }, code: 'OPN_INVALID_INPUT', text: /in the network 10\.77\.0\.0\/16/ },
    { says: 'a second route to a network, also beside one that is off', args: { network: '10.99.0.0/24', gateway: 'LTE_GW' }, code: 'OPN_INVALID_INPUT', text: /route to 10\.99\.0\.0\/24 already, by LAB_GW \(off\)/ },
    { says: 'a gateway of the other family, in the words of the firewall', args: { network: '2001:db8:77::/48', gateway: 'LAB_GW' }, code: 'OPN_REJECTED', text: /gateway: / },
    { says: 'and takes the route back when the kernel does not get it', args: { network: '10.77.0.0/16', gateway: 'LAB_GW' }, between: failingOnce(/reconfigure/, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: { network: '10.77.0.0/16' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /gateway is required/ },
    { says: 'a key without the privilege', user: 'monitor', args: { network: '10.77.0.0/16', gateway: 'LAB_GW' }, code: 'OPN_FORBIDDEN', text: /System: (Static )?Routes/ },
    { says: 'while writes are off', releases: ['26.7'], writes: ['dns'], args: { network: '10.77.0.0/16', gateway: 'LAB_GW' }, code: 'OPN_WRITES_OFF' },
  ],
});

import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { failing } from '../failing-wire';

interface Named {
  readonly name: string;
  readonly bytes: number;
  readonly children?: string[];
}

const INVENTORY = { inventory: true };

const EMPTY = { rows: [], total: 0, rowCount: 0, current: 1 };

toolTest('opn_scan_config', SystemPlugin, {
  works: [
    {
      says: 'names every section with its size and children, with one request',
      then: (result, kit) => {
        expect(kit.requests).toEqual(['GET core/backup/download/this']);
        const names = [...new Set(kit.firewall.document.root.children.map(({ name }) => name))];
        expect(result.config_sections.map(({ name }: Named) => name)).toEqual(names);
        expect(result.total_bytes).toBe(result.config_sections.reduce((sum: number, { bytes }: Named) => sum + bytes, 0));
        expect(result.config_sections.find(({ name }: Named) => name === 'interfaces').children).toEqual(expect.arrayContaining(['wan', 'lan']));
        expect(result.inventory).toBeUndefined();
        expect(result.age_s).toBe(0);
      },
    },
    {
      says: 'uses a copy of the last minute unless forced',
      releases: ['26.7'],
      then: async (_result, kit) => {
        kit.clock.turn(20_000);
        expect((await kit.call('opn_scan_config')).structuredContent).toMatchObject({ age_s: 20 });
        expect(kit.requests).toHaveLength(1);
        await kit.call('opn_scan_config', { force: true });
        expect(kit.requests).toHaveLength(2);
        kit.clock.turn(61_000);
        await kit.call('opn_scan_config');
        expect(kit.requests).toHaveLength(3);
      },
    },
    {
      says: 'takes the inventory with three more requests',
      args: INVENTORY,
      then: ({ inventory, unavailable }, kit) => {
        expect(unavailable).toBeUndefined();
        expect(kit.requests).toHaveLength(4);
        expect(inventory.version).toBe(kit.firewall.version);
        expect(inventory.plugins_from).toBe('packages');
        expect(inventory.plugins.every(({ name }: Named) => name.startsWith('os-'))).toBe(true);
        const isc = ['24.7', '25.1'].includes(kit.firewall.release);
        expect(inventory.dhcp.map(({ name }: Named) => name)).toContain(isc ? 'isc' : 'dnsmasq');
        expect(inventory.dns).toContainEqual({ name: 'unbound', enabled: true, running: true });
        expect(inventory.interfaces).toContainEqual(expect.objectContaining({ name: 'lan', description: 'LAN', device: 'vtnet1' }));
        expect(inventory.services.total).toBe(inventory.services.running + (inventory.services.stopped ?? []).length);
      },
    },
    {
      says: 'says what it could not read, and gives the rest',
      releases: ['24.7', '26.7'],
      args: INVENTORY,
      between: failing(/core\/firmware|interfaces\/overview/, 403),
      then: ({ inventory, unavailable, config_sections }) => {
        expect(unavailable.map(({ what }: { what: string }) => what)).toEqual(['installed packages', 'interfaces']);
        expect(unavailable[0].hint).toContain('System: Firmware');
        expect(config_sections.length).toBeGreaterThan(5);
        expect(inventory.plugins_from).toBe('configuration');
        expect(inventory.services.total).toBeGreaterThan(0);
      },
    },
    {
      says: 'calls nothing stopped or missing when the back end is silent',
      releases: ['24.7', '26.7'],
      args: INVENTORY,
      fake: {
        actions: {
          'core/service/search': () => ({ json: EMPTY }),
          'interfaces/overview/interfaces_info': () => ({ json: EMPTY }),
          'core/firmware/info': () => ({ json: { product_id: 'OPNsense', product_version: '26.7.2', package: [], plugin: [{ name: 'os-haproxy', version: 'N/A', installed: '0' }] } }),
        },
      },
      then: ({ inventory, unavailable }) => {
        expect(unavailable.map(({ what, why }: { what: string; why: string }) => [what, why.split(':')[0]])).toEqual([
          ['installed packages', 'OPN_FIREWALL_FAULT'],
          ['services', 'OPN_FIREWALL_FAULT'],
          ['interfaces', 'OPN_FIREWALL_FAULT'],
        ]);
        expect(inventory).toMatchObject({ plugins_from: 'configuration' });
        expect(inventory).not.toHaveProperty('services');
        expect(inventory.dns).toContainEqual({ name: 'unbound', enabled: true });
      },
    },
    {
      says: 'tells the services to a key that may read nothing else',
      releases: ['24.7', '26.7'],
      user: 'monitor',
      args: INVENTORY,
      then: ({ inventory, unavailable, config_sections }) => {
        expect(config_sections).toBeUndefined();
        expect(unavailable.map(({ what }: { what: string }) => what)).toEqual(['configuration', 'installed packages', 'interfaces']);
        expect(inventory).toEqual({ services: expect.objectContaining({ total: expect.any(Number) }) });
      },
    },
  ],
  refuses: [
    { args: { force: 'yes' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'a wrong key', between: failing(/./, 401), releases: ['26.7'], code: 'OPN_UNAUTHORIZED' },
  ],
});

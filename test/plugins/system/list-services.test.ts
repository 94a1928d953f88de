import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

toolTest('opn_list_services', SystemPlugin, {
  works: [
    {
      says: 'lists services with one request',
      then: (result, kit) => {
        expect(result.total).toBe(result.services.length);
        expect(result.services).toContainEqual(expect.objectContaining({ name: 'configd', running: true, locked: true }));
        expect(result.services).toContainEqual(expect.objectContaining({ name: 'unbound', running: true }));
        expect(kit.requests).toEqual(['POST core/service/search']);
      },
    },
    {
      says: 'shows the stopped ones only',
      args: { status: 'stopped' },
      given: kit => kit.firewall.running.switch('unbound', false),
      then: (result, kit) => {
        expect(result.services.map(({ name }: { name: string }) => name)).toContain('unbound');
        expect(result.services.every(({ running }: { running: boolean }) => !running)).toBe(true);
        expect(kit.requests).toHaveLength(1);
      },
    },
    {
      says: 'pages what it filtered itself',
      releases: ['24.7', '26.7'],
      args: { status: 'running', limit: 2, page: 2 },
      then: result => {
        expect(result.services).toHaveLength(2);
        expect(result.total).toBeGreaterThan(4);
        expect(result.more).toBe(`Items 3 to 4 of ${result.total}; page 3 goes on.`);
      },
    },
    {
      says: 'pages on the firewall',
      releases: ['24.7', '26.7'],
      args: { limit: 3 },
      then: result => {
        expect(result.services).toHaveLength(3);
        expect(result.more).toContain('page 2');
      },
    },
    { says: 'searches', args: { search: 'unbound' }, user: 'monitor', then: result => expect(result).toMatchObject({ total: 1, services: [{ name: 'unbound' }] }) },
    {
      says: 'names the last page to one who asks for a later one',
      releases: ['26.7'],
      args: { page: 900 },
      then: result => {
        expect(result.services).toEqual([]);
        expect(result.more).toBe('Page 1 is the last.');
      },
    },
  ],
  refuses: [
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /limit/ },
    { args: { status: 'paused' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /running, stopped/ },
    { args: { limit: '10' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { serch: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /did you mean 'search'/ },
  ],
});

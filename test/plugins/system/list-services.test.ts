import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

const SILENT = { actions: { 'core/service/search': () => ({ json: { rows: [], total: 0, rowCount: 0, current: 1 } }) } };

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
      args: { status: 'running', cursor: '2.2' },
      then: result => {
        expect(result.services).toHaveLength(2);
        expect(result.total).toBeGreaterThan(4);
        expect(result.next_cursor).toBe('2.3');
      },
    },
    {
      says: 'pages on the firewall',
      releases: ['24.7', '26.7'],
      args: { limit: 3 },
      then: result => {
        expect(result.services).toHaveLength(3);
        expect(result.next_cursor).toBe('3.2');
      },
    },
    { says: 'searches', args: { search: 'unbound' }, user: 'monitor', then: result => expect(result).toMatchObject({ total: 1, services: [{ name: 'unbound' }] }) },
    {
      says: 'says that nothing fits, once it knows that there are services',
      releases: ['26.7'],
      args: { search: 'no such service' },
      then: (result, kit) => {
        expect(result).toEqual({ total: 0, services: [] });
        expect(kit.requests).toHaveLength(2);
      },
    },
    {
      says: 'has nothing behind the last page',
      releases: ['26.7'],
      args: { cursor: '50.900' },
      then: result => expect(result).toEqual({ total: expect.any(Number), services: [] }),
    },
  ],
  refuses: [
    { says: 'an empty list: the back end is silent', releases: ['26.7'], fake: SILENT, code: 'OPN_FIREWALL_FAULT', text: /no services.*configd/ },
    { says: 'an empty list of stopped ones', releases: ['26.7'], fake: SILENT, args: { status: 'stopped' }, code: 'OPN_FIREWALL_FAULT' },
    { says: 'an empty list for words', releases: ['26.7'], fake: SILENT, args: { search: 'unbound' }, code: 'OPN_FIREWALL_FAULT' },
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /limit/ },
    { args: { status: 'paused' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /running, stopped/ },
    { args: { limit: '10' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { serch: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /did you mean 'search'/ },
  ],
});

import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { post, switchOff } from './saved';

toolTest('opn_dns_stats', DnsPlugin, {
  works: [
    {
      says: 'counters that add up, and what was asked and blocked most, with three requests',
      then: ({ service, counters, query_log: log, blocklist_size: size }, kit) => {
        expect(kit.requests).toHaveLength(3);
        expect([service, counters.cache_hits + counters.cache_misses, size > 1000]).toEqual(['running', counters.queries, true]);
        expect(counters).toMatchObject({ up_seconds: expect.any(Number), recursion_average_ms: expect.any(Number), cache_hit_percent: expect.any(Number) });
        expect(counters.recursion_average_ms).toBeGreaterThan(1);
        expect(log.top.length).toBe(10);
        expect(log.top_blocked[0]).toMatchObject({ name: expect.stringContaining('ads.example'), queries: expect.any(Number), blocklist: expect.any(String) });
        expect(log.blocked_percent).toBeCloseTo((log.blocked / log.queries) * 100, 0);
      },
    },
    {
      says: 'more with extended statistics, and no names when none are wanted',
      given: async kit => {
        await post(kit, 'unbound/settings/set', { unbound: { advanced: { extendedstatistics: '1' } } });
        await post(kit, 'unbound/service/restart');
        kit.clock.turn(3_600_000);
      },
      args: { top: 0 },
      then: ({ counters, query_log: log }) => {
        expect([counters.up_seconds, counters.types.map(({ name }: { name: string }) => name).sort(), counters.bogus]).toEqual([3600, ['A', 'AAAA', 'HTTPS'], 0]);
        expect([log.top, log.top_blocked]).toEqual([[], []]);
      },
    },
    {
      says: 'that Unbound is off',
      given: switchOff,
      then: (result) => {
        expect(result).toMatchObject({ service: 'off', note: 'Unbound is not switched on.' });
        expect(result).not.toHaveProperty('counters');
        expect(result).not.toHaveProperty('unavailable');
      },
    },
    {
      says: 'that Unbound is stopped',
      given: kit => post(kit, 'unbound/service/stop'),
      then: ({ service, counters }) => {
        expect([service, counters]).toEqual(['stopped', undefined]);
      },
    },
    {
      says: 'what it could not read',
      between: failing(/overview\/totals/, 500),
      then: ({ counters, unavailable }) => {
        expect(counters.queries).toBeGreaterThan(0);
        expect(unavailable).toEqual([expect.objectContaining({ what: 'query log', why: expect.stringMatching(/^OPN_FIREWALL_FAULT/) })]);
      },
    },
  ],
  refuses: [
    { says: 'a wrong key', between: failing(/./, 401), code: 'OPN_UNAUTHORIZED' },
    { args: { top: 1000 }, code: 'OPN_INVALID_INPUT', text: /top/ },
  ],
});

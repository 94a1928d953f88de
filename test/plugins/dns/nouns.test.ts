import { toSummary } from '../../../src/plugins/dns/blocklist';
import { domains, listUrls, passes, providerCodes, wildcardDomains } from '../../../src/plugins/dns/blocklist-input';
import { familyOf } from '../../../src/plugins/dns/fields';
import { toForward } from '../../../src/plugins/dns/forward';
import { toHostAlias } from '../../../src/plugins/dns/host-alias';
import { toHostOverride, wholeName } from '../../../src/plugins/dns/host-override';
import { toCounters, toQueryLog } from '../../../src/plugins/dns/statistics';

const TOOL = 'opn_set_dnsbl';

describe('a host override', () => {
  const row = { uuid: 'u', enabled: '1', hostname: 'a', domain: 'example.org', rr: 'A (IPv4 address)', mxprio: '', mx: '', server: '192.0.2.1', description: '' };

  it('has the type of its key or label, and only the values of that type', () => {
    expect(toHostOverride(row)).toEqual({ uuid: 'u', enabled: true, name: 'a.example.org', type: 'A', server: '192.0.2.1' });
    expect(toHostOverride({ ...row, rr: 'MX', mx: 'mail.example.org', mxprio: '0' })).toEqual({ uuid: 'u', enabled: true, name: 'a.example.org', type: 'MX', mx: 'mail.example.org', mx_priority: 0 });
  });

  it('tells a ttl of nothing, a missing reverse name and aliases without a name of their own', () => {
    const aliases = [{ hostname: 'b', domain: '' }, { hostname: '', domain: 'example.net' }];
    expect(toHostOverride({ ...row, ttl: '0', addptr: '0', _children: aliases })).toMatchObject({ ttl: 0, reverse: false, aliases: ['b.example.org', 'a.example.net'] });
    expect(toHostOverride({ ...row, ttl: '', addptr: '1' })).not.toHaveProperty('reverse');
  });

  it('has a whole name', () => {
    expect([wholeName('', 'example.org'), wholeName('*', 'example.org'), wholeName('a', '')]).toEqual(['example.org', '*.example.org', 'a']);
  });
});

it('an alias has from its override what it does not say itself', () => {
  const row = { uuid: 'u', enabled: '1', host: 'h', '%host': 'nas.example.org', hostname: '', domain: 'example.net', description: '' };
  expect(toHostAlias(row)).toEqual({ uuid: 'u', enabled: true, name: 'nas.example.net', host: 'nas.example.org', host_uuid: 'h' });
  expect(toHostAlias({ ...row, '%host': '.example.org', hostname: 'www', domain: '' })).toMatchObject({ name: 'www.org', host: 'example.org' });
});

it('a forward over TLS without a port uses 853 only where a name is verified', () => {
  const row = { uuid: 'u', enabled: '0', domain: '', server: '192.0.2.53', port: '', verify: '', forward_tcp_upstream: '0', description: '' };
  expect(toForward('dot', row)).toEqual({ uuid: 'u', type: 'dot', enabled: false, server: '192.0.2.53', port: 53 });
  expect([toForward('dot', { ...row, verify: 'dns.example.org' }).port, toForward('forward', row).port, toForward('dot', { ...row, port: '8853' }).port]).toEqual([853, 53, 8853]);
  expect(toForward('forward', { ...row, forward_tcp_upstream: '1', forward_first: '1' })).toMatchObject({ tcp: true, forward_first: true });
});

it('a summary counts entries', () => {
  const row = { enabled: '1', type: 'ag,el', lists: 'https://lists.example.org/a', allowlists: '', blocklists: 'a.example,b.example', wildcards: '', source_nets: '', address: '', nxdomain: '0', cache_ttl: '', description: '' };
  expect(toSummary(row)).toEqual({ enabled: true, providers: ['ag', 'el'], custom_urls: 1, allowlists: 0, blocklists: 2, wildcards: 0 });
});

describe('the statistics', () => {
  const num = { queries: '8', cachehits: '6', cachemiss: '2', prefetch: '1', expired: '0' };
  const total = { num, requestlist: { avg: '0.5', max: '3', exceeded: '0' }, recursion: { time: { avg: '0.060841', median: '0.0311' } } };

  it('are numbers with units, without what is nothing', () => {
    expect(toCounters({ data: { total, time: { up: '10.9' } } })).toEqual({
      up_seconds: 10, queries: 8, cache_hits: 6, cache_misses: 2, cache_hit_percent: 75, prefetched: 1, recursion_average_ms: 60.8, recursion_median_ms: 31.1, waiting_average: 0.5, waiting_most: 3, dropped: 0,
    });
  });

  it('have no percentage of nothing', () => {
    expect(toCounters({ data: { total: { ...total, num: { ...num, queries: '0', cachehits: '0' } }, time: { up: '0' } } })).not.toHaveProperty('cache_hit_percent');
  });

  it('name types and answers by how frequent they are', () => {
    const { types, answers, bogus } = toCounters({ data: { total, time: { up: '1' }, num: { query: { type: { A: '1', AAAA: '5', MX: '0' } }, answer: { rcode: { NOERROR: '6' }, bogus: '2' } } } });
    expect([types, answers, bogus]).toEqual([[{ name: 'AAAA', queries: 5 }, { name: 'A', queries: 1 }], [{ name: 'NOERROR', queries: 6 }], 2]);
  });

  it('take empty maps as PHP writes them', () => {
    const totals = { total: 4, blocked: { total: 1 }, start_time: 1_795_000_000, blocklist_size: 1, top: [], top_blocked: { 'ads.example': { total: 1, blocklist: null } } };
    expect(toQueryLog(totals)).toEqual({ since: '2026-11-18T11:06:40.000Z', queries: 4, blocked: 1, blocked_percent: 25, top: [], top_blocked: [{ name: 'ads.example', queries: 1 }] });
  });
});

describe('entries of blocklists', () => {
  it('are split at commas and line ends, once each', () => {
    expect(domains(TOOL, 'blocklists', 'A.example,\n b.example.\r\na.example,,')).toEqual(['a.example', 'b.example']);
    expect(wildcardDomains(TOOL, '*.a.example,b.example')).toEqual(['a.example', 'b.example']);
    expect(listUrls(TOOL, 'https://lists.example.org/a?b=c')).toEqual(['https://lists.example.org/a?b=c']);
  });

  it('keep expressions as they are, and make names plain', () => {
    expect(passes(TOOL, 'Good.Example.,.*\\.CDN\\.example$')).toEqual(['good.example', '.*\\.CDN\\.example$']);
  });

  it.each([
    ['domains', () => domains(TOOL, 'blocklists', 'single')],
    ['domains', () => domains(TOOL, 'blocklists', 'a..example')],
    ['expressions', () => passes(TOOL, 'a{1,2}(')],
    ['expressions', () => passes(TOOL, 'a b')],
    ['addresses', () => listUrls(TOOL, 'https://lists example')],
    ['did you mean ag', () => providerCodes(TOOL, 'agg', [{ code: 'ag', name: 'AdGuard List' }])],
  ])('are refused when they are no %s', (text, parse) => {
    expect(parse).toThrow(new RegExp(text));
  });
});

it('tells addresses from what looks like them', () => {
  expect(['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1', '1.2.3', '999.1.1.1', ':::', 'a.b'].map(familyOf)).toEqual([4, 6, 6, undefined, undefined, undefined, undefined]);
});

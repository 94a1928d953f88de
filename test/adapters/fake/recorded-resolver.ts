import { type MeasuredResolver } from '../../../src/adapters/fake/live/measured';

const thread = (queries: string, cachehits: string, cachemiss: string, prefetch: string, average: string, [avg, median]: readonly [string, string]) => ({
  num: { queries, queries_ip_ratelimited: '0', cachehits, cachemiss, prefetch, expired: '0', recursivereplies: cachemiss },
  requestlist: { avg: average, max: '22', overwritten: '0', exceeded: '0', current: { all: '0', user: '0' } },
  recursion: { time: { avg, median } },
  tcpusage: '0',
});

/** What the resolver of the recorded firewalls had in memory. */
export const RECORDED_RESOLVER: MeasuredResolver = {
  statistics: {
    thread0: thread('30211', '24870', '5341', '12', '0.41', ['0.061', '0.031']),
    total: thread('60522', '49810', '10712', '31', '0.42', ['0.060841', '0.0311']),
    time: { now: '1795402270.123456', up: '1048576.654321', elapsed: '600.000001' },
    mem: { cache: { rrset: '1041231', message: '612331' }, mod: { iterator: '16988', validator: '211340' }, http: { query_buffer: '0', response_buffer: '0' }, streamwait: '0' },
    histogram: [{ from: [0, 0], to: [0, 1], value: '12' }, { from: [0, 1], to: [0, 2], value: '0' }, { from: [0, 32_768], to: [0, 65_536], value: '3021' }],
    num: {
      query: {
        type: { A: '41000', AAAA: '16022', HTTPS: '3500' }, class: { IN: '60522' }, opcode: { QUERY: '60522' }, tcp: '21', tls: { __value__: '0', resume: '0' }, ipv6: '402', flags: { RD: '60522' },
        edns: { present: '1022', DO: '40' },
      },
      answer: { rcode: { NOERROR: '58000', NXDOMAIN: '2490', SERVFAIL: '32' }, secure: '411', bogus: '0' },
      rrset: { bogus: '0' },
    },
    unwanted: { queries: '0', replies: '0' },
    msg: { cache: { count: '5211' } },
    rrset: { cache: { count: '9023' } },
    infra: { cache: { count: '44' } },
    key: { cache: { count: '12' } },
  },
  cache: [{ host: 'www.example.org.', ttl: '211', type: 'IN', rrtype: 'A', value: '198.51.100.80' }],
  upstreams: [{ ip: '198.51.100.53', host: '.', ttl: '611', ping: '11', var: '22', rtt: '99', rto: '99', tA: '0', tAAAA: '0', tother: '0', ednsknown: '1', edns: '0', delay: '0' }],
  records: [
    { name: 'fw1.home.example.', ttl: '3600', type: 'IN', rrtype: 'A', value: '192.168.1.1' },
    { name: '1.1.168.192.in-addr.arpa.', ttl: '3600', type: 'IN', rrtype: 'PTR', value: 'fw1.home.example.' },
  ],
  zones: [{ zone: 'home.example.', type: 'transparent' }, { zone: '168.192.in-addr.arpa.', type: 'static' }],
  insecureDomains: ['home.example.'],
  totals: {
    total: 60_522, blocked: { total: 811, pcnt: '1.34' }, local: { total: 220, pcnt: '0.36' }, resolved: { total: 59_491, pcnt: '98.30' }, top: { 'www.example.org': { total: 411, pcnt: '0.69' } },
    top_blocked: { 'ads.example.net': { total: 300, pcnt: '36.99', blocklist: 'EasyList' } }, start_time: 1_795_392_000, blocklist_size: 98_123, passed: 59_711,
  },
};

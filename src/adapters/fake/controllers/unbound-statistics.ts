import { type DnsQuery, QUERY_INTERVAL_MS, queriesBetween } from '../live/dns-queries';
import { resolverStarted, servedConfiguration } from '../live/resolver';
import { type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';

const SAMPLED_MS = 86_400_000;
const THREADS = 2;

/** What unbound-control counts since the resolver was started; more with extended statistics. The last day stands for the time before it. */
export function resolverStatistics(machine: Machine): Row {
  const now = machine.now();
  const up = Math.max(0, now - resolverStarted(machine));
  const sample = queriesBetween(machine, now - Math.min(up, SAMPLED_MS), now);
  const scale = sample.length === 0 ? 0 : Math.max(1, up / QUERY_INTERVAL_MS / sample.length);
  const count = (matches: (query: DnsQuery) => boolean): number => Math.round(sample.filter(matches).length * scale);
  const missed = count(({ source }) => source === 'Recursion');
  const hits = count(({ source }) => source !== 'Recursion');
  const times = sample.filter(({ source }) => source === 'Recursion').map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  const average = times.length === 0 ? 0 : times.reduce((sum, each) => sum + each, 0) / times.length / 1000;
  const median = (times[Math.floor(times.length / 2)] ?? 0) / 1000;
  const share = (part: number, thread: number): number => (thread === 0 ? Math.ceil(part / THREADS) : Math.floor(part / THREADS));
  const threads = Array.from({ length: THREADS }, (_, thread) => [`thread${String(thread)}`, counters(share(hits, thread), share(missed, thread), average, median)] as const);
  const isExtended = !isEmpty(servedConfiguration(machine).text('OPNsense/unboundplus/advanced/extendedstatistics'));
  return {
    ...Object.fromEntries(threads),
    total: counters(hits, missed, average, median),
    time: { now: (now / 1000).toFixed(6), up: (up / 1000).toFixed(6), elapsed: (up / 1000).toFixed(6) },
    ...(isExtended ? extended(count, hits + missed) : {}),
  };
}

function counters(cachehits: number, cachemiss: number, average: number, median: number): Row {
  return {
    num: {
      queries: String(cachehits + cachemiss), queries_ip_ratelimited: '0', cachehits: String(cachehits), cachemiss: String(cachemiss), prefetch: '0', expired: '0', recursivereplies: String(cachemiss),
    },
    requestlist: { avg: cachemiss === 0 ? '0' : '0.41', max: cachemiss === 0 ? '0' : '22', overwritten: '0', exceeded: '0', current: { all: '0', user: '0' } },
    recursion: { time: { avg: average.toFixed(6), median: String(median) } },
    tcpusage: '0',
  };
}

function extended(count: (matches: (query: DnsQuery) => boolean) => number, queries: number): Row {
  const types = Object.fromEntries((['A', 'AAAA', 'HTTPS'] as const).map(type => [type, String(count(query => query.type === type))]));
  return {
    num: {
      query: { type: types, class: { IN: String(queries) }, opcode: { QUERY: String(queries) }, tcp: '0', tls: { __value__: '0', resume: '0' }, ipv6: '0', flags: { RD: String(queries) }, edns: { present: '0', DO: '0' } },
      answer: { rcode: { NOERROR: String(count(({ rcode }) => rcode === 'NOERROR')), NXDOMAIN: String(count(({ rcode }) => rcode === 'NXDOMAIN')), SERVFAIL: '0' }, secure: '0', bogus: '0' },
      rrset: { bogus: '0' },
    },
    unwanted: { queries: '0', replies: '0' },
  };
}

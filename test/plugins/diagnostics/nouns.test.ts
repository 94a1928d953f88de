import { dnsLookup, queryStates, searchPings, traceroute } from '../../../src/plugins/diagnostics/diagnostics.endpoints';
import { type DnsAnswer, toDnsLookup } from '../../../src/plugins/diagnostics/dns-record';
import { type PingJobRow, toPingResult } from '../../../src/plugins/diagnostics/ping';
import { type PfStateRow, toPfState } from '../../../src/core/pf-states';
import { toStateSummary } from '../../../src/plugins/diagnostics/state-summary';
import { toRoute, type TracerouteAnswer } from '../../../src/plugins/diagnostics/traceroute';
import { answers } from '../answers';

interface Response<T> {
  readonly response: T;
}

describe('ping', () => {
  it.each(answers<{ rows: PingJobRow[] }>('diagnostics/ping-jobs'))('%s: the numbers of a job', (_release, { rows }) => {
    const [row] = rows as [PingJobRow];
    expect(searchPings.shape?.(row)).toBeUndefined();
    expect(toPingResult('198.51.100.20', '4', row)).toEqual({ host: '198.51.100.20', ip_version: '4', reachable: true, sent: 4, received: 4, loss_percent: 0, min_ms: 11, avg_ms: 11.45, max_ms: 11.9 });
  });

  const row: PingJobRow = { id: 'j', status: 'running', send: 3, received: 2, min: 10, avg: 11, max: 12, 'std-dev': null, last_error: null };

  it('rounds the loss', () => {
    expect(toPingResult('h', '4', row)).toMatchObject({ sent: 3, received: 2, loss_percent: 33.3 });
  });

  it('takes the last packet for under way only where answers take that long, and only while the job runs', () => {
    expect(toPingResult('h', '4', { ...row, max: 700 })).toMatchObject({ sent: 2, received: 2, loss_percent: 0 });
    expect(toPingResult('h', '4', { ...row, max: 700, status: 'stopped' })).toMatchObject({ sent: 3, received: 2 });
  });

  it('says that nothing was sent when there is no other reason', () => {
    const nothing = { ...row, send: null, received: null, min: null, avg: null, max: null };
    expect(toPingResult('h', '6', nothing)).toEqual({ host: 'h', ip_version: '6', reachable: false, sent: 0, received: 0, problem: 'The firewall sent no packet.' });
    expect(toPingResult('h', '6', { ...nothing, last_error: 'no' }).problem).toBe('no');
  });
});

describe('traceroute', () => {
  it.each(answers<Response<TracerouteAnswer>>('diagnostics/traceroute'))('%s: the routers on the way', (_release, answer) => {
    expect(traceroute.shape?.(answer)).toBeUndefined();
    expect(toRoute('198.51.100.1', '4', answer.response)).toEqual({
      host: '198.51.100.1', ip_version: '4', address: '198.51.100.1', reached: true,
      hops: [
        { hop: 1, answered: true, address: '203.0.113.1', host: 'gw.isp.example', as_number: 64500, rtt_ms: 1.211 },
        { hop: 2, answered: true, address: '198.51.100.1', as_number: 64501, rtt_ms: 5.902 },
      ],
    });
  });

  it('has a reason when nobody answered', () => {
    expect(toRoute('h', '4', { rows: [] })).toEqual({ host: 'h', ip_version: '4', reached: false, hops: [], problem: 'Nobody on the way answered.' });
    expect(toRoute('h', '4', { rows: [], notice: 'traceroute: unknown host h' }).problem).toBe('traceroute: unknown host h');
    expect(toRoute('h', '4', { rows: [], error: 'broken' }).problem).toBe('broken');
  });
});

describe('DNS lookup', () => {
  it.each(answers<Response<DnsAnswer>>('diagnostics/dns'))('%s: the records of a name', (_release, answer) => {
    expect(dnsLookup.shape?.(answer)).toBeUndefined();
    const { records, ...rest } = toDnsLookup('www.example.org', answer.response);
    expect(rest).toEqual({ hostname: 'www.example.org', server: '127.0.0.1', query_ms: 12 });
    expect(records.map(({ type, name }) => [type, name])).toEqual([['A', 'www.example.org'], ['AAAA', 'www.example.org']]);
    expect(records.every(({ value, ttl_s: ttl }) => value !== '' && ttl !== undefined)).toBe(true);
  });

  it.each(answers<Response<DnsAnswer>>('diagnostics/dns-none'))('%s: no records', (_release, answer) => {
    expect(dnsLookup.shape?.(answer)).toBeUndefined();
    expect(toDnsLookup('nx.example.org', answer.response)).toMatchObject({ records: [], note: expect.any(String) });
  });
});

describe('state', () => {
  it.each(answers<{ rows: PfStateRow[] }>('diagnostics/states'))('%s: ends, NAT and traffic', (_release, { rows }) => {
    for (const row of rows) expect(queryStates.shape?.(row)).toBeUndefined();
    const [first, second, , , , ping] = rows.map(row => toPfState(row, true));
    expect(first).toEqual({
      protocol: 'tcp', direction: 'in', interface: 'LAN', source: '192.168.1.20', source_port: 51514, destination: '198.51.100.20', destination_port: 443, state: 'ESTABLISHED:ESTABLISHED',
      age_s: 621, expires_s: 85810, packets_sent: 120, packets_returned: 100, bytes_sent: 14000, bytes_returned: 9000, rule: 'Default allow LAN to any rule', rule_id: 'a1b2c3d4e5f60718293a4b5c6d7e0003', id: '0000000000000001/5a5a5a5a',
    });
    expect(second).toMatchObject({ direction: 'out', interface: 'WAN', before_nat: '192.168.1.20:51514' });
    expect(ping).toMatchObject({ protocol: 'icmp', source: '192.168.1.10' });
    expect(toPfState(rows[0] as PfStateRow, false)).not.toHaveProperty('id');
  });

  it.each(answers<{ rows: PfStateRow[] }>('diagnostics/states'))('%s: in numbers', (_release, { rows }) => {
    const summary = toStateSummary(rows, undefined);
    expect(summary).toMatchObject({ counted: 7, by_protocol: [{ name: 'tcp', states: 4, bytes: 92_016 }, { states: 1 }, { states: 1 }, { states: 1 }] });
    expect(summary.by_interface.slice(0, 2).map(({ name, states }) => [name, states])).toEqual([['WAN', 3], ['LAN', 3]]);
    expect(summary.top_sources).toHaveLength(5);
  });

  it('writes an IPv6 address before NAT with brackets', () => {
    const row = { nat_addr: '2001:db8::1', nat_port: '443' } as PfStateRow;
    expect(toPfState(row, false).before_nat).toBe('[2001:db8::1]:443');
    expect(toPfState({ ...row, nat_port: null }, false).before_nat).toBe('2001:db8::1');
  });
});

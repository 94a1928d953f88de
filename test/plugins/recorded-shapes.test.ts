import { type Endpoint } from '../../src/ports';
import { recordedCases, recordedJson } from '../adapters/fake/recorded-case';
import { builtInTools } from '../built-in';

const routeOf = (path: string): string => path.replace(/^\/api\//, '').split(/[/?]/, 3).join('/').replaceAll('_', '').toLowerCase();

/** Endpoints whose rows no recording has: their shapes are those of their neighbours, or what OPNsense's sources build. */
const UNRECORDED = [
  'core/hasync/get', 'dhcpv6/leases/search_lease', 'dhcpv6/service/status', 'diagnostics/interface/get_vip_status', ...['remove', 'search_jobs', 'set', 'start', 'stop', 'view'].map(action => `diagnostics/packet_capture/${action}`), 'diagnostics/system/system_time', 'firewall/filter_util/rule_stats', 'haproxy/settings/search_errorfiles', 'haproxy/settings/searchmailers', 'haproxy/settings/searchresolvers',
  'kea/dhcpv6/search_reservation', 'kea/dhcpv6/search_subnet',
];

const steps = recordedCases().flatMap(each => each.steps);

/** What recorded firewalls answered to an endpoint; of a search the rows. */
function recorded({ path, method, answer: kind }: Endpoint): unknown[] {
  const answers = steps.filter(step => step.method === method && routeOf(step.path) === routeOf(path)).flatMap(step => step.answers);
  const values = answers.filter(({ status, json }) => status === 200 && json !== undefined).map(recordedJson);
  const answered = values.filter(value => (value as { result?: unknown } | null)?.result !== 'failed');
  return kind === 'search' ? answered.flatMap(value => (value as { rows: unknown[] }).rows) : answered;
}

/** The value with what the recordings leave open filled in: times and counts as numbers or as texts. */
function filledIn(value: unknown, asText: boolean): unknown {
  if (typeof value === 'string') {
    if (/^<(time|count)#?>$/.test(value)) return asText ? '1' : 1;
    return /^<(uuid-\d+|uniqid)>$/.test(value) ? '11111111-2222-4333-8444-555555555555' : value;
  }
  if (Array.isArray(value)) return value.map(each => filledIn(each, asText));
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, asText)])) : value;
}

function misfit({ shape }: Endpoint, value: unknown): string | undefined {
  const [number, text] = [false, true].map(asText => shape?.(filledIn(value, asText)));
  return number === undefined ? undefined : text;
}

describe('the declared shapes of answers', () => {
  it('fit everything that was recorded', async () => {
    const endpoints = [...new Set((await builtInTools()).tools().flatMap(tool => tool.facts.uses))].filter(({ shape }) => shape !== undefined);
    expect(endpoints.filter(endpoint => recorded(endpoint).length === 0).map(({ path }) => path).sort()).toEqual(UNRECORDED);
    const problems = endpoints.flatMap(endpoint => recorded(endpoint).map(value => misfit(endpoint, value)).filter(problem => problem !== undefined).map(problem => `${endpoint.path}: ${problem}`));
    expect([...new Set(problems)]).toEqual([]);
  });
});

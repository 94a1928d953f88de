import { type Endpoint } from '../../src/ports';
import { recordedCases, recordedJson } from '../adapters/fake/recorded-case';
import { builtInTools } from '../built-in';

const routeOf = (path: string): string => path.replace(/^\/api\//, '').split(/[/?]/, 3).join('/').replaceAll('_', '').toLowerCase();

/** Endpoints whose rows no recording has: their shapes are those of their neighbours. */
const UNRECORDED = [
  'dhcpv6/leases/search_lease', 'dhcpv6/service/status', 'haproxy/settings/search_errorfiles', 'haproxy/settings/searchmailers', 'haproxy/settings/searchresolvers',
  'kea/dhcpv6/search_reservation', 'kea/dhcpv6/search_subnet',
];

const steps = recordedCases().flatMap(each => each.steps);

/** What recorded firewalls answered to an endpoint; of a search the rows. */
function recorded({ path, answer: kind }: Endpoint): unknown[] {
  const answers = steps.filter(step => routeOf(step.path) === routeOf(path)).flatMap(step => step.answers);
  const values = answers.filter(({ status, json }) => status === 200 && json !== undefined).map(recordedJson);
  return kind === 'search' ? values.flatMap(value => (value as { rows: unknown[] }).rows) : values;
}

describe('the declared shapes of answers', () => {
  it('fit everything that was recorded', async () => {
    const endpoints = [...new Set((await builtInTools()).tools().flatMap(tool => tool.facts.uses))].filter(({ shape }) => shape !== undefined);
    expect(endpoints.filter(endpoint => recorded(endpoint).length === 0).map(({ path }) => path).sort()).toEqual(UNRECORDED);
    const problems = endpoints.flatMap(endpoint => recorded(endpoint).map(value => endpoint.shape?.(value)).filter(problem => problem !== undefined).map(problem => `${endpoint.path}: ${problem}`));
    expect([...new Set(problems)]).toEqual([]);
  });
});

import { accept } from '../../../../src/plugins/security/audit/acceptance';
import { findingId } from '../../../../src/plugins/security/audit/finding-id';
import { checkNamed, foundBy } from './results';

const [one, two] = [checkNamed('dns.one'), checkNamed('dns.two')];
const results = [foundBy(one, ['a', 'b']), foundBy(two, ['c']), { check: checkNamed('dns.three'), outcome: 'passed' as const }];
const known = new Set(['dns.one', 'dns.two', 'dns.three']);

it('takes out single findings and whole checks, with what they were accepted for', () => {
  const acceptances = [{ id: findingId('dns.one', 'a'), reason: 'a lab' }, { id: 'dns.two', reason: 'known', until: '2027-01-31' }];
  const { results: left, accepted } = accept(results, acceptances, '2027-01-31T23:59:59.000Z', known);
  expect(left.map(each => [each.check.id, each.outcome, each.outcome === 'found' ? each.findings.map(({ key }) => key) : []])).toEqual([['dns.one', 'found', ['b']], ['dns.two', 'accepted', []], ['dns.three', 'passed', []]]);
  expect(accepted.map(({ finding, acceptance }) => [finding.key, acceptance.reason])).toEqual([['a', 'a lab'], ['c', 'known']]);
});

it('finds again what was accepted up to a day that has passed', () => {
  const late = { id: 'dns.two', reason: 'known', until: '2027-01-31' };
  const { results: left, accepted, expired } = accept(results, [late], '2027-02-01T00:00:00.000Z', known);
  expect([left, accepted, expired]).toEqual([results, [], [late]]);
});

it('names acceptances of checks that there are not', () => {
  const stray = { id: 'dns.four#0123456789abcdef', reason: 'x' };
  expect(accept(results, [stray, { id: 'dns.three', reason: 'nothing to accept yet' }], '2027-01-01', known).unknown).toEqual([stray]);
});

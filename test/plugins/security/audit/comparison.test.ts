import { compare, saved } from '../../../../src/plugins/security/audit/comparison';
import { findingId } from '../../../../src/plugins/security/audit/finding-id';
import { checkNamed, foundBy } from './results';

const [one, two, three] = [checkNamed('dns.one'), checkNamed('dns.two'), checkNamed('dns.three')];
const unread = (check: typeof one) => ({ check, outcome: 'not_checked' as const, problems: [] });

it('tells what is new, gone and the same', () => {
  const then = saved('then', [foundBy(one, ['a', 'b']), { check: two, outcome: 'passed' }]);
  const { since, fresh, gone, same, notCompared } = compare(then, saved('now', [foundBy(one, ['b', 'c']), foundBy(two, ['d'])]));
  expect([since, [...fresh], gone.map(({ subject }) => subject), same, notCompared]).toEqual(['then', [findingId('dns.one', 'c'), findingId('dns.two', 'd')], ['a'], 1, []]);
});

it('calls nothing gone that was not judged now, and nothing new that was not judged then', () => {
  const then = saved('then', [foundBy(one, ['a']), unread(two), foundBy(three, ['e'])]);
  const { fresh, gone, same, notCompared } = compare(then, saved('now', [unread(one), foundBy(two, ['d'])]));
  expect([[...fresh], gone, same, notCompared]).toEqual([[], [], 0, ['dns.two']]);
});

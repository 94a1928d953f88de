import { type EndpointRequest, type SearchAnswer } from '../../ports';

/** The page that was asked for, where the firewall sent more rows than that: some searches do not page. */
export function asPage(answer: SearchAnswer<unknown>, { body }: EndpointRequest): SearchAnswer<unknown> {
  const { rows, total } = answer;
  const { rowCount, current } = body ?? {};
  if (typeof rowCount !== 'number' || rowCount < 1 || rows.length <= rowCount) return answer;
  const first = rows.length >= total && typeof current === 'number' ? (current - 1) * rowCount : 0;
  return { ...answer, rows: rows.slice(first, first + rowCount) };
}

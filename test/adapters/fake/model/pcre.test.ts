import modelFile from '../../../../src/adapters/fake/data/models.json';
import { compilePattern } from '../../../../src/adapters/fake/model/pcre';
import { matchesWhole, toRegExp } from '../../../../src/adapters/fake/model/php';

interface StoredField {
  readonly mask?: string;
  readonly props?: Readonly<Record<string, unknown>>;
}

const fields = Object.values(modelFile.models).flatMap(({ fields: list }) => list as readonly StoredField[]);
const filters = fields.flatMap(({ props }) => Object.values((props?.['filters'] ?? props?.['Filters'] ?? {}) as Readonly<Record<string, string>>));
const patterns = [...new Set([...fields.flatMap(({ mask }) => mask ?? []), ...filters])];

it('every pattern of the models compiles', () => {
  expect(patterns.length).toBeGreaterThan(80);
  for (const pattern of patterns) expect(() => compilePattern(pattern)).not.toThrow();
});

// What Perl says of the same pattern and text, byte by byte where there is no flag u.
it.each<[pattern: string, text: string, matches: boolean]>([
  ['/\\A[^\\r\\n]*\\z/', 'one line', true],
  ['/\\A[^\\r\\n]*\\z/', 'one line\n', false],
  ['/^[a-z]+$/', 'abc\n', false],
  ['/^.{1,3}$/', 'é', true],
  ['/^.{1,3}$/', 'éé', false],
  ['/^.{1,3}$/u', 'ééé', true],
  ['/^.{1,2}$/u', '😀😀', true],
  ['/^.+$/', 'a\rb', true],
  ['/^.+$/', 'a\nb', false],
  ['/^.+$/s', 'a\nb', true],
  ['/(?s)^((?!group).)*$/', 'a\nb', true],
  ['/(?s)^((?!group).)*$/', 'a group', false],
  ['/^([\\t\\n\\v\\f\\r 0-9a-zA-Z.,_\\x{00A0}-\\x{FFFF}]){1,255}$/u', 'é, b\u0085', true],
  ['/^([\\t\\n\\v\\f\\r 0-9a-zA-Z.,_\\x{00A0}-\\x{FFFF}]){1,255}$/u', '😀', false],
  ['/^[^\\x00-\\x08\\n]*$/', 'a\u0001', false],
  ['/^\\w+$/u', 'é٣', true],
  ['/^\\w+$/', 'é', false],
  ['/^[\\S\\s]+$/', 'a\u00a0b', true],
  ['/^\\S+$/', 'a b', false],
  ['/^[^\\s^\\/]{1,9}$/u', 'a\u2003', false],
  ['/^[\\pL]+$/', 'é', true],
  ['((^[0-9]+$)|(^[a-f]+(%.+)?$))', 'abc%1', true],
  ['/^[]a]+$/', ']a', true],
  ['/^[^]a]+$/', ']', false],
  ['/^a\\-b\\@c$/u', 'a-b@c', true],
])('%s of %j is %j', (pattern, text, matches) => {
  expect(matchesWhole(pattern, text)).toBe(matches);
});

it('a filter may match a part, also before the last line break', () => {
  expect(toRegExp('/b$/').test('ab\n')).toBe(true);
  expect(toRegExp('/b$/').test('ab\n\n')).toBe(false);
  expect(toRegExp('/^b/m').test('a\nb')).toBe(true);
});

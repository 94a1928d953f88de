import { compareNatural, isEmpty, isInteger, isNumeric, toInteger, toJson, toRegExp, toText, leadingNumber } from '../../../../src/adapters/fake/model/php';

describe('compareNatural', () => {
  it.each([
    ['rule2', 'rule10', -1],
    ['rule10', 'rule2', 1],
    ['web_ports', '__lan_network', -1],
    ['Lan', 'lan', 0],
    ['file 1.5', 'file 1.10', -1],
    ['1.05', '1.5', -1],
    ['007', '7', 0],
    ['', 'a', -1],
    ['a', 'a b', -1],
  ])('%s against %s', (left, right, order) => {
    expect(compareNatural(left, right)).toBe(order);
  });

  it('tells capitals apart when case matters', () => {
    expect(compareNatural('Lab', 'a,b', true)).toBe(-1);
    expect(compareNatural('Lab', 'a,b')).toBe(1);
  });
});

describe('toJson', () => {
  it('writes nothing as a list, keys 0, 1, 2 in order as a list, and others as an object', () => {
    expect(toJson([])).toEqual([]);
    expect(toJson([['0', 'a'], ['1', 'b']])).toEqual(['a', 'b']);
    expect(toJson([['1', 'b'], ['0', 'a']])).toEqual({ 0: 'a', 1: 'b' });
    expect(toJson([['', 'none'], ['0', 'a']])).toEqual({ '': 'none', 0: 'a' });
  });
});

it('casts as PHP does', () => {
  expect([true, false, null, 12, 1.5, ['x'], {}].map(toText)).toEqual(['1', '', '', '12', '1.5', 'Array', 'Array']);
  expect(['', '0', 0, false, null, [], {}, undefined].every(isEmpty)).toBe(true);
  expect(['00', ' ', 'false', 1, [0]].some(isEmpty)).toBe(false);
  expect(['7', '7 rows', 'rows', '-1', true].map(toInteger)).toEqual([7, 7, 0, -1, 1]);
});

it('knows numbers as PHP does', () => {
  expect(['1', '-2', '1.5', '1e3', ' 7', '.5'].every(isNumeric)).toBe(true);
  expect(['', 'x', '1x', '0x1f', '1 2'].some(isNumeric)).toBe(false);
  expect(['0', '10', '-3', '+4'].every(text => isInteger(text))).toBe(true);
  expect(['01', '1.0', '', 'a', '9223372036854775808'].some(text => isInteger(text))).toBe(false);
});

it('reads PHP patterns with delimiters and flags', () => {
  expect(toRegExp('/^[a-z]+$/i').test('ABC')).toBe(true);
  expect(toRegExp('/^([0-9a-zA-Z.,_\\-]){0,512}$/u').test('a-b')).toBe(true);
  expect(toRegExp('/^\\pL+$/u').test('é')).toBe(true);
});

it.each([['64', 64], ['64abc', 64], [' -7.5 x', -7.5], ['1e3', 1000], ['abc', 0], ['', 0], ['!1', 0]])('casts %j to a number as PHP does', (text, number) => {
  expect(leadingNumber(text)).toBe(number);
});

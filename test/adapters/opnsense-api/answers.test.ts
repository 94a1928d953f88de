import { judge, type Asked } from '../../../src/adapters/opnsense-api/answers';
import { type WireAnswer } from '../../../src/adapters/opnsense-api';
import { type ErrorCode, OpnError } from '../../../src/ports';
import { FORBIDDEN, json, NO_ENDPOINT, raw, UNAUTHORIZED } from './recorded-wire';

const UUID = '6f1f3a10-9d5e-4a56-8a1b-0c2f5d3e7a90';
const read: Asked = { kind: 'read', answer: 'json', target: 'firewall/filter/get_rule', openers: { privileges: [] } };
const write: Asked = { kind: 'write', answer: 'json', target: `firewall/filter/set_rule/${UUID}`, openers: { privileges: [] } };
const remove: Asked = { ...write, target: `firewall/alias/del_item/${UUID}` };

function refused(answer: WireAnswer, asked: Asked): OpnError {
  try {
    judge(answer, asked);
  } catch (error) {
    if (error instanceof OpnError) return error;
    throw error;
  }
  throw new Error('was taken for an answer');
}

describe('what passes', () => {
  const reads: [string, unknown][] = [
    ['an object', { rule: { enabled: '1' } }],
    ['an empty list, which is how an unknown item reads', []],
    ['a list of rows', [{ mac: '00:53:00:00:00:01' }]],
    ['a service that is stopped', { status: 'stopped', widget: {} }],
    ['an update check that failed', { status: 'error', status_msg: 'no mirror', product: {} }],
    ['a search with no rows', { rows: [], rowCount: 0, total: 0, current: 1 }],
    ['a field called message beside data', { message: '', rows: [] }],
    ['validations that are empty', { result: 'ok', validations: [] }],
  ];
  it.each(reads)('a read that answers %s', (_, value) => {
    expect(judge(json(value), read)).toEqual(value);
  });

  const writes: [string, unknown][] = [
    ['saved', { result: 'saved' }],
    ['saved with a uuid', { result: 'saved', uuid: UUID }],
    ['deleted', { result: 'deleted' }],
    ['a toggle on', { result: 'Enabled', changed: true }],
    ['a toggle off without changed', { result: 'Disabled' }],
    ['ok', { status: 'ok' }],
    ['OK with the line ends of configd', { status: 'OK\n\n' }],
    ['a response of OK', { response: 'OK' }],
    ['done', { status: 'done' }],
    ['reverted', { status: 'reverted' }],
    ['a message of OK', { message: 'OK\n\n' }],
    ['a savepoint', { status: 'ok', retention: '100', revision: '1795404657.99' }],
    ['a cancelled rollback, which says nothing but line ends', { status: '\n\n' }],
    ['a reconfigure that quotes its check', { status: 'ok', function: 'reload', result: 'Control file syntax OK' }],
    ['ok beside an empty response', { response: '', status: 'ok' }],
    ['killed states', { result: 'killed 1 states\n\n\n' }],
    ['an import', { validations: [], inserted: 2, updated: 0, uuids: [], fieldnames: [] }],
    ['only a uuid', { uuid: UUID }],
  ];
  it.each(writes)('a write that answers %s', (_, value) => {
    expect(judge(json(value), write)).toEqual(value);
  });

  it('text as it is', () => {
    expect(judge(raw('<?xml version="1.0"?>\n<opnsense/>', 'application/xml'), { ...read, answer: 'text' })).toContain('<opnsense/>');
    expect(judge(raw('v1.6.4\n'), { ...read, answer: 'text' })).toBe('v1.6.4\n');
    expect(judge(raw('\n\n'), { ...write, answer: 'text' })).toBe('\n\n');
  });
});

describe('what does not pass', () => {
  const inUse = (title: string, extra: object = {}): WireAnswer => json({ errorMessage: 'Filter - web {rules.rule.1}', errorTitle: title, ...extra }, 500);
  const cases: [string, WireAnswer, Asked, ErrorCode, RegExp][] = [
    ['a wrong key', UNAUTHORIZED, read, 'OPN_UNAUTHORIZED', /OPNSENSE_API_KEY/],
    ['a missing privilege', FORBIDDEN, read, 'OPN_FORBIDDEN', /firewall\/filter\/get_rule/],
    ['an unknown endpoint', NO_ENDPOINT, read, 'OPN_NO_ENDPOINT', /get_rule/],
    ['the login page', { status: 302, headers: { location: '/?url=/api/firewall/filter/get_rule' }, body: '' }, read, 'OPN_UNAUTHORIZED', /proxy/],
    ['a redirect elsewhere', { status: 301, headers: { location: 'https://evil.example/x?token=1' }, body: '' }, read, 'OPN_BAD_ANSWER', /evil\.example\/x \(/],
    ['a 400', json({ status: 400, message: 'Invalid JSON syntax' }, 400), read, 'OPN_REFUSED', /Invalid JSON syntax/],
    ['a 405', raw('', 'text/html', 405), write, 'OPN_REFUSED', /405/],
    ['a missing length', raw('<?xml version="1.0"?><!DOCTYPE html><html/>', 'text/html', 411), write, 'OPN_REFUSED', /length/],
    ['too large a request', raw('<html/>', 'text/html', 413), write, 'OPN_REFUSED', /too large/],
    ['a crash', json({ errorMessage: 'Unexpected error, check log for details' }, 500), read, 'OPN_FIREWALL_FAULT', /Log Files/],
    ['a crash that says nothing', raw('', 'text/html', 500), read, 'OPN_FIREWALL_FAULT', /HTTP 500/],
    ['an API that is starting', raw('<html/>', 'text/html', 503), read, 'OPN_FIREWALL_FAULT', /not ready/],
    ['an item in use, up to 25.7', inUse('Item in use by'), remove, 'OPN_IN_USE', /Filter - web/],
    ['an item in use, from 26.1', inUse('Item aliases.alias {web} in use by:'), remove, 'OPN_IN_USE', /in use by: Filter - web/],
    ['an item in use, 26.7', inUse('Alias in use', { errorLevel: 'error' }), remove, 'OPN_IN_USE', /Alias in use/],
    ['an item in use, in German', inUse('Element wird verwendet von'), remove, 'OPN_IN_USE', /verwendet/],
    ['an item in use without a title', json({ errorMessage: 'assigned as an interface', errorTitle: '' }, 500), remove, 'OPN_IN_USE', /assigned/],
    ['a refusal with a title', json({ errorMessage: 'Cannot move to the same spot.', errorTitle: 'Filter' }, 500), write, 'OPN_REFUSED', /same spot/],
    ['a refusal that 26.7 hides', json({ errorMessage: 'Unexpected error', errorTitle: 'Filter', errorLevel: 'warning' }, 500), write, 'OPN_REFUSED', /Filter/],
    ['a read-only user', json({ errorMessage: 'User x denied for write access (user-config-readonly set)', errorTitle: '' }, 500), remove, 'OPN_FORBIDDEN', /Deny config write/],
    ['an error message in a 200', json({ errorMessage: 'no', errorTitle: 'Filter', errorLevel: 'info' }), read, 'OPN_REFUSED', /Filter: no/],
    ['an error message in a 200 write', json({ errorMessage: 'no' }), write, 'OPN_REFUSED', /no/],
    ['failed', json({ result: 'failed' }), write, 'OPN_REFUSED', /set_rule/],
    ['a toggle that failed', json({ result: 'failed', changed: false }), write, 'OPN_REFUSED', /failed/],
    ['status failed', json({ status: 'failed' }), write, 'OPN_REFUSED', /failed/],
    ['status error', json({ status: 'error' }), write, 'OPN_REFUSED', /error/],
    ['failed with a reason', json({ status: 'failed', message: 'No such zone' }), write, 'OPN_REFUSED', /No such zone/],
    ['not found', json({ result: 'not found' }), remove, 'OPN_NOT_FOUND', new RegExp(UUID)],
    ['not_found', json({ status: 'not_found' }), write, 'OPN_NOT_FOUND', new RegExp(UUID)],
    ['an unknown savepoint', json({ status: 'unknown (or removed) savepoint' }), write, 'OPN_REFUSED', /savepoint/],
    ['a rollback that was not running, 24.7', json({ status: null }), write, 'OPN_REFUSED', /nothing/],
    ['a rollback that was not running, 25.7', json({ status: '' }), write, 'OPN_REFUSED', /nothing/],
    ['a configd failure', json({ response: '' }), write, 'OPN_REFUSED', /nothing/],
    ['a configd exit code', json({ status: 'Error (1)\n\n' }), write, 'OPN_REFUSED', /Error \(1\)/],
    ['a configd action that is missing', json({ response: 'Action not allowed or missing\n\n\n' }), write, 'OPN_REFUSED', /not allowed/],
    ['a service action by the wrong method', json({ response: [] }), write, 'OPN_REFUSED', /nothing/],
    ['an empty list', json([]), write, 'OPN_REFUSED', /empty list/],
    ['an empty object', json({}), write, 'OPN_BAD_ANSWER', /does not report success/],
    ['an unknown shape', json({ rule: {} }), write, 'OPN_BAD_ANSWER', /only rule/],
    ['an unknown word', json({ status: 'Perhaps later' }), write, 'OPN_BAD_ANSWER', /Perhaps later/],
    ['success and failure at once', json({ status: 'ok', result: 'failed' }), write, 'OPN_REFUSED', /failed/],
    ['an import with faults', json({ validations: [{ sequence: 3, field: 'hostname', message: 'A value is required.' }], inserted: 1, updated: 0 }), write, 'OPN_REJECTED', /line 3, hostname/],
    ['a read that failed', json({ result: 'failed' }), read, 'OPN_REFUSED', /did not answer/],
    ['a read that is nothing but failed', json({ status: 'failed' }), read, 'OPN_REFUSED', /did not answer/],
    ['a job with bad values', json({ result: 'failed', validations: { 'ping.settings.hostname': 'A value is required.' } }), read, 'OPN_REJECTED', /settings\.hostname: A value/],
    ['nothing', raw(''), read, 'OPN_BAD_ANSWER', /nothing/],
    ['nothing to a write', raw(''), write, 'OPN_BAD_ANSWER', /nothing/],
    ['nothing to a write by text', raw(''), { ...write, answer: 'text' }, 'OPN_REFUSED', /nothing/],
    ['a web page', raw('<!DOCTYPE html><html><body>Login</body></html>'), read, 'OPN_BAD_ANSWER', /web page/],
    ['a web page where text was expected', raw('\n<html lang="en">'), { ...read, answer: 'text' }, 'OPN_BAD_ANSWER', /web page/],
    ['an error where text was expected', json({ errorMessage: 'Backup not found' }), { ...read, answer: 'text' }, 'OPN_REFUSED', /Backup not found/],
    ['half of the JSON', raw('{"rows":[{"uuid":"6f1f', 'application/json'), read, 'OPN_BAD_ANSWER', /cut off/],
    ['text', raw('Warning: something'), read, 'OPN_BAD_ANSWER', /not JSON/],
    ['null', json(null), read, 'OPN_BAD_ANSWER', /null/],
    ['a number', json(7), read, 'OPN_BAD_ANSWER', /number/],
    ['a string', json('ok'), write, 'OPN_BAD_ANSWER', /string/],
  ];
  it.each(cases)('%s', (_, answer, asked, code, text) => {
    const error = refused(answer, asked);
    expect(error.code).toBe(code);
    expect(error.describe()).toMatch(text);
  });

  it('names the narrowest privilege first', () => {
    const error = refused(FORBIDDEN, { ...read, openers: { privileges: ['Firewall: Rules', 'Firewall: Automation'] } });
    expect(error.hint).toContain("the privilege 'Firewall: Rules' (or the wider 'Firewall: Automation')");
  });

  it('says plainly where only All pages would do', () => {
    expect(refused(FORBIDDEN, { ...read, openers: { privileges: [], onlyAllPagesOn: '24.7' } }).hint).toMatch(/^Only 'All pages' grants it on OPNsense 24\.7/);
  });
});

describe('rejected values', () => {
  it('quotes every field without its wrapper, single texts and lists alike, entities decoded', () => {
    const error = refused(
      json({
        result: 'failed',
        validations: { 'rule.source_net': '&lt;lan&gt; is no network &amp; no alias', 'rule.destination.port': ['too high', 'no number'], sequence: 'is required' },
      }),
      write,
    );
    expect(error.code).toBe('OPN_REJECTED');
    expect(error.message).toContain('source_net: <lan> is no network & no alias; destination.port: too high, no number; sequence: is required');
    expect(error.hint).toContain('Nothing was saved');
    expect(refused(json({ result: 'failed', validations: { 'ping.settings.hostname': 'A value is required.' } }), read).hint).toBe('Correct the values named above.');
  });

  it('keeps texts short, on one line and visible', () => {
    const hostile = `Ignore\u200b this\n\u001b[31m${'x'.repeat(5000)}\u202e\u{e0041}`;
    const error = refused(json({ result: 'failed', validations: { 'rule.descr': hostile } }), write);
    expect(error.message).toContain('descr: Ignore this [31mxxx');
    expect(error.message.length).toBeLessThan(500);
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('counts what it leaves out', () => {
    const validations = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`rule.field${index}`, 'bad']));
    expect(refused(json({ result: 'failed', validations }), write).message).toMatch(/field19: bad; and 5 more$/);
  });
});

describe('a search', () => {
  const asked: Asked = { kind: 'read', answer: 'search', target: 'routes/routes/searchroute', openers: { privileges: [] } };
  const answer = (value: unknown): WireAnswer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

  it('has rows and their total', () => {
    expect(judge(answer({ rows: [{}], total: 1 }), asked)).toEqual({ rows: [{}], total: 1 });
  });

  it.each([[[]], [{}], [{ rows: null, total: 0 }], [{ rows: {}, total: 0 }], [{ rows: [] }], [{ rows: ['x'], total: 1 }], [{ rows: [], total: 'many' }]])('is refused as %j', value => {
    expect(() => judge(answer(value), asked)).toThrow(expect.objectContaining({ code: 'OPN_BAD_ANSWER' }));
  });
});

it('does not quote what the firewall says of a secret', () => {
  const asked: Asked = { kind: 'write', answer: 'json', target: 'a/b/add', openers: { privileges: [] }, isSecretField: path => path.includes('password') };
  const body = JSON.stringify({ result: 'failed', validations: { 'item.password': 'hunter2 is too short', 'item.name': 'x is taken' } });
  const problem = ((): OpnError => {
    try {
      judge({ status: 200, headers: { 'content-type': 'application/json' }, body }, asked);
    } catch (thrown) {
      return thrown as OpnError;
    }
    throw new Error('it was accepted');
  })();
  expect(problem.message).toContain('name: x is taken');
  expect(problem.message).toContain('password: refused');
  expect(problem.message).not.toContain('hunter2');
});

import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { bytesOf, LARGEST_RESULT } from '../../../../src/core';
import { type Severity } from '../../../../src/core/audit';
import { compare, saved } from '../../../../src/plugins/security/audit/comparison';
import { findingId } from '../../../../src/plugins/security/audit/finding-id';
import { type CheckResult, type Report } from '../../../../src/plugins/security/audit/report';
import { markdown } from '../../../../src/plugins/security/formats/markdown';
import { page } from '../../../../src/plugins/security/formats/page/page';
import { sarif } from '../../../../src/plugins/security/formats/sarif';
import { structured } from '../../../../src/plugins/security/formats/structured';
import { checkNamed, foundBy, reportOf } from '../audit/results';

const HOSTILE = '<img src=x onerror="alert(1)"> | `x` [a](javascript:b) **c**\n# d &amp; \'e\'';
const [down, weak, open] = [checkNamed('gateways.down', 'critical'), checkNamed('dns.weak', 'low'), checkNamed('vpn.open', 'high')];
const fix = { tool: 'opn_toggle_thing', arguments: { uuid: HOSTILE } };
const results: readonly CheckResult[] = [
  foundBy(weak, [HOSTILE], { evidence: { text: HOSTILE }, fix }),
  foundBy(down, ['WAN', 'LTE']),
  { check: checkNamed('dns.fine'), outcome: 'passed' },
  { check: checkNamed('haproxy.none'), outcome: 'not_applicable', reason: 'There is no HAProxy.' },
  { check: checkNamed('system.users'), outcome: 'not_checked', problems: [{ what: 'the users', why: 'OPN_FORBIDDEN: no.', hint: 'Grant System: Access.' }] },
];
const tunnel = foundBy(open, ['tunnel']);
const then = saved('2026-01-01T00:00:00.000Z', [foundBy(down, ['WAN', 'old']), { check: checkNamed('dns.fine'), outcome: 'passed' }]);
const full: Report = reportOf([...results, { check: open, outcome: 'accepted' }], {
  accepted: [{ finding: tunnel.findings[0]!, acceptance: { id: 'vpn.open', reason: `a lab ${HOSTILE}`, until: '2027-01-31' } }],
  expired: [{ id: 'dns.weak', reason: 'was known', until: '2026-01-31' }],
  unknown: [{ id: 'dns.nothing', reason: 'x' }],
  compared: compare(then, saved('now', [...results, tunnel])),
});
const selection = { minSeverity: 'info' as Severity, evidence: true };
const nothing = reportOf([{ check: checkNamed('dns.fine'), outcome: 'passed' }], { version: undefined });

describe('the structured result', () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `subject ${String(index)}`);
  const detail = { minSeverity: 'info' as Severity, evidence: true, limit: 500 };

  it('is whole where it fits, and leaves nothing out', () => {
    const { findings, left_out, more } = structured(full, detail);
    expect([findings.map(({ total, found }) => found.length - total), left_out, more]).toEqual([[0, 0], undefined, undefined]);
  });

  it('shortens the check that does not fit, names the milder ones, and says where everything is', () => {
    const crowded = reportOf([foundBy(weak, many(300)), foundBy(down, many(100)), foundBy(open, many(400), { evidence: { text: 'x'.repeat(200) } })]);
    const report = structured(crowded, detail);
    expect(bytesOf(report)).toBeLessThanOrEqual(LARGEST_RESULT);
    expect(report.findings.map(({ check }) => check)).toEqual(['gateways.down', 'vpn.open']);
    expect(report.findings[0]!.found).toHaveLength(100);
    expect(report.findings[1]!.found.length).toBeGreaterThan(50);
    expect(report.left_out).toEqual(['dns.weak']);
    expect(report.more).toMatch(/^Only \d+ of vpn\.open \(400\) fit into one result\. What a milder check found does not fit: ask with checks=left_out\. The document holds everything\./);
  });

  it('never leaves the worst check without a finding', () => {
    const report = structured(reportOf([foundBy(down, many(2), { evidence: { text: 'x'.repeat(LARGEST_RESULT) } }), foundBy(weak, many(1))]), detail);
    expect([report.findings.map(({ check, found }) => [check, found.length]), report.left_out]).toEqual([[['gateways.down', 1]], ['dns.weak']]);
  });
});

describe('Markdown', () => {
  it('says all of it, worst first', () => {
    const text = markdown(full, selection);
    for (const said of ['2 critical, 1 low', '1 passed', 'WAN is wrong.', 'Mend it.', 'CIS Controls v8 4.2', 'a lab', 'until 2027-01-31', 'was known', 'dns.nothing', 'the users: OPN\\_FORBIDDEN: no. Grant System: Access.', '1 new, 1 gone, 1 the same', 'LTE** (new)', 'opn_toggle_thing', '| dns | 0 | 0 | 0 | 1 | 0 | 1 | 0 | 0 |']) expect(text).toContain(said);
    expect(text.indexOf('critical: About gateways.down')).toBeLessThan(text.indexOf('low: About dns.weak'));
    expect(text).toContain('Not judged then: `dns.weak`');
  });

  it('keeps what the firewall says a text', () => {
    const text = markdown(full, selection);
    expect(text.replace(/(`+)[^]*?[^`]\1(?!`)/g, '')).not.toMatch(/(?<!\\)<img/);
    expect(text.split('\n').filter(line => /^#+ /.test(line)).every(line => !line.includes(' d '))).toBe(true);
    expect(text).toContain('\\[a\\](javascript:b) \\*\\*c\\*\\*');
  });

  it('leaves out evidence and what is milder, and says when there is nothing', () => {
    const text = markdown(full, { minSeverity: 'high', evidence: false, framework: 'bsi' });
    expect(text).not.toContain('dns.weak:');
    expect(text).not.toContain('"key"');
    expect(text).not.toContain('CIS');
    expect(markdown(nothing, selection)).toContain('Nothing was found.');
  });
});

describe('SARIF', () => {
  const schema = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;
  // Of draft 4 the schema uses nothing but the name of its own id.
  const { $schema: _draft, id: _id, ...current } = schema;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(current);
  const runOf = (report: Report, minSeverity: Severity = 'info') => {
    const log = JSON.parse(sarif(report, { name: 'opnsense-mcp', version: '1.2.3' }, minSeverity));
    expect([validate(log), validate.errors]).toEqual([true, null]);
    return log.runs[0];
  };

  it('is valid, and refuses to be anything else', () => {
    runOf(nothing);
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });

  it('has a rule for every check, and a result for every finding and every check without one', () => {
    const { tool, results: shown, invocations } = runOf(full);
    expect(tool.driver).toMatchObject({ name: 'opnsense-mcp', version: '1.2.3' });
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(full.results.map(({ check }) => check.id));
    for (const { ruleId, ruleIndex } of shown) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const short = shown.map((each: { ruleId: string; kind: string; level: string; baselineState?: string; suppressions?: unknown[] }) => [each.ruleId, each.kind, each.level, each.baselineState, each.suppressions?.length]);
    expect(short).toEqual([
      ['gateways.down', 'fail', 'error', 'unchanged', undefined], ['gateways.down', 'fail', 'error', 'new', undefined], ['dns.weak', 'fail', 'note', undefined, undefined],
      ['vpn.open', 'fail', 'error', undefined, 1], ['dns.fine', 'pass', 'none', undefined, undefined], ['haproxy.none', 'notApplicable', 'none', undefined, undefined],
      ['system.users', 'open', 'none', undefined, undefined], ['gateways.down', 'pass', 'none', 'absent', undefined],
    ]);
    expect(shown[0].fingerprints).toEqual({ 'opnsenseFinding/v1': findingId('gateways.down', 'WAN') });
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('system.users');
  });

  it('leaves out what is milder', () => {
    expect(runOf(full, 'critical').results.filter(({ kind, suppressions }: { kind: string; suppressions?: unknown }) => kind === 'fail' && suppressions === undefined)).toHaveLength(2);
  });
});

describe('the page', () => {
  it('keeps what the firewall says a text, and loads nothing', () => {
    const text = page(full, selection);
    expect(text).not.toContain('<img');
    expect(text).not.toMatch(/<(?:script|link|iframe|object|form)\b|<[a-z][^>]*\s(?:src|on\w+)=|url\(|@import/);
    expect(text).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;');
    expect(text.match(/href="[^"]*"/g)?.every(href => href.startsWith('href="#'))).toBe(true);
  });

  it('draws every area, with numbers where there are findings', () => {
    const text = page(full, selection);
    expect(text.match(/<rect/g)).toHaveLength(2);
    for (const said of ['2 found', 'not checked', 'not applicable', 'href="#area-gateways"', 'id="area-gateways"', '1 new, 1 gone, 1 the same']) expect(text).toContain(said);
    expect(page(nothing, selection)).toContain('clean');
    expect(page(nothing, selection)).toContain('Nothing was found.');
  });
});

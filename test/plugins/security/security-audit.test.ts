import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { element } from '../../../src/adapters/fake/config-document';
import { toolTest } from '../../../src/adapters/testkit';
import { CHECKS } from '../../../src/plugins/security/checks';
import { SecurityPlugin } from '../../../src/plugins/security/security.plugin';
import { OpnError } from '../../../src/ports';
import { failing } from '../failing-wire';

type Failed = { readonly check: string; readonly area: string; readonly severity: string; readonly references?: readonly string[]; readonly total: number; readonly found: readonly { readonly id: string; readonly evidence?: object }[] };
const ids = (result: { findings: readonly Failed[] }): string[] => result.findings.map(({ check }) => check);
const RANK = ['critical', 'high', 'medium', 'low', 'info'];
const all = CHECKS.map(({ id }) => id);

toolTest('opn_security_audit', SecurityPlugin, {
  works: [
    {
      says: 'tells what is wrong, worst first, and accounts for every check',
      then: result => {
        expect(ids(result)).toEqual(expect.arrayContaining(['backups.plaintext-syslog', 'gateways.poor']));
        const ranks = result.findings.map(({ severity }: Failed) => RANK.indexOf(severity));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        const { passed, found, not_applicable, not_checked } = result.checks;
        expect(passed + found + not_applicable + not_checked).toBe(CHECKS.length);
        expect(found).toBe(result.findings.length);
        expect(Object.values<number>(result.findings_by_severity).reduce((a, b) => a + b)).toBe(result.findings.reduce((sum: number, { total }: Failed) => sum + total, 0));
        expect(result.passed).toBeUndefined();
        expect(JSON.stringify(result)).not.toContain('evidence":{');
      },
    },
    {
      says: 'counts what rules let through, where the firewall keeps counters',
      releases: ['24.7', '26.7'],
      given: ({ firewall: { document, history } }) => [document, ...history.list().map(revision => revision.document)].forEach(each => each.replace('system', node => ({ ...node, children: [...node.children, element('keepcounters', '1')] }))),
      args: { checks: ['firewall.unused-rule'], evidence: true },
      then: (result, kit) => {
        expect([result.not_applicable, result.not_checked]).toEqual([undefined, undefined]);
        expect(kit.requests.filter(line => /rule_?stats|system_?time$/i.test(line))).toHaveLength(2);
        expect(result.findings.flatMap(({ found }: Failed) => found).every(({ evidence }: { evidence: { packets: number; counting_days: number } }) => evidence.packets === 0 && evidence.counting_days >= 7)).toBe(true);
      },
    },
    { says: 'keeps its answer small', then: result => expect(encode(JSON.stringify(result)).length).toBeLessThan(6000) },
    {
      says: 'asks for each thing once, all at the same time',
      then: (_result, kit) => expect(kit.requests.filter(line => !/system_?information|menu/i.test(line)).length).toBeLessThanOrEqual(new Set(kit.requests).size),
    },
    {
      says: 'shows the values on request, and which checks passed',
      args: { evidence: true },
      then: result => {
        expect(result.findings.flatMap(({ found }: Failed) => found).every(({ evidence }: { evidence?: object }) => evidence !== undefined)).toBe(true);
        expect(result.passed).toHaveLength(result.checks.passed);
        expect(result.not_applicable ?? []).toHaveLength(result.checks.not_applicable);
      },
    },
    {
      says: 'audits chosen areas, and reads nothing for the others',
      args: { areas: ['gateways'] },
      then: (result, kit) => {
        expect(result.areas.map(({ area }: { area: string }) => area)).toEqual(['gateways']);
        expect(kit.requests.filter(line => line.includes('firmware/status'))).toEqual([]);
      },
    },
    {
      says: 'finds the same ids again',
      releases: ['26.7'],
      then: async (result, kit) => {
        const again = (await kit.call('opn_security_audit')).structuredContent as unknown as { findings: readonly Failed[] };
        const found = (each: { findings: readonly Failed[] }): string[] => each.findings.flatMap(({ found }) => found.map(({ id }) => id));
        expect(found(again)).toEqual(found(result));
        expect(new Set(found(result)).size).toBe(found(result).length);
      },
    },
    {
      says: 'leaves out what is milder than asked',
      releases: ['26.7'],
      args: { min_severity: 'medium' },
      fake: { actions: { 'routes/gateway/status': () => ({ json: { status: 'ok', items: [{ name: 'A', status: 'down' }, { name: 'B', status: 'loss', monitor: '192.0.2.1' }] } }) } },
      then: result => {
        expect(ids(result)).toContain('gateways.down');
        expect(result.findings.every(({ severity }: Failed) => ['critical', 'high', 'medium'].includes(severity))).toBe(true);
      },
    },
    {
      says: 'audits for one standard',
      releases: ['26.7'],
      args: { framework: 'bsi' },
      then: result => {
        const references = result.findings.flatMap(({ references: cited }: Failed) => cited ?? []);
        expect(references.length).toBeGreaterThan(0);
        expect(references.every((text: string) => text.startsWith('BSI IT-Grundschutz '))).toBe(true);
      },
    },
    {
      says: 'links to a page of its report',
      releases: ['24.7', '26.7'],
      then: async ({ document, text }, kit) => {
        expect(document).toMatchObject({ uri: expect.stringMatching(/^opnsense:\/\/documents\/\d+\/security-audit\.html$/), media_type: 'text/html' });
        expect(text).toBeUndefined();
        const { contents: [read] } = await kit.client.readResource({ uri: document.uri });
        expect(read).toMatchObject({ mimeType: 'text/html', text: expect.stringContaining('gateways.poor') });
        expect(Buffer.byteLength((read as { text: string }).text)).toBe(document.bytes);
      },
    },
    {
      says: 'tells the report as Markdown',
      releases: ['26.7'],
      args: { format: 'markdown' },
      then: async ({ text, findings, document, checks }, kit) => {
        expect(text).toMatch(/^# Security audit\n[^]*gateways\.poor/);
        expect(text).toContain(`${String(checks.passed)} passed`);
        expect(findings).toBeUndefined();
        expect((await kit.client.readResource({ uri: document.uri })).contents[0]).toMatchObject({ mimeType: 'text/markdown', text });
      },
    },
    {
      says: 'tells the report as SARIF',
      releases: ['26.7'],
      args: { format: 'sarif', areas: ['gateways'] },
      then: async ({ document }, kit) => {
        const { contents: [read] } = await kit.client.readResource({ uri: document.uri });
        expect(JSON.parse((read as { text: string }).text)).toMatchObject({ version: '2.1.0', runs: [{ results: expect.arrayContaining([expect.objectContaining({ ruleId: 'gateways.poor', kind: 'fail' })]) }] });
      },
    },
    { says: 'gives no page to a model, only where it is', releases: ['26.7'], args: { format: 'html' }, then: ({ text, document, findings }) => expect([text, findings, document.media_type]).toEqual([undefined, undefined, 'text/html']) },
    {
      says: 'compares with an earlier audit',
      releases: ['26.7'],
      args: async kit => {
        await kit.call('opn_security_audit', { areas: ['gateways'] });
        kit.clock.turn(60_000);
        return { since: 'last', areas: ['gateways', 'firmware'] };
      },
      then: async ({ compared, audited_at }, kit) => {
        expect(compared).toMatchObject({ same: expect.any(Number), not_compared: expect.arrayContaining(['firmware.end-of-life']) });
        expect(compared.same).toBeGreaterThan(0);
        expect([compared.new, compared.gone]).toEqual([undefined, undefined]);
        const again = (await kit.call('opn_security_audit', { since: audited_at, checks: ['gateways.poor'], format: 'markdown' })).structuredContent as { compared: object; text: string };
        expect(again.compared).toMatchObject({ since: audited_at });
        expect(again.text).toContain(`Since ${audited_at}`);
      },
    },
    {
      says: 'leaves out what the operator has accepted, and says so',
      releases: ['26.7'],
      accepted: { list: async () => [{ id: 'gateways.poor', reason: 'a lab' }, { id: 'backups.plaintext-syslog', reason: 'was known', until: '2020-01-31' }, { id: 'gateways.weather', reason: 'x' }] },
      then: result => {
        expect(ids(result)).not.toContain('gateways.poor');
        expect(ids(result)).toContain('backups.plaintext-syslog');
        expect(result.checks.accepted).toBe(1);
        expect(result.accepted).toEqual(expect.arrayContaining([expect.objectContaining({ id: expect.stringMatching(/^gateways\.poor#/), reason: 'a lab' })]));
        expect(result.expired_acceptances).toEqual([{ id: 'backups.plaintext-syslog', reason: 'was known', until: '2020-01-31' }]);
        expect(result.unknown_acceptances).toEqual(['gateways.weather']);
        const { passed, found, accepted, not_applicable, not_checked } = result.checks;
        expect(passed + found + accepted + not_applicable + not_checked).toBe(CHECKS.length);
      },
    },
    { says: 'runs single checks', releases: ['26.7'], args: { checks: ['gateways.poor'] }, then: result => expect(ids(result)).toEqual(['gateways.poor']) },
    {
      says: 'audits what may be read, and names the privilege for the rest',
      releases: ['24.7', '26.7'],
      between: failing(/backup\/download|firmware\/status/i, 403),
      then: result => {
        expect(result.areas.find(({ area }: { area: string }) => area === 'gateways').checks.not_checked).toBe(1);
        expect(ids(result)).toContain('gateways.poor');
        expect(result.not_checked).toEqual(
          expect.arrayContaining([expect.objectContaining({ what: 'the state of the firmware', why: expect.stringMatching(/^OPN_FORBIDDEN/), hint: expect.stringContaining('Firmware'), checks: expect.arrayContaining(['firmware.end-of-life']) })]),
        );
        expect(result.not_checked.flatMap(({ checks }: { checks: string[] }) => checks)).toEqual(expect.arrayContaining(all.filter(id => id.startsWith('backups.'))));
        expect(result.checks.not_checked + result.checks.found + result.checks.passed + result.checks.not_applicable).toBe(CHECKS.length);
      },
    },
  ],
  refuses: [
    { says: 'a check that there is not, and names those there are', args: { checks: ['gateways.weather'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /no check 'gateways\.weather'[^]*gateways\.down/ },
    { says: 'choices that leave no check', args: { areas: ['firmware'], checks: ['gateways.poor'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /No check fits/ },
    { says: 'an audit that is not kept', args: { since: '2020-01-01T00:00:00.000Z' }, releases: ['26.7'], code: 'OPN_NOT_FOUND', text: /No audit of this firewall is kept yet/ },
    { says: 'to compare with the last when there is none', args: { since: 'last' }, releases: ['26.7'], code: 'OPN_NOT_FOUND' },
    { says: 'a time that is none', args: { since: 'yesterday' }, releases: ['26.7'], code: 'OPN_NOT_FOUND', text: /There is no audit of yesterday/ },
    { args: { format: 'pdf' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'with a bad list of accepted findings', releases: ['26.7'], accepted: { list: () => Promise.reject(new OpnError('OPN_CONFIG', 'The file is not JSON.')) }, code: 'OPN_CONFIG', text: /not JSON/ },
    { args: { areas: ['weather'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { min_severity: 'warning' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'with a key that is wrong', between: failing(/./, 401), code: 'OPN_UNAUTHORIZED' },
  ],
});

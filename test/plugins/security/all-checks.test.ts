import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LARGEST_RESULT, parseInput, type RegisteredTool } from '../../../src/core';
import { AREAS, type Check, type Fix } from '../../../src/core/audit';
import { findingId } from '../../../src/plugins/security/audit/finding-id';
import { CHECKS } from '../../../src/plugins/security/checks';
import { type FullReport } from '../../../src/plugins/security/formats/structured';
import { RELEASES, type Release } from '../../../src/ports';
import { builtInTools } from '../../built-in';
import { type Golden, goldenServer, planted } from './golden';

const FILES = join(__dirname, '../../../src/plugins/security/checks');

async function auditOf(golden: Golden, release: Release): Promise<FullReport> {
  const kit = await goldenServer(golden, release);
  try {
    const reports: FullReport[] = [];
    // With all of its evidence the whole is longer than a result may be: what is left out is asked for by its names.
    for (let checks: readonly string[] | undefined = CHECKS.map(({ id }) => id); checks !== undefined; checks = reports.at(-1)?.left_out) {
      const result = await kit.call('opn_security_audit', { checks, evidence: true, limit: 500 });
      if (result.isError === true) throw new Error(JSON.stringify(result.content));
      const report = result.structuredContent as unknown as FullReport & { readonly truncated?: boolean };
      expect(report.truncated).toBeUndefined();
      expect(JSON.stringify(report).length).toBeLessThanOrEqual(LARGEST_RESULT);
      reports.push(report);
    }
    if (golden === 'bad') expect(reports.length).toBeGreaterThan(1);
    return reports.reduce(joined);
  } finally {
    await kit.close();
  }
}

/** What a first and a later result say together: the later one judges only what was left out of the first. */
function joined(first: FullReport, later: FullReport): FullReport {
  return { ...first, findings: [...first.findings, ...later.findings] };
}

/** What is wrong with a call that a finding offers; empty when its tool takes it. */
function refusal({ tool: name, arguments: args }: Fix, tools: readonly RegisteredTool[]): string[] {
  const tool = tools.find(({ facts }) => facts.name === name);
  if (tool === undefined) return [`there is no tool ${name}`];
  try {
    parseInput(name, tool.facts.input, tool.inputSchema, args);
    return [];
  } catch (problem) {
    return [(problem as Error).message];
  }
}

const problems = (of: (check: Check) => readonly string[]): string[] => CHECKS.flatMap(check => of(check).map(problem => `${check.id}: ${problem}`));

describe('every check', () => {
  it('is one file named after its id, that its area lists', () => {
    const files = readdirSync(FILES, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.check.ts'));
    expect([...CHECKS.map(({ id }) => id)].sort()).toEqual(files.map(file => file.replace(/[\\/]/, '.').replace('.check.ts', '')).sort());
    expect(problems(({ id, area }) => (id.startsWith(`${area}.`) ? [] : [`is in the area ${area}`]))).toEqual([]);
    expect(readdirSync(FILES).filter(name => !name.endsWith('.ts') && !(AREAS as readonly string[]).includes(name))).toEqual([]);
  });

  it('has a test of its own', () => {
    const tests = readdirSync(join(__dirname, 'checks'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.cases.ts'));
    expect(tests.map(file => file.replace(/[\\/]/, '.').replace('.cases.ts', '')).sort()).toEqual([...CHECKS.map(({ id }) => id)].sort());
    // The file may be another check's, or empty.
    expect(problems(({ id }) => (readFileSync(join(__dirname, 'checks', `${id.replace('.', '/')}.cases.ts`), 'utf8').includes(`checks/${id.replace('.', '/')}.check'`) ? [] : ['is not what its test is about']))).toEqual([]);
  });

  it('says in full what it is about', () => {
    expect(
      problems(({ title, question, recommendation, references }) => [
        ...(/^[A-Z].*[^.?!]$/.test(title) && title.length <= 70 ? [] : [`'${title}' is no heading`]),
        ...(/^[A-Z].*\?$/.test(question) ? [] : [`'${question}' is no question`]),
        ...(/^[A-Z][^]*\.$/.test(recommendation) ? [] : [`'${recommendation}' is no sentence`]),
        ...(references.length > 0 && references.every(({ title: asks }) => asks !== '') ? [] : ['names no requirement']),
      ]),
    ).toEqual([]);
  });
});

describe.each(RELEASES)('on %s', release => {
  it('every check passes on the hardened configuration', async () => {
    const report = await auditOf('hardened', release);
    expect(report.findings).toEqual([]);
    expect(report.not_checked).toBeUndefined();
    expect(report.not_applicable).toBeUndefined();
    expect(report.passed).toHaveLength(CHECKS.length);
  });

  it.each(['bad', 'bare'] as const)('every check fires on the %s configuration where faults were planted, and nowhere else', async golden => {
    const report = await auditOf(golden, release);
    const found = Object.fromEntries(report.findings.map(({ check, found: subjects }) => [check, subjects.map(({ id }) => id).sort()]));
    const wanted = Object.fromEntries(Object.entries(planted(golden, release)).map(([check, keys]) => [check, keys.map(key => findingId(check, key)).sort()]));
    expect(found).toEqual(wanted);
    expect(report.not_checked).toBeUndefined();
    const tools = await Promise.all((await builtInTools()).tools().map(tool => tool.load()));
    expect(report.findings.flatMap(({ check, found: subjects }) => subjects.flatMap(({ fix }) => (fix === undefined ? [] : refusal(fix as Fix, tools).map(problem => `${check}: ${problem}`))))).toEqual([]);
  });

  it('no check is without a planted fault', () => {
    const checks = [...Object.keys(planted('bad', release)), ...Object.keys(planted('bare', release))];
    expect(CHECKS.map(({ id }) => id).filter(id => !checks.includes(id))).toEqual([]);
  });
});

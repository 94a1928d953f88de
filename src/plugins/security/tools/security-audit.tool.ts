import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, Optional, Text, TextList, Tool, type ReadTool } from '../../../core';
import { AREAS, type Area, AuditChecks, type Check, type Framework, FRAMEWORKS, SEVERITIES, type Severity } from '../../../core/audit';
import { AcceptedFindings, AuditHistory, CertificateReader, Clock, Documents, FirewallApi, FirewallConfig, Log, OpnError, type SavedAudit, ServerInfo } from '../../../ports';
import { accept } from '../audit/acceptance';
import { audit, type OnDefect } from '../audit/audit';
import { compare, saved } from '../audit/comparison';
import { Facts } from '../audit/facts';
import { type CheckResult, type Report } from '../audit/report';
import { CHECKS } from '../checks';
import { markdown } from '../formats/markdown';
import { page } from '../formats/page/page';
import { sarif } from '../formats/sarif';
import { documentOf, structured, StructuredReport, summary } from '../formats/structured';

const FORMATS = ['json', 'markdown', 'sarif', 'html'] as const;
type Format = (typeof FORMATS)[number];

/** Texts that are longer are read from the document alone: cut off, they would be worth nothing. */
const LONGEST_TEXT = 48 * 1024;

/** What to audit, and how much of it to show. */
export class SecurityAuditInput {
  @Describe('Only these') @Optional() @IsArray() @ArrayMaxSize(AREAS.length) @ArrayUnique() @IsIn([...AREAS], { each: true }) areas?: Area[];
  @Describe('Only these, by id') @Optional() @TextList({ max: 500, length: 60 }) checks?: string[];
  @Describe('Nothing milder') @IsIn([...SEVERITIES]) min_severity: Severity = 'info';
  @Describe('Only what serves this standard') @Optional() @IsIn(Object.keys(FRAMEWORKS)) framework?: Framework;
  @Describe('Also the values behind, and what passed') @IsBoolean() evidence = false;
  @Describe('Of the report') @IsIn([...FORMATS]) format: Format = 'json';
  @Describe('Compare with: last, or its audited_at') @Optional() @Text(30) since?: string;
  @Describe('Findings per check') @IsInt() @Min(1) @Max(500) limit = 10;
}

const endpoints = new Set(CHECKS.flatMap(({ needs }) => Object.values(needs)).flatMap(({ uses }) => uses));

/** The security audit. */
@Tool({
  name: 'opn_security_audit',
  title: 'Security audit',
  description:
    'Find what is insecure on the firewall: checks by area, findings worst first with what to do. What may not be read is listed as not checked, with the missing privilege.',
  effect: 'read',
  fansOut: true,
  input: SecurityAuditInput,
  output: StructuredReport,
  uses: [...endpoints, configDownload],
  showsPage: true,
})
export class SecurityAuditTool implements ReadTool<SecurityAuditInput, StructuredReport> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
    @inject(CertificateReader) private readonly certificates: CertificateReader,
    @inject(AuditChecks) private readonly checks: AuditChecks,
    @inject(Clock) private readonly clock: Clock,
    @inject(Log) private readonly log: Log,
    @inject(AcceptedFindings) private readonly acceptedFindings: AcceptedFindings,
    @inject(AuditHistory) private readonly history: AuditHistory,
    @inject(Documents) private readonly documents: Documents,
    @inject(ServerInfo) private readonly server: ServerInfo,
  ) {}

  async run(input: SecurityAuditInput): Promise<StructuredReport> {
    const checks = chosen(input, this.checks.all());
    const now = this.clock.now();
    const at = new Date(now).toISOString();
    // Before the firewall is asked: a bad list and an unknown audit would make it all useless.
    const [acceptances, earlier] = await Promise.all([this.acceptedFindings.list(), input.since === undefined ? undefined : this.audited(input.since)]);
    const facts = new Facts({ firewall: this.firewall, config: this.config, certificates: this.certificates, now });
    const onDefect: OnDefect = ({ id }, problem) => this.log.write('error', `The check ${id} failed: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`);
    const [version, results] = await Promise.all([this.firewall.version(), audit(checks, facts, onDefect).then(found => withoutSecrets(found, this.documents))]);
    const own = saved(at, results);
    await this.save(own);
    const report = { at, version: version?.text, ...accept(results, acceptances, at, new Set(this.checks.all().map(({ id }) => id))), ...(earlier === undefined ? {} : { compared: compare(earlier, own) }) };
    return this.shown(report, input);
  }

  /** Every audit comes with its page, which hosts can show; other texts are made when they are asked for. */
  private shown(report: Report, input: SecurityAuditInput): StructuredReport {
    const detail = { ...input, minSeverity: input.min_severity };
    const keep = (name: string, mediaType: string, text: string): Pick<StructuredReport, 'text' | 'document'> => ({
      ...(mediaType === 'text/html' || text.length > LONGEST_TEXT ? {} : { text }),
      document: documentOf(this.documents.keep({ name, title: `Security audit, ${report.at}`, mediaType, text })),
    });
    switch (input.format) {
      case 'markdown':
        return { ...summary(report, detail), ...keep('security-audit.md', 'text/markdown', markdown(report, detail)) };
      case 'sarif':
        return { ...summary(report, detail), ...keep('security-audit.sarif', 'application/sarif+json', sarif(report, this.server, input.min_severity)) };
      case 'html':
        return { ...summary(report, detail), ...keep('security-audit.html', 'text/html', page(report, detail)) };
      case 'json':
        return { ...structured(report, detail), ...keep('security-audit.html', 'text/html', page(report, detail)) };
    }
  }

  private async audited(since: string): Promise<SavedAudit> {
    const audits = await this.history.list();
    const earlier = since === 'last' ? audits[0] : audits.find(({ at }) => at === since);
    if (earlier !== undefined) return earlier;
    const known = audits.length === 0 ? 'No audit of this firewall is kept yet.' : `The audits kept are of ${audits.slice(0, 10).map(({ at }) => at).join(', ')}.`;
    throw new OpnError('OPN_NOT_FOUND', since === 'last' ? 'There is no earlier audit.' : `There is no audit of ${since}.`, known);
  }

  /** An audit that cannot be kept is an audit all the same. */
  private async save(audited: SavedAudit): Promise<void> {
    try {
      await this.history.save(audited);
    } catch (problem) {
      if (!(problem instanceof OpnError)) throw problem;
      this.log.write('warning', problem.describe());
    }
  }
}

/** Results whose texts may stand in documents, which no longer know of fields. */
function withoutSecrets(results: readonly CheckResult[], documents: Documents): CheckResult[] {
  return results.map(result =>
    result.outcome === 'found'
      ? { ...result, findings: result.findings.map(({ check, ...finding }) => ({ ...documents.presentable(finding), check })) }
      : result,
  );
}

/** The checks that were asked for, in the order of the areas; throws OPN_INVALID_INPUT when there are none. */
function chosen({ areas, checks: ids, framework }: SecurityAuditInput, known: readonly Check[]): Check[] {
  const unknown = (ids ?? []).filter(id => !known.some(check => check.id === id));
  if (unknown.length > 0) throw new OpnError('OPN_INVALID_INPUT', `There is no check ${unknown.map(id => `'${id}'`).join(', ')}.`, `The checks are ${known.map(({ id }) => id).join(', ')}.`);
  const found = known.filter(
    ({ id, area, references }) => (areas?.includes(area) ?? true) && (ids?.includes(id) ?? true) && (framework === undefined || references.some(each => each.framework === framework)),
  );
  if (found.length === 0) throw new OpnError('OPN_INVALID_INPUT', 'No check fits areas, checks and framework together.', 'Ask with fewer of them.');
  return [...found].sort((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area));
}

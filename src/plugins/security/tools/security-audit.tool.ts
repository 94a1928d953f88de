import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, Optional, TextList, Tool, type ReadTool } from '../../../core';
import { AREAS, type Area, type Check, type Framework, FRAMEWORKS, SEVERITIES, type Severity } from '../../../core/audit';
import { CertificateReader, Clock, FirewallApi, FirewallConfig, Log, OpnError } from '../../../ports';
import { audit, type OnDefect } from '../audit/audit';
import { Facts } from '../audit/facts';
import { CHECKS } from '../checks';
import { structured, StructuredReport } from '../formats/structured';

/** What to audit, and how much of it to show. */
export class SecurityAuditInput {
  @Describe('Only these') @Optional() @IsArray() @ArrayMaxSize(AREAS.length) @ArrayUnique() @IsIn([...AREAS], { each: true }) areas?: Area[];
  @Describe('Only these, by id') @Optional() @TextList({ max: 100, length: 60 }) checks?: string[];
  @Describe('Nothing milder') @IsIn([...SEVERITIES]) min_severity: Severity = 'info';
  @Describe('Only what serves this standard') @Optional() @IsIn(Object.keys(FRAMEWORKS)) framework?: Framework;
  @Describe('Also the values behind, and what passed') @IsBoolean() evidence = false;
  @Describe('Findings per check') @IsInt() @Min(1) @Max(500) limit = 10;
}

const endpoints = new Set(CHECKS.flatMap(({ needs }) => Object.values(needs)).flatMap(({ uses }) => uses));

/** The security audit. */
@Tool({
  name: 'opn_security_audit',
  title: 'Security audit',
  description:
    'Find what is insecure on the firewall: checks by area, findings worst first with what to do. Changes nothing. What the API user may not read is listed as not checked, with the privilege it needs.',
  effect: 'read',
  input: SecurityAuditInput,
  output: StructuredReport,
  uses: [...endpoints, configDownload],
})
export class SecurityAuditTool implements ReadTool<SecurityAuditInput, StructuredReport> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
    @inject(CertificateReader) private readonly certificates: CertificateReader,
    @inject(Clock) private readonly clock: Clock,
    @inject(Log) private readonly log: Log,
  ) {}

  async run(input: SecurityAuditInput): Promise<StructuredReport> {
    const checks = chosen(input);
    const now = this.clock.now();
    const facts = new Facts({ firewall: this.firewall, config: this.config, certificates: this.certificates, now });
    const onDefect: OnDefect = ({ id }, problem) => this.log.write('error', `The check ${id} failed: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`);
    const [version, results] = await Promise.all([this.firewall.version(), audit(checks, facts, onDefect)]);
    return structured({ at: new Date(now).toISOString(), version: version?.text, results }, { ...input, minSeverity: input.min_severity });
  }
}

/** The checks that were asked for, in the order of the areas; throws OPN_INVALID_INPUT when there are none. */
function chosen({ areas, checks: ids, framework }: SecurityAuditInput): Check[] {
  const unknown = (ids ?? []).filter(id => !CHECKS.some(check => check.id === id));
  if (unknown.length > 0) throw new OpnError('OPN_INVALID_INPUT', `There is no check ${unknown.map(id => `'${id}'`).join(', ')}.`, `The checks are ${CHECKS.map(({ id }) => id).join(', ')}.`);
  const found = CHECKS.filter(
    ({ id, area, references }) => (areas?.includes(area) ?? true) && (ids?.includes(id) ?? true) && (framework === undefined || references.some(each => each.framework === framework)),
  );
  if (found.length === 0) throw new OpnError('OPN_INVALID_INPUT', 'No check fits areas, checks and framework together.', 'Ask with fewer of them.');
  return [...found].sort((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area));
}

import { inject } from 'tsyringe';
import { Describe, known, type ReadableTemplate, ResourceTemplate, Suggest, Text } from '../../../core';
import { AuditHistory, OpnError } from '../../../ports';
import { countsOf } from './past-audit';

/** Which audit. */
export class AuditVariables {
  @Describe('When it was, as opnsense://audits lists it') @Suggest(known.audits) @Text(30) at!: string;
}

/** `opnsense://audits/{at}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://audits/{at}',
  name: 'audit',
  title: 'A past security audit',
  description: 'What a security audit found, accepted findings too, and which checks it could judge.',
  mediaType: 'application/json',
  uses: [],
  sameAs: 'opn_security_audit',
  variables: AuditVariables,
})
export class AuditResource implements ReadableTemplate<AuditVariables> {
  constructor(@inject(AuditHistory) private readonly history: AuditHistory) {}

  async read({ at }: AuditVariables): Promise<object> {
    const audit = (await this.history.list()).find(each => each.at === at);
    if (audit === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no audit of ${at.slice(0, 30)}.`, 'opnsense://audits lists those that are kept.');
    const { judged, findings } = audit;
    return { audited_at: at, counts: countsOf(audit), findings: findings.map(({ check, severity, subject }) => ({ check, severity, subject })), checks: judged };
  }
}

import { inject } from 'tsyringe';
import { type ReadableResource, Resource } from '../../../core';
import { AuditHistory } from '../../../ports';
import { countsOf } from './past-audit';

/** `opnsense://audits` */
@Resource({
  uri: 'opnsense://audits',
  name: 'audits',
  title: 'Past security audits',
  description: 'The security audits of this firewall that are kept, newest first, and how many findings of which severity each had.',
  mediaType: 'application/json',
  uses: [],
  sameAs: 'opn_security_audit',
})
export class AuditsResource implements ReadableResource {
  constructor(@inject(AuditHistory) private readonly history: AuditHistory) {}

  async read(): Promise<object> {
    return { audits: (await this.history.list()).map(audit => ({ audited_at: audit.at, checks: audit.judged.length, findings: countsOf(audit) })) };
  }
}

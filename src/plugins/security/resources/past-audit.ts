import { type Severity, SEVERITIES } from '../../../core/audit';
import { type SavedAudit } from '../../../ports';

/** How many findings an audit had, by severity; none are left out. */
export function countsOf({ findings }: SavedAudit): Partial<Record<Severity, number>> {
  const counts = SEVERITIES.map(severity => [severity, findings.filter(finding => finding.severity === severity).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

import { check, references } from '../../../../core/audit';
import { logging } from '../../facts/logging.fact';

/** Attacks that leave no trace. */
export const blockedNotLogged = check({
  id: 'backups.blocked-not-logged',
  area: 'backups',
  title: 'Packets that no rule lets in are not logged',
  question: 'Does the default deny rule log what it blocks?',
  severity: 'medium',
  recommendation: 'Switch on "Log packets matched from the default block rules" (Firewall > Settings > Advanced).',
  references: references({ 'pci-dss': ['10.2.1'], bsi: ['NET.3.2.A9'], 'nist-800-41': ['5.2.3'], cis: ['8.2'] }),
  needs: { logging },
  judge: ({ logging: { logsDefaultBlock } }) => (logsDefaultBlock ? [] : [{ key: 'default-block', subject: 'Default deny rule', says: 'What it blocks is not logged.', evidence: { nologdefaultblock: true } }]),
});

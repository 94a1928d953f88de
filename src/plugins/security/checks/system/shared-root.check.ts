import { check, references } from '../../../../core/audit';
import { accounts } from '../../facts/accounts.fact';

/** Changes that nobody can be held to. */
export const sharedRoot = check({
  id: 'system.shared-root',
  area: 'system',
  title: 'Root is the only administrator',
  question: 'Do administrators have accounts of their own?',
  severity: 'low',
  recommendation: 'Give each administrator an account in the group admins (System > Access > Users), and keep root for emergencies.',
  references: references({ 'pci-dss': ['8.2.1', '8.2.2'], bsi: ['NET.3.2.A6', 'ORP.4.A9'], cis: ['5.4'] }),
  needs: { accounts },
  judge: ({ accounts: all }) => {
    if (all.some(({ isRoot, active, allPrivileges }) => !isRoot && active && allPrivileges)) return [];
    return [{ key: 'root', subject: 'root', says: 'Everybody works under one name, so the log does not tell who changed what.', evidence: { accounts: all.map(({ name }) => name) } }];
  },
});

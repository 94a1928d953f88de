import { check, references } from '../../../../core/audit';
import { accounts } from '../../facts/accounts.fact';

/** Administrators whom the list of administrators does not show. */
export const hiddenAdministrator = check({
  id: 'system.hidden-administrator',
  area: 'system',
  title: 'Somebody outside of the group admins may do everything',
  question: 'Are all accounts with every privilege members of the group admins?',
  severity: 'low',
  recommendation: 'Take the privilege "All pages" from the account or its groups, or make it a member of admins openly (System > Access).',
  references: references({ 'pci-dss': ['7.2.2'], bsi: ['NET.3.2.A6', 'ORP.4.A2'], cis: ['5.4'] }),
  needs: { accounts },
  judge: ({ accounts: all }) =>
    all
      .filter(({ active, allPrivileges, inAdmins }) => active && allPrivileges && !inAdmins)
      .map(({ name }) => ({ key: name, subject: name, says: 'It has every privilege by itself or by another group.', evidence: { privilege: 'page-all', in_admins: false } })),
});

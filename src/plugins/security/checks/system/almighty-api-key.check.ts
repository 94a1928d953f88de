import { check, references } from '../../../../core/audit';
import { accounts } from '../../facts/accounts.fact';
import { NO_API_KEY } from '../absent';

/** Programs that may do everything. */
export const almightyApiKey = check({
  id: 'system.almighty-api-key',
  area: 'system',
  title: 'An API key may do everything',
  question: 'Do API keys belong to accounts with only the privileges that their programs need?',
  severity: 'medium',
  recommendation: 'Make an account for each program with the privileges that it needs, give it a key, and delete the keys of administrators (System > Access > Users).',
  references: references({ 'pci-dss': ['7.2.2', '8.2.2'], bsi: ['NET.3.2.A6', 'ORP.4.A2'], cis: ['5.4'] }),
  needs: { accounts },
  judge: ({ accounts: all }) => {
    const withKeys = all.filter(({ hasApiKeys }) => hasApiKeys);
    if (withKeys.length === 0) return NO_API_KEY;
    return withKeys
      .filter(({ active, allPrivileges }) => active && allPrivileges)
      .map(({ name, isRoot }) => ({ key: name, subject: name, says: 'Whoever gets hold of its API key owns the firewall.', evidence: { root: isRoot, all_privileges: true } }));
  },
});

import { check, references } from '../../../../core/audit';
import { accounts } from '../../facts/accounts.fact';
import { NO_API_KEY } from '../absent';

/** Keys that wait for their account to be switched on again. */
export const staleApiKey = check({
  id: 'system.stale-api-key',
  area: 'system',
  title: 'An account that is over still has API keys',
  question: 'Were the API keys of disabled and expired accounts deleted?',
  severity: 'low',
  recommendation: 'Delete the API keys (System > Access > Users); they would work again with the account.',
  references: references({ 'pci-dss': ['8.2.6'], bsi: ['ORP.4.A2'], cis: ['5.3'] }),
  needs: { accounts },
  judge: ({ accounts: all }) => {
    const withKeys = all.filter(({ hasApiKeys }) => hasApiKeys);
    if (withKeys.length === 0) return NO_API_KEY;
    return withKeys.filter(({ active }) => !active).map(({ name, active }) => ({ key: name, subject: name, says: 'It is disabled or has expired, and its keys are still there.', evidence: { active } }));
  },
});

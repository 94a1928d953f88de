import { check, references } from '../../../../core/audit';
import { localLogin } from '../../facts/local-login.fact';

const LEAST = 12;

/** Passwords that nothing keeps from being short. */
export const passwordPolicy = check({
  id: 'system.password-policy',
  area: 'system',
  title: 'Short passwords are accepted',
  question: `Do local passwords have to have ${String(LEAST)} characters or more?`,
  severity: 'low',
  recommendation: `Switch the policy on and ask for ${String(LEAST)} characters (System > Access > Servers, Local Database).`,
  references: references({ 'pci-dss': ['8.3.6'], bsi: ['ORP.4.A22'], cis: ['5.2'] }),
  needs: { login: localLogin },
  judge: ({ login: { policy, leastLength } }) => {
    if (policy && leastLength >= LEAST) return [];
    const says = !policy ? 'New passwords have to meet nothing.' : leastLength === 0 ? 'New passwords may be of any length.' : `${String(leastLength)} characters are enough.`;
    return [{ key: 'policy', subject: 'Local Database', says, evidence: { policy, least_length: leastLength, wanted: LEAST } }];
  },
});

import { check, references, Undecided } from '../../../../core/audit';
import { webGui } from '../../facts/web-gui.fact';

const WITH = ['totp', 'ldap-totp'];
const WITHOUT = ['local', 'ldap'];

/** Administrators of whom a password is all that is asked. */
export const noSecondFactor = check({
  id: 'system.no-second-factor',
  area: 'system',
  title: 'A password alone opens the web GUI',
  question: 'Does every login to the web GUI ask for a second factor?',
  severity: 'medium',
  recommendation: 'Add a server of the type "Local + Timebased One Time Password" or "LDAP + Timebased One Time Password" (System > Access > Servers), give users a seed, test it, and choose it alone for authentication (System > Settings > Administration).',
  references: references({ 'pci-dss': ['8.4.1'], bsi: ['NET.3.2.A6', 'ORP.4.A21'], cis: ['6.5'] }),
  needs: { gui: webGui },
  judge: ({ gui: { logins } }) => {
    const without = logins.filter(({ kind = '' }) => WITHOUT.includes(kind));
    if (without.length > 0) return without.map(({ name, kind }) => ({ key: name, subject: name, says: 'It lets users in by their password alone.', evidence: { kind, logins: logins.map(each => each.name) } }));
    const unknown = logins.filter(({ kind = '' }) => !WITH.includes(kind));
    if (unknown.length === 0) return [];
    return new Undecided(`Whether ${unknown.map(({ name }) => name).join(', ')} ${unknown.length === 1 ? 'asks' : 'ask'} for a second factor is not in the firewall's configuration.`);
  },
});

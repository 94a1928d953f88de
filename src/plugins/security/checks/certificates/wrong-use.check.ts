import { check, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { proofOf } from './proof';
import { NO_CERTIFICATE } from '../absent';

const WEB_GUI = 'system.webgui';

/** Certificates that serve what they were not made for. */
export const wrongUse = check({
  id: 'certificates.wrong-use',
  area: 'certificates',
  title: 'A certificate is used for what it was not made for',
  question: 'Is every certificate used for what it was issued for?',
  severity: 'medium',
  recommendation: 'Issue a server certificate for the service (System > Trust > Certificates), and keep authorities for signing.',
  references: references({ 'pci-dss': ['4.2.1.1'], bsi: ['CON.1.A4'] }),
  needs: { certificates },
  judge: ({ certificates: all }) => {
    const used = all.filter(({ store, usedBy }) => store === 'certificates' && usedBy.length > 0);
    if (used.length === 0) return NO_CERTIFICATE;
    return used.flatMap(each => {
      const says = each.isAuthority
        ? 'It may sign other certificates, and a service holds its key.'
        : each.usedBy.includes(WEB_GUI) && each.purposes?.includes('server') === false
          ? 'The web GUI uses it, although it is none for servers.'
          : undefined;
      return says === undefined ? [] : [{ key: each.refid, subject: each.label, says, evidence: { ...proofOf(each), authority: each.isAuthority, purposes: each.purposes } }];
    });
  },
});

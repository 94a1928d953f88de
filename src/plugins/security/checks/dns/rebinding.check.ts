import { check, references } from '../../../../core/audit';
import { isWithin } from '../../../../core/packet-filter';
import { rebindingProtection } from '../../facts/rebinding-protection.fact';
import { resolver } from '../../facts/resolver.fact';
import { UNBOUND_OFF } from '../absent';

/** The networks that firewalls of this kind protect. */
const INNER = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'];

/** Pages from outside that reach what is inside. */
export const rebinding = check({
  id: 'dns.rebinding',
  area: 'dns',
  title: 'Names from outside may lead inside',
  question: 'Does Unbound refuse answers from the internet with private addresses?',
  severity: 'medium',
  recommendation: 'Keep the private networks among "Rebind protection networks" (Services > Unbound DNS > Advanced) and the check against DNS rebinding on (System > Settings > Administration); name domains that need it as private domains.',
  references: references({ 'pci-dss': ['2.2.6', '1.4.2'], bsi: ['APP.3.6.A4'], cis: ['4.2'] }),
  needs: { resolver, protection: rebindingProtection },
  judge: ({ resolver: { enabled, privateNetworks }, protection }) => {
    if (!enabled) return UNBOUND_OFF;
    const missing = protection ? INNER.filter(inner => !privateNetworks.some(network => covers(network, inner))) : INNER;
    if (missing.length === 0) return [];
    return [{ key: 'unbound', subject: 'Unbound', says: `A name on the internet may resolve to an address in ${missing.join(', ')}, and so a page reaches devices there.`, evidence: { protection, missing } }];
  },
});

function covers(network: string, inner: string): boolean {
  const [base = '', length] = inner.split('/');
  return isWithin(base, network) === true && Number(network.split('/')[1] ?? Infinity) <= Number(length);
}

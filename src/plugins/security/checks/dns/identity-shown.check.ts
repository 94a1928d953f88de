import { check, references } from '../../../../core/audit';
import { resolver } from '../../facts/resolver.fact';
import { UNBOUND_OFF } from '../absent';

/** What helps to choose an attack. */
export const identityShown = check({
  id: 'dns.identity-shown',
  area: 'dns',
  title: 'Unbound tells who it is',
  question: 'Does Unbound keep its host name and version to itself?',
  severity: 'low',
  recommendation: 'Switch "Hide Identity" and "Hide Version" on (Services > Unbound DNS > Advanced).',
  references: references({ 'pci-dss': ['2.2.6'], bsi: ['APP.3.6.A4'], cis: ['4.2'] }),
  needs: { resolver },
  judge: ({ resolver: { enabled, hidesIdentity, hidesVersion } }) => {
    if (!enabled) return UNBOUND_OFF;
    return [
      ...(hidesIdentity ? [] : [{ key: 'identity', subject: 'Host name', says: 'Unbound answers queries for id.server.', evidence: { hideidentity: false } }]),
      ...(hidesVersion ? [] : [{ key: 'version', subject: 'Version', says: 'Unbound answers queries for version.server.', evidence: { hideversion: false } }]),
    ];
  },
});

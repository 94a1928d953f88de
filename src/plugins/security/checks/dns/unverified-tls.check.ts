import { check, NotApplicable, references } from '../../../../core/audit';
import { resolver } from '../../facts/resolver.fact';
import { certificateNameOf } from './known-resolvers';

/** TLS with whoever answers. */
export const unverifiedTls = check({
  id: 'dns.unverified-tls',
  area: 'dns',
  title: 'The server behind DNS over TLS may be anybody',
  question: 'Is the name on the certificate of every server for DNS over TLS checked?',
  severity: 'medium',
  recommendation: 'Give each server the name on its certificate, "Verify CN" (Services > Unbound DNS > DNS over TLS).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['APP.3.6.A4', 'CON.1.A4'], cis: ['3.10', '4.9'] }),
  needs: { resolver },
  judge: ({ resolver: { enabled, forwards } }) => {
    const overTls = enabled ? forwards.filter(({ tls }) => tls) : [];
    if (overTls.length === 0) return new NotApplicable('Unbound passes no queries on over TLS.');
    return overTls
      .filter(({ verify }) => verify === '')
      .map(({ uuid, server }) => {
        const name = certificateNameOf(server);
        const found = { key: uuid, subject: server, says: 'Any certificate is accepted, so whoever is on the way can be the server.', evidence: { server, verify: '' } };
        return name === undefined ? found : { ...found, fix: { tool: 'opn_update_dns_forward', arguments: { uuid, verify: name } } };
      });
  },
});

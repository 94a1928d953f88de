import { check, NotApplicable, references } from '../../../../core/audit';
import { dnsmasq } from '../../facts/dnsmasq.fact';
import { resolver } from '../../facts/resolver.fact';

/** Forged answers that nobody notices. */
export const dnssecOff = check({
  id: 'dns.dnssec-off',
  area: 'dns',
  title: 'DNS answers are not validated',
  question: 'Are signatures of DNS answers checked (DNSSEC)?',
  severity: 'medium',
  recommendation: 'Switch DNSSEC on (Services > Unbound DNS > General, or Services > Dnsmasq DNS & DHCP > General).',
  references: references({ 'pci-dss': ['2.2.6'], bsi: ['APP.3.6.A4', 'APP.3.6.A17'], cis: ['4.2', '4.9'] }),
  needs: { resolver, dnsmasq },
  judge: ({ resolver: { enabled, dnssec }, dnsmasq: other }) => {
    const servers = [{ key: 'unbound', subject: 'Unbound', answers: enabled, dnssec }, { key: 'dnsmasq', subject: 'Dnsmasq', ...other }].filter(({ answers }) => answers);
    if (servers.length === 0) return new NotApplicable('The firewall answers no DNS queries.');
    return servers.filter(each => !each.dnssec).map(({ key, subject }) => ({ key, subject, says: 'It believes forged answers.', evidence: { dnssec: false } }));
  },
});

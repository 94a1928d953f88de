import { check, NotApplicable, type Observation, references } from '../../../../core/audit';
import { isPublic } from '../../../../core/packet-filter';
import { type NameServers, nameServers } from '../../facts/name-servers.fact';
import { type DnsForward, resolver } from '../../facts/resolver.fact';
import { UNBOUND_OFF } from '../absent';

/** Queries that everybody on the way reads and answers. */
export const plaintextForward = check({
  id: 'dns.plaintext-forward',
  area: 'dns',
  title: 'Queries are passed on in the clear',
  question: 'Are queries passed on over the internet only by DNS over TLS?',
  severity: 'medium',
  recommendation: 'Forward over TLS, with the name on the server\'s certificate (Services > Unbound DNS > DNS over TLS), delete the plain forward, and switch "Use System Nameservers" off.',
  references: references({ 'pci-dss': ['1.2.6'], bsi: ['APP.3.6.A4'], cis: ['3.10', '4.9'] }),
  needs: { resolver, servers: nameServers },
  judge: ({ resolver: { enabled, forwards, forwardsToSystem }, servers }) => {
    if (!enabled) return UNBOUND_OFF;
    if (forwards.length === 0 && !forwardsToSystem) return new NotApplicable('Unbound passes no queries on.');
    return [...forwards.flatMap(ofForward), ...(forwardsToSystem ? ofSystem(servers) : [])];
  },
});

function ofForward({ uuid, server, domain, tls, fallsBack }: DnsForward): Observation[] {
  const common = { key: uuid, subject: domain === '' ? server : `${server} for ${domain}`, evidence: { server, domain, tls, falls_back: fallsBack } };
  if (!tls) return isPublic(server) ? [{ ...common, says: 'Whoever is on the way reads the queries and can forge answers.' }] : [];
  return fallsBack ? [{ ...common, says: 'Keeping TLS from it is enough to have the queries in the clear.', severity: 'low' }] : [];
}

function ofSystem({ configured, learns }: NameServers): Observation[] {
  const outside = configured.filter(isPublic);
  if (outside.length === 0 && !learns) return [];
  const to = [...outside, ...(learns ? ['what the provider hands out'] : [])].join(', ');
  return [{ key: 'system', subject: 'Servers of the system', says: `Everything is passed on to ${to}, without TLS.`, evidence: { servers: configured, learnt: learns } }];
}

import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { judgeEach } from './judge-each';

/** Browsers that let themselves be kept in the clear. */
export const noHsts = check({
  id: 'haproxy.no-hsts',
  area: 'haproxy',
  title: 'A site behind HAProxy does not insist on TLS (HSTS)',
  question: 'Do all HTTPS frontends tell browsers to come by TLS only?',
  severity: 'low',
  recommendation: 'Switch HSTS on in the frontend\'s SSL options, under advanced (Services > HAProxy > Settings).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10'] }),
  needs: { haproxy },
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.frontends.filter(({ http, tls }) => http && tls), 'HAProxy has no frontends for HTTPS.', ({ uuid, name, hsts, lines }) =>
      hsts || lines.includes('strict-transport-security') ? undefined : { key: uuid, subject: name, says: 'A first visit in the clear can be kept in the clear.', evidence: { hsts: false }, fix: { tool: 'opn_haproxy_update', arguments: { resource_type: 'frontends', uuid, config: { ssl_advancedEnabled: true, ssl_hstsEnabled: true } } } }),
});

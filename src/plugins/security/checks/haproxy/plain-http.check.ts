import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { judgeEach } from './judge-each';

const LOCAL = /^(?:127\.|localhost:|\[?::1\]?:|unix@|\/)/;
const TO_HTTPS = /scheme\s+(?:code\s+\d+\s+)?https\b|(?:location|prefix)\s+\S*https:\/\//;

/** Pages that anybody on the way reads and changes. */
export const plainHttp = check({
  id: 'haproxy.plain-http',
  area: 'haproxy',
  title: 'A frontend of HAProxy serves pages in the clear',
  question: 'Do all HTTP frontends use TLS, or send browsers there?',
  severity: 'medium',
  recommendation: 'Give the frontend certificates, or a rule "http-request redirect" with "scheme https" (Services > HAProxy > Settings, Rules & Checks).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10'] }),
  needs: { haproxy },
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.frontends.filter(({ http }) => http), 'HAProxy has no frontends for HTTP.', ({ uuid, name, tls, binds, lines }) =>
      tls || binds.every(bind => LOCAL.test(bind)) || TO_HTTPS.test(lines) ? undefined : { key: uuid, subject: name, says: 'It speaks HTTP, and sends nobody to HTTPS.', evidence: { binds, tls: false } }),
});

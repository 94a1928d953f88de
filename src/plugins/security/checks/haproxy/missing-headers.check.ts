import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { judgeEach } from './judge-each';

const HEADERS = [{ header: 'X-Content-Type-Options', sent: /x-content-type-options/ }, { header: 'X-Frame-Options', sent: /x-frame-options|frame-ancestors/ }];

/** Pages that others may frame or misread. */
export const missingHeaders = check({
  id: 'haproxy.missing-headers',
  area: 'haproxy',
  title: 'A site behind HAProxy sends no security headers',
  question: 'Do HTTPS frontends add X-Content-Type-Options and X-Frame-Options?',
  severity: 'info',
  recommendation: 'Unless the servers send them, add rules "http-response set-header" and choose them in the frontend (Services > HAProxy > Rules & Checks); a Content-Security-Policy with frame-ancestors stands for X-Frame-Options.',
  references: references({ 'pci-dss': ['2.2.6'], bsi: ['NET.3.2.A4'], cis: ['4.2'] }),
  needs: { haproxy },
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.frontends.filter(({ http, tls }) => http && tls), 'HAProxy has no frontends for HTTPS.', ({ uuid, name, lines }) => {
      const missing = HEADERS.filter(({ sent }) => !sent.test(lines)).map(({ header }) => header);
      return missing.length === 0 ? undefined : { key: uuid, subject: name, says: `HAProxy does not add ${missing.join(' and ')}.`, evidence: { missing } };
    }),
});

import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { weakSuites, weakSuitesSay } from '../cipher-suites';
import { judgeEach } from './judge-each';

/** Cipher suites that can be broken, or opened afterwards. */
export const weakCipher = check({
  id: 'haproxy.weak-cipher',
  area: 'haproxy',
  title: 'A frontend of HAProxy accepts weak cipher suites',
  question: 'Do all TLS frontends accept only suites with forward secrecy and authenticated encryption?',
  severity: 'medium',
  recommendation: 'Take the suites out of the cipher list, or take HAProxy\'s own (Services > HAProxy > Settings, SSL options).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { haproxy },
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.frontends.filter(({ tls }) => tls), 'HAProxy has no frontends with TLS.', ({ uuid, name, ciphers }) => {
      const weak = weakSuites(ciphers);
      return weak.length === 0 ? undefined : { key: uuid, subject: name, says: weakSuitesSay(weak), evidence: { weak } };
    }),
});

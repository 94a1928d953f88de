import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { judgeEach } from './judge-each';

/** Requests for servers that are gone. */
export const noHealthCheck = check({
  id: 'haproxy.no-health-check',
  area: 'haproxy',
  title: 'A backend of HAProxy does not check its servers',
  question: 'Does HAProxy check whether servers are well?',
  severity: 'low',
  recommendation: 'Switch health checking on (Services > HAProxy > Settings, Virtual Services, Backend Pools).',
  references: references({ 'pci-dss': ['10.7.2'], bsi: ['NET.3.2.A23'] }),
  needs: { haproxy },
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.backends, 'HAProxy has no backends with servers.', ({ uuid, name, checksHealth }) =>
      checksHealth ? undefined : { key: uuid, subject: name, says: 'Servers that are down still get requests.', evidence: { health_check: false }, fix: { tool: 'opn_haproxy_update', arguments: { resource_type: 'backends', uuid, config: { healthCheckEnabled: true } } } }),
});

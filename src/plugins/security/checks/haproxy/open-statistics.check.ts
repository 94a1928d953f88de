import { check, NotApplicable, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';

/** What helps to choose an attack, and a switch for servers. */
export const openStatistics = check({
  id: 'haproxy.open-statistics',
  area: 'haproxy',
  title: 'The statistics of HAProxy are open',
  question: 'Does the page of statistics ask for a password where others reach it?',
  severity: 'medium',
  recommendation: 'Switch authentication on and choose who may see the page, or switch remote access off (Services > HAProxy > Settings, Statistics).',
  references: references({ 'pci-dss': ['2.2.6', '7.2.2'], bsi: ['NET.3.2.A6'], cis: ['4.6', '12.3'] }),
  needs: { haproxy },
  judge: ({ haproxy: { enabled, statisticsAt, statisticsAsk } }) => {
    if (!enabled) return new NotApplicable('HAProxy is off.');
    if (statisticsAt.length === 0) return new NotApplicable('The statistics are served to the firewall itself only.');
    return statisticsAsk ? [] : [{ key: 'statistics', subject: 'Statistics', says: `Whoever reaches ${statisticsAt.join(', ')} sees all servers and their state.`, evidence: { binds: statisticsAt, password: false } }];
  },
});

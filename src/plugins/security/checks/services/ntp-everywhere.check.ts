import { check, NotApplicable, references } from '../../../../core/audit';
import { interfaces } from '../../facts/interfaces.fact';
import { timeSync } from '../../facts/time-sync.fact';

/** A time server that a single wrong rule opens to the internet. */
export const ntpEverywhere = check({
  id: 'services.ntp-everywhere',
  area: 'services',
  title: 'The time server listens outside',
  question: 'Does the time server listen on inner interfaces only?',
  severity: 'low',
  recommendation: 'Choose the interfaces whose networks ask the firewall for the time, or let it be a client only (Services > Network Time > General).',
  references: references({ 'pci-dss': ['1.2.5', '2.2.4'], bsi: ['NET.3.2.A22', 'SYS.1.1.A6'], cis: ['4.8', '12.3'] }),
  needs: { time: timeSync, interfaces },
  judge: ({ time: { serves, interfaces: own }, interfaces: all }) => {
    if (!serves) return new NotApplicable('The firewall serves no time.');
    if (own.length === 0) return [{ key: 'all', subject: 'Network time', says: 'It listens on every interface, also those outside.', evidence: { listen: own } }];
    return all.filter(({ name, outside }) => outside && own.includes(name)).map(({ name, label }) => ({ key: name, subject: `Network time on ${label}`, says: 'It listens on an interface that leads to the internet.', evidence: { listen: own } }));
  },
});

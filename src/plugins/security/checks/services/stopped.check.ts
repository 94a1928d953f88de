import { check, NotApplicable, references } from '../../../../core/audit';
import { services } from '../../facts/services.fact';

/** Services that somebody relies on, and that are not there. */
export const stopped = check({
  id: 'services.stopped',
  area: 'services',
  title: 'A service is on, but does not run',
  question: 'Does every service run that is switched on?',
  severity: 'medium',
  recommendation: 'Start it and see in its log why it ended; switch off in its settings what is not needed.',
  references: references({ 'pci-dss': ['10.7.2'], bsi: ['NET.3.2.A23'] }),
  needs: { services },
  judge: ({ services: all }) => {
    // Of those that cannot be stopped some are no daemons at all.
    const controlled = all.filter(({ locked }) => locked !== true);
    if (controlled.length === 0) return new NotApplicable('The firewall lists no service that can be started.');
    return controlled.filter(({ running }) => !running).map(({ name, instance, description }) => ({
      key: instance === undefined ? name : `${name}/${instance}`,
      subject: description ?? name,
      says: 'Its settings switch it on, and it does not run.',
      evidence: { service: name, ...(instance === undefined ? {} : { instance }), running: false },
      fix: { tool: 'opn_control_service', arguments: { name, ...(instance === undefined ? {} : { instance }), action: 'start' } },
    }));
  },
});

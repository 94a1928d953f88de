import { check, references } from '../../../../core/audit';
import { interfaces } from '../../facts/interfaces.fact';
import { ssh } from '../../facts/ssh.fact';
import { listening } from './listening';
import { SSH_OFF } from '../absent';

/** A shell that a single wrong rule opens to the internet. */
export const sshEverywhere = check({
  id: 'system.ssh-everywhere',
  area: 'system',
  title: 'SSH listens where nobody needs it',
  question: 'Does SSH listen on chosen inner interfaces only?',
  severity: 'low',
  recommendation: 'Choose the interfaces that administrators come from (System > Settings > Administration, listen interfaces); only rules keep others out today.',
  references: references({ 'pci-dss': ['1.2.5', '2.2.4'], bsi: ['NET.3.2.A6'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '12.3'] }),
  needs: { ssh, interfaces },
  judge: ({ ssh: { enabled, interfaces: chosen }, interfaces: all }) => (enabled ? listening('SSH', chosen, all) : SSH_OFF),
});

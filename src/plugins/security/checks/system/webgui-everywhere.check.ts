import { check, references } from '../../../../core/audit';
import { interfaces } from '../../facts/interfaces.fact';
import { webGui } from '../../facts/web-gui.fact';
import { listening } from './listening';

/** A web GUI that a single wrong rule opens to the internet. */
export const webguiEverywhere = check({
  id: 'system.webgui-everywhere',
  area: 'system',
  title: 'The web GUI listens where nobody needs it',
  question: 'Does the web GUI listen on chosen inner interfaces only?',
  severity: 'low',
  recommendation: 'Choose the interfaces that administrators come from (System > Settings > Administration, listen interfaces); only rules keep others out today.',
  references: references({ 'pci-dss': ['1.2.5', '2.2.4'], bsi: ['NET.3.2.A6'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '12.3'] }),
  needs: { gui: webGui, interfaces },
  judge: ({ gui, interfaces: all }) => listening('The web GUI', gui.interfaces, all),
});

import { check, references } from '../../../../core/audit';
import { webGui } from '../../facts/web-gui.fact';

const MOST_MINUTES = 15;
const LONG_MINUTES = 60;

/** Sessions that outlive the presence of their user. */
export const webguiSession = check({
  id: 'system.webgui-session',
  area: 'system',
  title: 'Sessions of the web GUI live long',
  question: `Does a session of the web GUI end after ${String(MOST_MINUTES)} minutes without activity?`,
  severity: 'low',
  recommendation: `Set the session timeout to ${String(MOST_MINUTES)} minutes (System > Settings > Administration).`,
  references: references({ 'pci-dss': ['8.2.8'], bsi: ['NET.3.2.A6'], cis: ['4.3'] }),
  needs: { gui: webGui },
  judge: ({ gui: { sessionMinutes } }) => {
    if (sessionMinutes <= MOST_MINUTES) return [];
    const evidence = { minutes: sessionMinutes, wanted: MOST_MINUTES };
    return [{ key: 'timeout', subject: 'Web GUI', says: `An idle session stays open for ${String(sessionMinutes)} minutes.`, evidence, severity: sessionMinutes > LONG_MINUTES ? 'low' : 'info' }];
  },
});

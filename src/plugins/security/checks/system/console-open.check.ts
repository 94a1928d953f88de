import { check, references } from '../../../../core/audit';
import { localLogin } from '../../facts/local-login.fact';

/** A console that asks for nothing. */
export const consoleOpen = check({
  id: 'system.console-open',
  area: 'system',
  title: 'The console asks for no password',
  question: 'Does the console ask for a password?',
  severity: 'medium',
  recommendation: 'Switch on "Password protect the console menu" (System > Settings > Administration).',
  references: references({ 'pci-dss': ['2.2.6'], bsi: ['NET.3.2.A6', 'ORP.4.A9'], 'nist-800-41': ['5.2.1'], cis: ['4.6'] }),
  needs: { login: localLogin },
  judge: ({ login: { consoleAsks } }) => (consoleAsks ? [] : [{ key: 'console', subject: 'Console menu', says: 'Whoever reaches the screen or the serial line, also a virtual one, is root.', evidence: { disableconsolemenu: false } }]),
});

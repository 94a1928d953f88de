import { check, references } from '../../../../core/audit';
import { upnp } from '../../facts/network-services.fact';

/** Ports that programs open without anybody's leave. */
export const upnpOn = check({
  id: 'services.upnp',
  area: 'services',
  title: 'Devices may open ports by themselves',
  question: 'Are ports to the inside opened by administrators only?',
  severity: 'medium',
  recommendation: 'Switch UPnP and PCP off and forward the few ports that are needed by hand, or deny by default and allow single devices (Services > UPnP).',
  references: references({ 'pci-dss': ['1.2.1', '1.3.1', '2.2.4'], bsi: ['NET.3.2.A2', 'SYS.1.1.A6'], 'nist-800-41': ['4.1'], cis: ['4.8'] }),
  needs: { enabled: upnp },
  judge: ({ enabled }) => (enabled ? [{ key: 'upnp', subject: 'UPnP and PCP', says: 'Every program inside, a malicious one too, can let the internet in.', evidence: { enabled } }] : []),
});

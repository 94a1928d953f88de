import { check, type Observation, references, type Severity } from '../../../../core/audit';
import { addressRange } from '../../../../core/packet-filter';
import { portMapping } from '../../facts/network-services.fact';

/** Ports that programs open without anybody's leave. */
export const upnpOn = check({
  id: 'services.upnp',
  area: 'services',
  title: 'Devices may open ports by themselves',
  question: 'Do only devices that an administrator chose open ports to the inside, and only to themselves?',
  severity: 'medium',
  recommendation: 'Switch UPnP and PCP off and forward the few ports that are needed by hand, or deny by default and allow single devices, to themselves only (Services > UPnP).',
  references: references({ 'pci-dss': ['1.2.1', '1.3.1', '2.2.4'], bsi: ['NET.3.2.A2', 'SYS.1.1.A6'], 'nist-800-41': ['4.1'], cis: ['4.8'] }),
  needs: { mapping: portMapping },
  judge: ({ mapping }) => {
    if (mapping === undefined) return [];
    const { allowed, thirdParty } = mapping;
    const finding = (severity: Severity, says: string): readonly Observation[] => [{ key: 'upnp', subject: 'UPnP and PCP', severity, says, evidence: { ...mapping } }];
    if (allowed === 'everybody') return finding(thirdParty ? 'high' : 'medium', `Every program inside, a malicious one too, can let the internet in${thirdParty ? ', to any other device as well' : ''}.`);
    const networks = allowed.filter(isNetwork);
    if (thirdParty && allowed.length > 0) return finding('medium', `Every program on ${allowed.join(', ')} can let the internet in to any other device.`);
    return networks.length > 0 ? finding('low', `Every program in ${networks.join(', ')}, a malicious one too, can let the internet in.`) : [];
  },
});

function isNetwork(text: string): boolean {
  const range = addressRange(text);
  return range === undefined || range.from !== range.to;
}

import { check, references } from '../../../../core/audit';
import { tftpAddress } from '../../facts/network-services.fact';

/** Files that everybody may fetch. */
export const tftp = check({
  id: 'services.tftp',
  area: 'services',
  title: 'A TFTP server is open to the network',
  question: 'Does the firewall do without a TFTP server?',
  severity: 'medium',
  recommendation: 'Switch the TFTP server off, or move it to a machine behind the firewall (Services > TFTP); it knows neither passwords nor encryption.',
  references: references({ 'pci-dss': ['2.2.4', '2.2.5'], bsi: ['SYS.1.1.A6'], cis: ['4.8', '12.6'] }),
  needs: { address: tftpAddress },
  judge: ({ address }) => (address === undefined || /^(?:127\.|::1$|localhost$)/.test(address) ? [] : [{ key: 'tftp', subject: `TFTP on ${address}`, says: 'Whoever reaches it gets its files, unencrypted and without a password.', evidence: { listen: address } }]),
});

import { check, references } from '../../../../core/audit';
import { ipsec } from '../../facts/ipsec.fact';
import { NO_IPSEC } from '../absent';

/** No encryption; ciphers with blocks of 64 bits; MD5 and SHA-1; Diffie-Hellman below 2048 bits. */
const WEAK = /^(?:null|des|3des|blowfish|cast)|-(?:md5|sha1|sha)(?:$|[-_])|modp(?:768|1024|1536)/;

/** Tunnels that can be broken, or soon. */
export const ipsecWeakProposal = check({
  id: 'vpn.ipsec-weak-proposal',
  area: 'vpn',
  title: 'An IPsec connection accepts weak algorithms',
  question: 'Does every IPsec connection accept only algorithms that are strong today?',
  severity: 'high',
  recommendation: 'Choose proposals of AES with SHA-2 or GCM, and groups from modp2048 or ecp256 on, on both ends (VPN > IPsec > Connections, proposals of the connection and of its children).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { connections: ipsec },
  judge: ({ connections }) => {
    if (connections.length === 0) return NO_IPSEC;
    return connections.flatMap(({ key, name, proposals }) => {
      const weak = [...new Set(proposals.filter(proposal => WEAK.test(proposal)))];
      return weak.length === 0 ? [] : [{ key, subject: name, says: `${weak.join(', ')} can be broken, or soon.`, evidence: { weak, proposals } }];
    });
  },
});

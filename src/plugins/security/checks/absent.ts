import { NotApplicable } from '../../../core/audit';

/** Why several checks do not apply: the trust store is empty. */
export const EMPTY_STORE = new NotApplicable('The trust store is empty.');
/** Why several checks do not apply: Intrusion detection is off. */
export const IDS_OFF = new NotApplicable('Intrusion detection is off.');
/** Why several checks do not apply: the ACME client has no certificate. */
export const NO_ACME = new NotApplicable('The ACME client has no certificate.');
/** Why several checks do not apply: no account has an API key. */
export const NO_API_KEY = new NotApplicable('No account has an API key.');
/** Why several checks do not apply: there is no remote backup. */
export const NO_BACKUP = new NotApplicable('There is no remote backup.');
/** Why several checks do not apply: no certificate is in use. */
export const NO_CERTIFICATE = new NotApplicable('No certificate is in use.');
/** Why several checks do not apply: IPsec has no connections that are on. */
export const NO_IPSEC = new NotApplicable('IPsec has no connections that are on.');
/** Why several checks do not apply: OpenVPN has no instances that are on. */
export const NO_OPENVPN = new NotApplicable('OpenVPN has no instances that are on.');
/** Why several checks do not apply: the web GUI is not served over TLS. */
export const NO_TLS = new NotApplicable('The web GUI is not served over TLS.');
/** Why several checks do not apply: OpenVPN has no servers with TLS that are on. */
export const NO_TLS_SERVER = new NotApplicable('OpenVPN has no servers with TLS that are on.');
/** Why several checks do not apply: WireGuard has no peers that are on. */
export const NO_WIREGUARD = new NotApplicable('WireGuard has no peers that are on.');
/** Why several checks do not apply: the SNMP agent is off. */
export const SNMP_OFF = new NotApplicable('The SNMP agent is off.');
/** Why several checks do not apply: SSH is off. */
export const SSH_OFF = new NotApplicable('SSH is off.');
/** Why several checks do not apply: Unbound is off. */
export const UNBOUND_OFF = new NotApplicable('Unbound is off.');

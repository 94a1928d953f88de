import { UntaughtFault } from '../../machine';
import { BACKEND_ACTION_TYPES } from './backend-actions';
import { BACKEND_TYPES } from './backend-lists';
import { DNSMASQ_TYPES } from './dnsmasq';
import { DYNDNS_TYPES } from './dyndns';
import { type FieldType } from './field-type';
import { ACCOUNT_TYPES } from './accounts';
import { FIREWALL_TYPES } from './firewall';
import { GENERAL_TYPES } from './general';
import { INTERFACE_TYPES } from './interfaces';
import { INTRUSION_TYPES } from './intrusions';
import { IPSEC_TYPES } from './ipsec';
import { KEA_TYPES } from './kea';
import { NAME_TYPES } from './names';
import { NETWORK_TYPES } from './network';
import { OPENVPN_TYPES } from './openvpn';
import { PORT_FORWARD_TYPES } from './port-forwards';
import { RELATION_TYPES } from './relations';
import { TRUST_TYPES } from './trust';
import { UNBOUND_TYPES } from './unbound';
import { VALUE_TYPES } from './values';
import { VPN_TYPES } from './vpn';

export { type FieldType } from './field-type';

/** Every field type the fake was taught, by its name in the models. */
const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  ...ACCOUNT_TYPES,
  ...BACKEND_ACTION_TYPES,
  ...BACKEND_TYPES,
  ...DNSMASQ_TYPES,
  ...DYNDNS_TYPES,
  ...FIREWALL_TYPES,
  ...GENERAL_TYPES,
  ...INTERFACE_TYPES,
  ...INTRUSION_TYPES,
  ...IPSEC_TYPES,
  ...KEA_TYPES,
  ...NAME_TYPES,
  ...NETWORK_TYPES,
  ...OPENVPN_TYPES,
  ...PORT_FORWARD_TYPES,
  ...RELATION_TYPES,
  ...TRUST_TYPES,
  ...UNBOUND_TYPES,
  ...VALUE_TYPES,
  ...VPN_TYPES,
};

/** The behaviour of a field type; throws for one the fake does not know. */
export function fieldType(name: string): FieldType {
  const type = FIELD_TYPES[name];
  if (type === undefined) throw new UntaughtFault(`the field type ${name}`);
  return type;
}

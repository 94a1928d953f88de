import { UntaughtFault } from '../../machine';
import { BACKEND_TYPES } from './backend-lists';
import { type FieldType } from './field-type';
import { FIREWALL_TYPES } from './firewall';
import { INTERFACE_TYPES } from './interfaces';
import { IPSEC_TYPES } from './ipsec';
import { NAME_TYPES } from './names';
import { NETWORK_TYPES } from './network';
import { RELATION_TYPES } from './relations';
import { UNBOUND_TYPES } from './unbound';
import { VALUE_TYPES } from './values';
import { VPN_TYPES } from './vpn';

export { type FieldType } from './field-type';

/** Every field type the fake was taught, by its name in the models. */
const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  ...BACKEND_TYPES,
  ...FIREWALL_TYPES,
  ...INTERFACE_TYPES,
  ...IPSEC_TYPES,
  ...NAME_TYPES,
  ...NETWORK_TYPES,
  ...RELATION_TYPES,
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

import { configured } from '../../../core/audit';
import { at, isOn, listOf, textOf } from '../../../core/packet-filter';

/** A gateway that somebody configured. */
export interface ConfiguredGateway {
  readonly name: string;
  readonly enabled: boolean;
  /** May become the default gateway. */
  readonly upstream: boolean;
}

/** The configured gateways; those that an interface learnt are not among them. */
export const configuredGateways = configured<readonly ConfiguredGateway[]>('the configured gateways', 'OPNsense.Gateways', value =>
  listOf(at(value, 'gateway_item')).map(fields => ({ name: textOf(fields, 'name'), enabled: !isOn(fields, 'disabled'), upstream: isOn(fields, 'defaultgw') })),
);

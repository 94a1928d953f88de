import { type Check } from '../../../../core/audit';
import { gatewayDown } from './down.check';
import { gatewayPoor } from './poor.check';
import { gatewayUnmonitored } from './unmonitored.check';

/** Uplinks and other gateways. */
export const gatewaysChecks: readonly Check[] = [gatewayDown, gatewayPoor, gatewayUnmonitored];

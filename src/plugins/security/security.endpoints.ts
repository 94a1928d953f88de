import { reads } from '../../core';
import { firmwareStatusAnswer, type FirmwareStatusAnswer, gatewayStatusAnswer, type GatewayStatusAnswer } from '../../core/system';

/** The last known result of an update check; by POST it would run one. */
export const firmwareStatus = reads<FirmwareStatusAnswer>('core/firmware/status', { shape: firmwareStatusAnswer });
/** Gateways as the gateway monitor sees them. */
export const gatewayStatus = reads<GatewayStatusAnswer>('routes/gateway/status', { shape: gatewayStatusAnswer });

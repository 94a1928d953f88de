import { reads, searches, shape } from '../../core';
import { firmwareStatusAnswer, type FirmwareStatusAnswer, gatewayStatusAnswer, type GatewayStatusAnswer, serviceRow, type ServiceRow } from '../../core/system';

export { ruleStatistics } from '../../core/packet-filter';

/** The last known result of an update check; by POST it would run one. */
export const firmwareStatus = reads<FirmwareStatusAnswer>('core/firmware/status', { shape: firmwareStatusAnswer });
/** Gateways as the gateway monitor sees them. */
export const gatewayStatus = reads<GatewayStatusAnswer>('routes/gateway/status', { shape: gatewayStatusAnswer });
/** How long the firewall runs, in words. */
export const systemTime = reads<{ readonly uptime: string }>('diagnostics/system/system_time', { camelUntil: '25.1', shape: shape.object({ uptime: shape.text }) });
/** Every daemon that OPNsense controls. */
export const searchServices = searches<ServiceRow>('core/service/search', { shape: serviceRow });
/** Peers that WireGuard runs with. */
export const wireguardShow = searches<HandshakeRow>('wireguard/service/show', { shape: shape.object({ 'public-key': shape.optional(shape.text), 'latest-handshake': shape.optional(shape.integer) }) });

/** A peer, as far as the audit looks. */
export interface HandshakeRow {
  readonly 'public-key'?: string;
  /** Seconds since 1970; 0 when there was none. */
  readonly 'latest-handshake'?: number;
}

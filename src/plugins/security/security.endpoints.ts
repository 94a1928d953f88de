import { reads, searches, shape } from '../../core';
import { firmwareStatusAnswer, type FirmwareStatusAnswer, gatewayStatusAnswer, type GatewayStatusAnswer, serviceRow, type ServiceRow } from '../../core/system';

/** The last known result of an update check; by POST it would run one. */
export const firmwareStatus = reads<FirmwareStatusAnswer>('core/firmware/status', { shape: firmwareStatusAnswer });
/** Gateways as the gateway monitor sees them. */
export const gatewayStatus = reads<GatewayStatusAnswer>('routes/gateway/status', { shape: gatewayStatusAnswer });
/** What pf counted for each rule, by the label that it loaded it with: the uuid of a newer rule. */
export const ruleStatistics = reads<RuleStatisticsAnswer>('firewall/filter_util/rule_stats', { shape: shape.object({ stats: shape.optional(shape.table(shape.object({ packets: shape.optional(shape.integer) }))) }) });
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

/** Counters by label; none where the back end did not answer. */
export interface RuleStatisticsAnswer {
  readonly stats?: Readonly<Record<string, { readonly packets?: number }>>;
}

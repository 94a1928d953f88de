import { type InjectionToken } from './token';

/** A plugin as loaded, or why it was not. */
export interface PluginReport {
  readonly id: string;
  readonly from: string;
  readonly tools: number;
  readonly problem?: string;
}

/** What this server is; for `opn_mcp_info`. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
  /** The firewall's address without credentials, or `fake`. */
  readonly firewall: string;
  plugins(): readonly PluginReport[];
}
/** Injects what this server is. */
export const ServerInfo: InjectionToken<ServerInfo> = Symbol.for('opnsense-mcp/ServerInfo');

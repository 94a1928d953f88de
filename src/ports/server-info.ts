import { type InjectionToken } from './token';

/** A plugin as loaded, or why it was not. */
export interface PluginReport {
  readonly id: string;
  /** Where it comes from: a folder, or package@version. */
  readonly from: string;
  /** True for one that does not come with this server. */
  readonly external: boolean;
  readonly tools: number;
  /** Of the security audit. */
  readonly checks: number;
  readonly resources: number;
  readonly prompts: number;
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

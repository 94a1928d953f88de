import { Describe, IsInt, Max, Min } from 'opnsense-mcp/plugin';

/** What the operator may set: OPNSENSE_PLUGIN_TAILSCALE_MAX_PEERS. */
export class TailscaleOptions {
  @Describe('How many peers a status shows') @IsInt() @Min(1) @Max(1000) maxPeers = 50;
}

import { IsBoolean, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListOf, Nested, Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi, OpnError, ServerInfo, WritePolicy } from '../../../ports';

/** Nothing to say. */
export class McpInfoInput {}

/** A plugin of this server, or why it was left out. */
export class LoadedPlugin {
  @IsString() id!: string;
  @IsInt() tools!: number;
  /** Of the security audit. */
  @Optional() @IsInt() checks?: number;
  @Optional() @IsInt() resources?: number;
  @Optional() @IsInt() prompts?: number;
  /** Package and version of a plugin that does not come with this server. */
  @Optional() @IsString() from?: string;
  @Optional() @IsString() problem?: string;
}

/** The firewall as this server sees it. */
export class FirewallSeen {
  @IsString() address!: string;
  @IsBoolean() reachable!: boolean;
  @Optional() @IsString() version?: string;
  @Optional() @IsString() release?: string;
  /** Why version or release is missing. */
  @Optional() @IsString() problem?: string;
}

/** What this server is and may do. */
export class McpInfoOutput {
  @IsString() server!: string;
  @IsString() version!: string;
  /** `off`, `on`, or the domains in which changes are allowed. */
  @IsString() writes!: string;
  @IsBoolean() secrets_allowed!: boolean;
  @Nested(() => FirewallSeen) firewall!: FirewallSeen;
  @ListOf(() => LoadedPlugin) plugins!: LoadedPlugin[];
}

/** This server itself: version, permissions, plugins, and the firewall's version. */
@Tool({
  name: 'opn_mcp_info',
  title: 'About this server',
  description: 'See what this MCP server may do (changes, secrets), which plugins it loaded, and whether it reaches the firewall.',
  effect: 'read',
  input: McpInfoInput,
  output: McpInfoOutput,
  uses: [],
})
export class McpInfoTool implements ReadTool<McpInfoInput, McpInfoOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(ServerInfo) private readonly info: ServerInfo,
    @inject(WritePolicy) private readonly policy: WritePolicy,
  ) {}

  async run(): Promise<McpInfoOutput> {
    return {
      server: this.info.name,
      version: this.info.version,
      writes: this.policy.describe(),
      secrets_allowed: this.policy.refusesSecrets() === undefined,
      firewall: await this.seen(),
      plugins: this.info.plugins().map(({ id, tools, checks, resources, prompts, from, external, problem }) => present<LoadedPlugin>({ id, tools, checks: checks || undefined, resources: resources || undefined, prompts: prompts || undefined, from: external && from !== id ? from : undefined, problem })),
    };
  }

  private async seen(): Promise<FirewallSeen> {
    const address = this.info.firewall;
    try {
      const version = await this.firewall.version({ fresh: true });
      if (version === undefined) return { address, reachable: true, problem: NO_VERSION };
      const problem = version.release === undefined ? 'This server does not know that release; it goes by what the firewall offers.' : undefined;
      return present<FirewallSeen>({ address, reachable: true, version: version.text, release: version.release, problem });
    } catch (problem) {
      if (!(problem instanceof OpnError) || problem.code === 'OPN_CANCELLED') throw problem;
      return { address, reachable: problem.code === 'OPN_UNAUTHORIZED', problem: problem.describe() };
    }
  }
}

const NO_VERSION = "The firewall answers, but does not tell its version: the key needs the privilege 'Lobby: Dashboard' or 'System: Firmware' for that; with it, look at the firewall's log.";

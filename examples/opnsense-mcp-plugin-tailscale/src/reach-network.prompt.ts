import { Describe, IsString, known, Prompt, type PromptText, Suggest } from 'opnsense-mcp/plugin';

/** Which network. */
export class ReachNetworkArguments {
  @Describe('The interface whose network the tailnet is to reach.') @Suggest(known.interfaces) @IsString() interface = 'lan';
}

/** `tailscale_reach_network` */
@Prompt({
  name: 'tailscale_reach_network',
  title: 'Let the tailnet reach a network',
  description: 'Advertises the network of an interface on Tailscale, step by step.',
  arguments: ReachNetworkArguments,
})
export class ReachNetworkPrompt implements PromptText<ReachNetworkArguments> {
  text({ interface: name }: ReachNetworkArguments): string {
    return `Let my tailnet reach the network of the interface ${name}.
1. opn_tailscale_status tells whether Tailscale runs and is logged in; stop if it is not, and say what to do.
2. opn_list_tailscale_subnets tells what is advertised already.
3. Find the network of ${name}, tell me which it is, and call opn_add_tailscale_subnet with dry_run first; then without it.
4. Say that the route still has to be approved in Tailscale's admin console.`;
  }
}

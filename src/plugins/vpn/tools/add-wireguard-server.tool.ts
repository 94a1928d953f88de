import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, flatValues, type GotItem, TextList, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { wireguardGeneral, wireguardKeyPair, wireguardReconfigure, wireguardServers } from '../vpn.endpoints';
import { applyWireguard, WireguardName, WireguardOutput } from '../wireguard-change';
import { refusePortInUse, ServerDetails, serverValues } from '../wireguard-server-input';

/** What the instance is to be. */
export class AddWireguardServerInput extends ServerDetails {
  @Describe('Letters, digits, . _ -') @WireguardName() name!: string;
  @Describe('Its own addresses, such as 10.10.10.1/24') @TextList({ max: 20, length: 50 }) tunnel_addresses!: string[];
}

/** The new instance. */
export class AddWireguardServerOutput extends WireguardOutput {
  @IsString() uuid!: string;
  @IsString() device!: string;
  @IsString() public_key!: string;
}

const TOOL = 'opn_add_wireguard_server';

/** `opn_add_wireguard_server` */
@Tool({
  name: TOOL,
  title: 'Add a WireGuard instance',
  description: 'Create a WireGuard instance and start it. Its key pair is made on the firewall; the private key stays there.',
  effect: 'write',
  optIn: true,
  input: AddWireguardServerInput,
  output: AddWireguardServerOutput,
  uses: [wireguardServers.get, wireguardServers.search, wireguardKeyPair, wireguardServers.add, wireguardServers.del, wireguardReconfigure, wireguardGeneral],
})
export class AddWireguardServerTool implements WriteTool<AddWireguardServerInput, AddWireguardServerOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddWireguardServerInput, change: Change): Promise<AddWireguardServerOutput> {
    const values = serverValues(TOOL, input);
    const [fresh, { privkey, pubkey }] = await Promise.all([
      this.firewall.read(wireguardServers.get), this.firewall.read(wireguardKeyPair), refusePortInUse(TOOL, this.firewall, input.enabled === false ? undefined : input.port),
    ]);
    const instance = String(flatValues((fresh as Readonly<Record<string, GotItem>>)['server'] ?? {})['instance'] ?? '0');
    const uuid = await wireguardServers.create(change, { ...values, instance, pubkey, privkey });
    return { uuid, device: `wg${instance}`, public_key: pubkey, ...(await applyWireguard(this.firewall, change)) };
  }
}

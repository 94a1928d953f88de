import { IsArray, IsBoolean, IsString, Matches } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, TextList, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError, SecretFiles } from '../../../ports';
import { clientConfig } from '../client-config';
import { type ServerInfoAnswer, wireguardGeneral, wireguardKeyPair, wireguardPeers, wireguardPsk, wireguardReconfigure, wireguardServerInfo } from '../vpn.endpoints';
import { applyWireguard, WireguardKey, WireguardName, WireguardOutput } from '../wireguard-change';
import { PeerDetails, peerValues } from '../wireguard-peer-input';
import { partsOf } from '../wireguard-server';

/** Characters of networks: nothing that would be a line of its own in a configuration file. */
const NETWORK = /^[\da-fA-F.:/]+$/;

/** What the peer is to be. */
export class AddWireguardPeerInput extends PeerDetails {
  @Describe('Its name') @WireguardName() name!: string;
  @Describe('uuid of its instance') @Uuid() server!: string;
  @Describe('Else made on the firewall') @Optional() @WireguardKey() public_key?: string;
  @Describe('What it sends through the tunnel') @TextList({ length: 50 }) @Matches(NETWORK, { each: true, message: '$property must be networks such as 192.168.1.0/24' }) client_routes: string[] = ['0.0.0.0/0', '::/0'];
  @Describe('Show its keys; the operator must allow it') @IsBoolean() include_sensitive = false;
}

/** The new peer. */
export class AddWireguardPeerOutput extends WireguardOutput {
  @IsString() uuid!: string;
  @IsString() public_key!: string;
  @IsArray() @IsString({ each: true }) allowed_ips!: string[];
  /** The peer's own configuration file; its keys can never be read again. */
  @Optional() @IsString() client_config?: string;
  /** Where it was written with its keys, on the machine of this server. */
  @Optional() @IsString() client_config_file?: string;
}

const TOOL = 'opn_add_wireguard_peer';

/** `opn_add_wireguard_peer` */
@Tool({
  name: TOOL,
  title: 'Add a WireGuard peer',
  description: 'Let somebody into a WireGuard instance, by default on the next free address; gives the configuration for the peer.',
  effect: 'write',
  optIn: true,
  input: AddWireguardPeerInput,
  output: AddWireguardPeerOutput,
  uses: [wireguardServerInfo, wireguardKeyPair, wireguardPsk, wireguardPeers.add, wireguardPeers.del, wireguardReconfigure, wireguardGeneral],
  reveals: (input: AddWireguardPeerInput) => input.include_sensitive,
})
export class AddWireguardPeerTool implements WriteTool<AddWireguardPeerInput, AddWireguardPeerOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(SecretFiles) private readonly files: SecretFiles,
  ) {}

  async run({ server, client_routes: routes, include_sensitive: reveal, ...input }: AddWireguardPeerInput, change: Change): Promise<AddWireguardPeerOutput> {
    const isSite = input.endpoint_address !== undefined;
    const toFile = !reveal && !isSite && input.public_key === undefined && this.files.isWanted();
    if (input.public_key === undefined && !reveal && !toFile) {
      throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: the peer's public_key is missing.`, 'Give the public key that the peer made, or include_sensitive=true to get keys made on the firewall; the operator can have them written to a file instead (OPNSENSE_SECRETS_DIR).');
    }
    const info = await this.serverInfo(server);
    const networks = input.allowed_ips ?? partsOf(info.address);
    if (networks.length === 0) throw new OpnError('OPN_REFUSED', 'The networks of this instance have no free address.', 'Give allowed_ips, or the instance a larger network.');
    const { pubkey, privateKey, presharedKey } = await this.keys(input.public_key, reveal || toFile);
    const secret = presharedKey === undefined ? {} : { psk: presharedKey };
    const uuid = await wireguardPeers.create(change, { ...peerValues({ ...input, allowed_ips: [...networks], public_key: pubkey, servers: [server] }), ...secret });
    const state = await applyWireguard(this.firewall, change);
    const own = present<Parameters<typeof clientConfig>[1]>({ addresses: networks.join(','), routes, privateKey, presharedKey, keepalive: input.keepalive });
    const made = { uuid, public_key: pubkey, allowed_ips: [...networks], ...state };
    if (isSite) return made;
    const config = clientConfig(info, own);
    return { ...made, ...(toFile ? { client_config_file: await this.files.write(`${input.name}.conf`, config) } : { client_config: config }) };
  }

  private async serverInfo(server: string): Promise<ServerInfoAnswer> {
    try {
      return await this.firewall.read(wireguardServerInfo, { path: [server] });
    } catch (problem) {
      if (!(problem instanceof OpnError) || problem.code !== 'OPN_REFUSED') throw problem;
      throw new OpnError('OPN_NOT_FOUND', `There is no WireGuard instance ${server}.`, 'Take the uuid from opn_list_wireguard_servers.');
    }
  }

  /** Keys made on the firewall are worth something only where somebody gets to see them. */
  private async keys(publicKey: string | undefined, reveal: boolean): Promise<{ readonly pubkey: string; readonly privateKey?: string; readonly presharedKey?: string }> {
    const shared = reveal ? { presharedKey: (await this.firewall.read(wireguardPsk)).psk } : {};
    if (publicKey !== undefined) return { pubkey: publicKey, ...shared };
    const { privkey, pubkey } = await this.firewall.read(wireguardKeyPair);
    return { pubkey, privateKey: privkey, ...shared };
  }
}

import { Plugin, PLUGIN_API } from '../../core';
import { AddWireguardPeerTool } from './tools/add-wireguard-peer.tool';
import { AddWireguardServerTool } from './tools/add-wireguard-server.tool';
import { DeleteWireguardPeerTool } from './tools/delete-wireguard-peer.tool';
import { DeleteWireguardServerTool } from './tools/delete-wireguard-server.tool';
import { IpsecStatusTool } from './tools/ipsec-status.tool';
import { ListWireguardPeersTool } from './tools/list-wireguard-peers.tool';
import { ListWireguardServersTool } from './tools/list-wireguard-servers.tool';
import { OpenvpnStatusTool } from './tools/openvpn-status.tool';
import { UpdateWireguardPeerTool } from './tools/update-wireguard-peer.tool';
import { UpdateWireguardServerTool } from './tools/update-wireguard-server.tool';
import { WireguardStatusTool } from './tools/wireguard-status.tool';

/** Tunnels: WireGuard, IPsec and OpenVPN. */
@Plugin({
  id: 'vpn',
  title: 'VPN',
  summary: 'WireGuard instances and peers, IPsec connections and tunnels, OpenVPN instances and sessions.',
  api: PLUGIN_API,
  tools: [
    WireguardStatusTool, IpsecStatusTool, OpenvpnStatusTool, ListWireguardServersTool, AddWireguardServerTool, UpdateWireguardServerTool, DeleteWireguardServerTool,
    ListWireguardPeersTool, AddWireguardPeerTool, UpdateWireguardPeerTool, DeleteWireguardPeerTool,
  ],
})
export class VpnPlugin {}

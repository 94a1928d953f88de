import { reads, Collection, searches, shape, writes } from '../../core';
import { type Phase1Row, phase1Row, type Phase2Row, phase2Row } from './ipsec-session';
import { type InstanceRow, type RouteRow, routeRow, type SessionRow, sessionRow } from './openvpn-session';
import { type PeerRow, toPeer, type WireguardPeer } from './wireguard-peer';
import { type ServerRow, toServer, type WireguardServer } from './wireguard-server';
import { type WireguardRow, wireguardRow } from './wireguard-state';

/** What WireGuard runs with; fails while an instance runs that was deleted. */
export const wireguardShow = searches<WireguardRow>('wireguard/service/show', { shape: wireguardRow });
/** Whether WireGuard is switched on. */
export const wireguardGeneral = reads<{ readonly general: { readonly enabled: string } }>('wireguard/general/get', { shape: shape.object({ general: shape.object({ enabled: shape.text }) }) });
/** Instances of WireGuard; rows and items hold their private keys. */
export const wireguardServers = new Collection<ServerRow, WireguardServer>({ controller: 'wireguard/server', action: 'server', wrapper: 'server', noun: 'WireGuard instance' }, toServer);
/** Peers of WireGuard; rows and items hold their pre-shared keys. */
export const wireguardPeers = new Collection<PeerRow, WireguardPeer>({ controller: 'wireguard/client', action: 'client', wrapper: 'client', noun: 'WireGuard peer' }, toPeer);
/** A fresh key pair, which the firewall does not keep. */
export const wireguardKeyPair = reads<{ readonly privkey: string; readonly pubkey: string }>('wireguard/server/key_pair', { once: true, shape: shape.object({ privkey: shape.name, pubkey: shape.name }) });
/** A fresh pre-shared key, which the firewall does not keep. */
export const wireguardPsk = reads<{ readonly psk: string }>('wireguard/client/psk', { once: true, shape: shape.object({ psk: shape.name }) });
/** What a new peer of an instance needs: the next free addresses among it; refused for an unknown one. */
export const wireguardServerInfo = reads<ServerInfoAnswer>('wireguard/client/get_server_info');
/** Lets WireGuard run what is saved. */
export const wireguardReconfigure = writes<{ readonly result: string }>('wireguard/service/reconfigure');

/** What is known of an instance for its peers. */
export interface ServerInfoAnswer {
  readonly pubkey?: string;
  /** The first free host of each network, with commas between them. */
  readonly address?: string;
  readonly endpoint?: string;
  readonly peer_dns?: string;
  readonly mtu?: string;
}

/** How the IKE daemon stands. */
export const ipsecService = reads<{ readonly status: string }>('ipsec/service/status', { shape: shape.object({ status: shape.text }) });
/** Connections that the IKE daemon loaded. */
export const ipsecPhase1 = searches<Phase1Row>('ipsec/sessions/search_phase1', { shape: phase1Row });
/** Tunnels of the connection that `id` names. */
export const ipsecPhase2 = searches<Phase2Row>('ipsec/sessions/search_phase2', { shape: phase2Row });

/** Configured servers and clients. */
export const openvpnInstances = searches<InstanceRow>('openvpn/instances/search');
/** Clients of servers, and instances that have none. */
export const openvpnSessions = searches<SessionRow>('openvpn/service/search_sessions', { shape: sessionRow });
/** Where servers send packets for addresses of their clients. */
export const openvpnRoutes = searches<RouteRow>('openvpn/service/search_routes', { shape: routeRow });

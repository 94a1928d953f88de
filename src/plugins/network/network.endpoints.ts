import { reads } from '../../core';
import { type SearchAnswer } from '../../ports';
import { type InterfaceStatisticsAnswer } from './interface-statistics';
import { type OverviewRow } from './ipv6-interface';
import { type ArpRow, type NdpRow } from './neighbour';
import { type StaticRouteRow } from './static-route';

/** What netstat counted, per device and address. */
export const interfaceStatistics = reads<InterfaceStatisticsAnswer>('diagnostics/interface/get_interface_statistics', { camelUntil: '25.1' });
/** IPv4 neighbours. */
export const searchArp = reads<SearchAnswer<ArpRow>>('diagnostics/interface/search_arp', { method: 'POST' });
/** IPv6 neighbours. */
export const searchNdp = reads<SearchAnswer<NdpRow>>('diagnostics/interface/search_ndp', { method: 'POST' });
/** Network devices with their assignment and live addresses; the narrowest privilege that shows them. */
export const interfacesInfo = reads<SearchAnswer<OverviewRow>>('interfaces/overview/interfaces_info', { method: 'POST', camelUntil: '24.7' });
/** Configured static routes; OPNsense writes the action without an underscore. */
export const searchRoutes = reads<SearchAnswer<StaticRouteRow>>('routes/routes/searchroute', { method: 'POST' });

import { reads, searches } from '../../core';
import { interfaceStatisticsAnswer, type InterfaceStatisticsAnswer } from './interface-statistics';
import { overviewRow, type OverviewRow } from './ipv6-interface';
import { arpRow, type ArpRow, ndpRow, type NdpRow } from './neighbour';
import { staticRouteRow, type StaticRouteRow } from './static-route';

/** What netstat counted, per device and address. */
export const interfaceStatistics = reads<InterfaceStatisticsAnswer>('diagnostics/interface/get_interface_statistics', { camelUntil: '25.1', shape: interfaceStatisticsAnswer });
/** IPv4 neighbours. */
export const searchArp = searches<ArpRow>('diagnostics/interface/search_arp', { shape: arpRow });
/** IPv6 neighbours. */
export const searchNdp = searches<NdpRow>('diagnostics/interface/search_ndp', { shape: ndpRow });
/** Network devices with their assignment and live addresses; the narrowest privilege that shows them. */
export const interfacesInfo = searches<OverviewRow>('interfaces/overview/interfaces_info', { camelUntil: '24.7', shape: overviewRow });
/** Configured static routes; OPNsense writes the action without an underscore. */
export const searchRoutes = searches<StaticRouteRow>('routes/routes/searchroute', { shape: staticRouteRow });

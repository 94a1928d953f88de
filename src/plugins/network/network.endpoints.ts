import { reads, Collection, searches, writes } from '../../core';
import { interfaceStatisticsAnswer, type InterfaceStatisticsAnswer } from './interface-statistics';
import { overviewRow, type OverviewRow } from './ipv6-interface';
import { arpRow, type ArpRow, ndpRow, type NdpRow } from './neighbour';
import { type StaticRoute, staticRouteRow, type StaticRouteRow, toStaticRoute } from './static-route';

/** What netstat counted, per device and address. */
export const interfaceStatistics = reads<InterfaceStatisticsAnswer>('diagnostics/interface/get_interface_statistics', { camelUntil: '25.1', shape: interfaceStatisticsAnswer });
/** IPv4 neighbours. */
export const searchArp = searches<ArpRow>('diagnostics/interface/search_arp', { shape: arpRow });
/** IPv6 neighbours. */
export const searchNdp = searches<NdpRow>('diagnostics/interface/search_ndp', { shape: ndpRow });
/** Network devices with their assignment and live addresses; the narrowest privilege that shows them. */
export const interfacesInfo = searches<OverviewRow>('interfaces/overview/interfaces_info', { camelUntil: '24.7', shape: overviewRow });
/** Configured static routes; OPNsense writes the actions without an underscore. The kernel keeps a route that only the configuration lost. */
export const staticRoutes = new Collection<StaticRouteRow, StaticRoute>(
  { controller: 'routes/routes', action: 'route', joint: '', wrapper: 'route', noun: 'static route', row: staticRouteRow, lingers: true },
  toStaticRoute,
);
/** Gives the kernel the saved routes, and takes those from it that were changed or deleted. */
export const reconfigureRoutes = writes<{ readonly status: string }>('routes/routes/reconfigure');

import { reads, searches, shape } from '../../../core';

export { configDownload } from '../../../core';
export { firewallLog, interfaceNames, ruleIds, searchLog } from '../../../core/firewall-log';
export { interfaceList, searchAllRules } from '../../../core/packet-filter';
export { queryStates } from '../../../core/pf-states';

/** What `firewall/alias_util/find_references` answers. */
export interface TablesAnswer {
  readonly status?: string | null;
  /** Names of tables; absent unless the status is `ok`. */
  readonly matches?: readonly string[];
}

/** A line of the routing table as `diagnostics/interface/get_routes` lists it. */
export interface RoutingRow {
  readonly proto: string;
  readonly destination: string;
  readonly gateway: string;
  readonly netif: string;
}

/** An address as `interfaces/overview/interfaces_info` lists it; with its prefix length on an assigned device. */
interface AddressRow {
  readonly ipaddr: string;
}

/** A network device, as far as it is used. */
export interface DeviceRow {
  readonly device: string;
  /** `wan`, `opt1` …; empty for a device that is not assigned. */
  readonly identifier?: string;
  readonly ipv4?: readonly AddressRow[];
  readonly ipv6?: readonly AddressRow[];
}

const addresses = shape.optional(shape.table(shape.object({ ipaddr: shape.text })));

/** Which of pf's tables hold an address; by POST only. */
export const tablesWith = reads<TablesAnswer>('firewall/alias_util/find_references', { method: 'POST', shape: shape.object({ status: shape.optional(shape.text), matches: shape.optional(shape.table(shape.text)) }) });
/** The routing table. */
export const routingTable = reads<readonly RoutingRow[]>('diagnostics/interface/get_routes', {
  camelUntil: '25.1', shape: shape.table(shape.object({ proto: shape.text, destination: shape.text, gateway: shape.text, netif: shape.text })),
});
/** Network devices with their assignment and addresses. */
export const devices = searches<DeviceRow>('interfaces/overview/interfaces_info', { camelUntil: '24.7', shape: shape.object({ device: shape.name, identifier: shape.optional(shape.text), ipv4: addresses, ipv6: addresses }) });

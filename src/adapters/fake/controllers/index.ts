import { type ActionTable } from '../machine';
import { accountActions } from './accounts';
import { acmeActions } from './acme';
import { aliasListActions } from './alias-lists';
import { aliasTableActions } from './alias-tables';
import { aliasActions } from './aliases';
import { backupActions } from './backups';
import { captivePortalAccessActions } from './captive-portal-access';
import { categoryActions } from './categories';
import { cronActions } from './cron';
import { crowdsecActions } from './crowdsec';
import { dhcpRelayActions } from './dhcp-relay';
import { dhcpServiceActions } from './dhcp-services';
import { dnsmasqLeaseActions } from './dnsmasq-leases';
import { dnsmasqSettingsActions } from './dnsmasq-settings';
import { dyndnsActions } from './dyndns';
import { filterBaseActions } from './filter-base';
import { filterInterfaceListActions } from './filter-interface-list';
import { filterRuleOrderActions } from './filter-rule-order';
import { filterRuleActions } from './filter-rules';
import { firewallLogActions } from './firewall-log';
import { firmwareActions } from './firmware';
import { firmwareJobActions } from './firmware-jobs';
import { firmwareTextActions } from './firmware-texts';
import { gatewayActions } from './gateways';
import { gatewayGroupActions } from './gateway-groups';
import { haproxyActions } from './haproxy';
import { highAvailabilityActions } from './high-availability';
import { idsServiceActions } from './ids-service';
import { idsSettingsActions } from './ids-settings';
import { interfaceDiagnosticsActions } from './interface-diagnostics';
import { interfaceOverviewActions } from './interface-overview';
import { iscLeaseActions } from './isc-leases';
import { keaLeaseActions } from './kea-leases';
import { keaSettingsActions } from './kea-settings';
import { listFileActions } from './list-files';
import { liveViewTemplateActions } from './live-view-templates';
import { logFileActions } from './log-files';
import { interfaceGroupActions } from './interface-groups';
import { interfaceSettingsActions } from './interface-settings';
import { ipsecActions } from './ipsec';
import { menuActions } from './menu';
import { natRuleActions } from './nat-rules';
import { networkStateActions } from './network-state';
import { openvpnActions } from './openvpn';
import { openvpnExportActions } from './openvpn-export';
import { packetCaptureActions } from './packet-capture';
import { pfStateActions } from './pf-states';
import { pfStatisticsActions } from './pf-statistics';
import { pingActions } from './ping';
import { monitActions } from './monit';
import { pluginServiceActions } from './plugin-services';
import { portForwardActions } from './port-forwards';
import { probeActions } from './probes';
import { routesActions } from './routes';
import { ruleChoiceActions } from './rule-choices';
import { ruleFileActions } from './rule-files';
import { serviceActions } from './services';
import { virtualIpActions } from './virtual-ips';
import { vlanActions } from './vlans';
import { snapshotActions } from './snapshots';
import { shaperActions } from './shaper';
import { syslogActions } from './syslog';
import { systemHealthActions } from './system-health';
import { systemStateActions } from './system-state';
import { trafficTopActions } from './traffic-top';
import { tunableActions } from './tunables';
import { systemStatusActions } from './system-status';
import { unboundDiagnosticsActions } from './unbound-diagnostics';
import { unboundOverviewActions } from './unbound-overview';
import { trustActions } from './trust';
import { unboundServiceActions } from './unbound-service';
import { unboundSettingsActions } from './unbound-settings';
import { wireguardActions } from './wireguard';

export { itemActions } from './item-actions';

/** The actions that do more than what every model controller inherits. */
export const CONTROLLERS: ActionTable = {
  ...accountActions,
  ...acmeActions,
  ...aliasActions,
  ...aliasListActions,
  ...aliasTableActions,
  ...backupActions,
  ...captivePortalAccessActions,
  ...categoryActions,
  ...cronActions,
  ...crowdsecActions,
  ...dhcpRelayActions,
  ...dhcpServiceActions,
  ...dnsmasqLeaseActions,
  ...dnsmasqSettingsActions,
  ...dyndnsActions,
  ...filterBaseActions,
  ...filterInterfaceListActions,
  ...filterRuleActions,
  ...filterRuleOrderActions,
  ...firewallLogActions,
  ...firmwareActions,
  ...firmwareJobActions,
  ...firmwareTextActions,
  ...gatewayActions,
  ...gatewayGroupActions,
  ...haproxyActions,
  ...highAvailabilityActions,
  ...idsServiceActions,
  ...idsSettingsActions,
  ...interfaceDiagnosticsActions,
  ...interfaceOverviewActions,
  ...iscLeaseActions,
  ...keaLeaseActions,
  ...keaSettingsActions,
  ...listFileActions,
  ...liveViewTemplateActions,
  ...logFileActions,
  ...interfaceGroupActions,
  ...interfaceSettingsActions,
  ...ipsecActions,
  ...menuActions,
  ...natRuleActions,
  ...networkStateActions,
  ...openvpnActions,
  ...openvpnExportActions,
  ...packetCaptureActions,
  ...pfStateActions,
  ...pfStatisticsActions,
  ...pingActions,
  ...monitActions,
  ...pluginServiceActions,
  ...portForwardActions,
  ...probeActions,
  ...routesActions,
  ...ruleChoiceActions,
  ...ruleFileActions,
  ...serviceActions,
  ...virtualIpActions,
  ...vlanActions,
  ...snapshotActions,
  ...shaperActions,
  ...syslogActions,
  ...systemHealthActions,
  ...systemStateActions,
  ...trafficTopActions,
  ...tunableActions,
  ...systemStatusActions,
  ...unboundDiagnosticsActions,
  ...unboundOverviewActions,
  ...trustActions,
  ...unboundServiceActions,
  ...unboundSettingsActions,
  ...wireguardActions,
};

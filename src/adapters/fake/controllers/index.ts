import { type ActionTable } from '../machine';
import { aliasListActions } from './alias-lists';
import { aliasActions } from './aliases';
import { backupActions } from './backups';
import { categoryActions } from './categories';
import { filterBaseActions } from './filter-base';
import { filterRuleActions } from './filter-rules';
import { firewallLogActions } from './firewall-log';
import { firmwareActions } from './firmware';
import { gatewayActions } from './gateways';
import { menuActions } from './menu';
import { networkStateActions } from './network-state';
import { pfStateActions } from './pf-states';
import { pfStatisticsActions } from './pf-statistics';
import { pingActions } from './ping';
import { probeActions } from './probes';
import { routesActions } from './routes';
import { serviceActions } from './services';
import { unboundServiceActions } from './unbound-service';
import { unboundSettingsActions } from './unbound-settings';
import { wireguardActions } from './wireguard';

export { itemActions } from './item-actions';

/** The actions that do more than what every model controller inherits. */
export const CONTROLLERS: ActionTable = {
  ...aliasActions,
  ...aliasListActions,
  ...backupActions,
  ...categoryActions,
  ...filterBaseActions,
  ...filterRuleActions,
  ...firewallLogActions,
  ...firmwareActions,
  ...gatewayActions,
  ...menuActions,
  ...networkStateActions,
  ...pfStateActions,
  ...pfStatisticsActions,
  ...pingActions,
  ...probeActions,
  ...routesActions,
  ...serviceActions,
  ...unboundServiceActions,
  ...unboundSettingsActions,
  ...wireguardActions,
};

import { type ActionTable } from '../machine';
import { aliasListActions } from './alias-lists';
import { aliasActions } from './aliases';
import { categoryActions } from './categories';
import { filterRuleActions } from './filter-rules';
import { routesActions } from './routes';

/** Every action the fake firewall was taught. */
export const CONTROLLERS: ActionTable = {
  ...aliasActions,
  ...aliasListActions,
  ...categoryActions,
  ...filterRuleActions,
  ...routesActions,
};

import { type ActionTable } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';

const TEMPLATES: ItemFamily = { model: 'OPNsense.Diagnostics.Lvtemplate', path: 'templates.template', wrapper: 'template' };

/** diagnostics/lvtemplate: saved filters of the log's live view. */
export const liveViewTemplateActions: ActionTable = {
  'diagnostics/lvtemplate/search_item': (call, machine) => ({ json: new ItemCalls(TEMPLATES, call, machine).search({ columns: ['name', 'filters', 'or'], sort: 'name' }) }),
};

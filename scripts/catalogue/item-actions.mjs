// Writes src/adapters/fake/data/item-actions.json: the actions of the API that do nothing but what every model controller inherits.
//
//   CATALOG_DIR=… node scripts/catalogue/item-actions.mjs
//
// Only actions whose whole body is the inherited call are listed; what does more has to be taught by hand (src/adapters/fake/controllers).
// Format: { model class: { "module/controller": [ [action, releases, call, …arguments] ] } }
//   releases   one digit per release, positions in RELEASES, such as "01234"
//   call       get|set WRAPPER for the whole model; getItem|addItem|setItem PATH WRAPPER; delItem PATH; toggleItem PATH;
//              flipItem PATH (takes no wanted state); searchItem PATH SORT COLUMNS, where '' is none and COLUMNS may be missing for all
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue, RELEASES, sorted } from './read-catalogue.mjs';

const data = path.join(import.meta.dirname, '../../src/adapters/fake/data');
const known = new Set(Object.keys(JSON.parse(readFileSync(path.join(data, 'models.json'), 'utf8')).models));
const className = name => (name ?? '').replace(/^\\/, '').replaceAll('\\', '.');

const ARGUMENT = /^\{\$uuids?\}$/;
const list = text => (text === undefined || text === 'null' ? [] : text.startsWith('[') ? JSON.parse(text.replaceAll("'", '"')) : text.startsWith('array(') ? JSON.parse(`[${text.slice(6, -1).replaceAll("'", '"')}]`) : undefined);

/** The call and its arguments, or undefined for an action that does more. */
function inherited(endpoint) {
  const { base_calls: calls, returns, request, params } = endpoint;
  const isBase = endpoint.inherited && endpoint.defined_in === 'OPNsense\\Base\\ApiMutableModelControllerBase';
  if (isBase) return endpoint.wrapper !== null && ['get', 'set'].includes(endpoint.action) ? [endpoint.action, endpoint.wrapper] : undefined;
  if (calls.length !== 1 || returns.length !== 1 || !returns[0].startsWith(`$this->${calls[0].fn}(`)) return undefined;
  if (endpoint.configd.length > 0 || endpoint.models_used.length > 0 || Object.values(request).flat().length > 0) return undefined;
  const [first, second, third, ...rest] = calls[0].args;
  const isUuid = text => ARGUMENT.test(text ?? '') && params.length > 0;
  switch (calls[0].fn) {
    case 'addBase': return third === undefined ? ['addItem', second, first] : undefined;
    case 'getBase': return isUuid(third) ? ['getItem', second, first] : undefined;
    case 'setBase': return isUuid(third) && rest.length === 0 ? ['setItem', second, first] : undefined;
    case 'delBase': return isUuid(second) ? ['delItem', first] : undefined;
    case 'toggleBase': return !isUuid(second) || rest.length > 0 ? undefined : third === undefined ? ['flipItem', first] : ['toggleItem', first];
    case 'searchBase': {
      const columns = list(second);
      if (columns === undefined || (third ?? 'null').includes('{') || rest.length > 0) return undefined;
      return ['searchItem', first, third === undefined || third === 'null' ? '' : third, ...(columns.length > 0 ? [columns] : [])];
    }
    default: return undefined;
  }
}

const found = new Map(); // model → controller → action and call as JSON → releases
for (const [, bit, { endpoints }] of catalogue('endpoints')) {
  for (const endpoint of endpoints) {
    const model = className(endpoint.model);
    const call = known.has(model) ? inherited(endpoint) : undefined;
    if (call === undefined) continue;
    const controllers = found.get(model) ?? found.set(model, new Map()).get(model);
    const controller = `${endpoint.module}/${endpoint.controller}`;
    const actions = controllers.get(controller) ?? controllers.set(controller, new Map()).get(controller);
    const key = JSON.stringify([endpoint.action, ...call]);
    actions.set(key, `${actions.get(key) ?? ''}${Math.log2(bit)}`);
  }
}

const lines = Object.entries(sorted(Object.fromEntries(found))).map(([model, controllers]) => {
  const tables = [...controllers].sort().map(([controller, actions]) => {
    const rows = [...actions].sort().map(([key, releases]) => {
      const [action, ...call] = JSON.parse(key);
      return JSON.stringify([action, releases, ...call]);
    });
    return `${JSON.stringify(controller)}:[\n${rows.join(',\n')}\n]`;
  });
  return `${JSON.stringify(model)}:{${tables.join(',')}}`;
});
const text = `{\n${lines.join(',\n')}\n}\n`;
writeFileSync(path.join(data, 'item-actions.json'), text);
process.stdout.write(`item-actions.json: ${text.length} bytes, ${[...found.values()].flatMap(each => [...each.values()]).reduce((sum, each) => sum + each.size, 0)} actions of ${RELEASES.length} releases\n`);

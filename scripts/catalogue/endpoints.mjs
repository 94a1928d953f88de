// Writes src/adapters/catalogue/endpoints.json: every API action of the five releases, as small as it goes.
//   routes:    module → controller → { code: "action action …" }, code = release bits + 32 × required path arguments
//   packages:  plugin package → { module or module/controller: release bits }
//   classes:   module/controller → [class name, release bits], where the class is not the controller in CamelCase
//   spellings: route → [action that narrow privileges grant, release bits], where that is not the snake_case action
// usage: CATALOG_DIR=… node scripts/catalogue/endpoints.mjs
import { catalogue, grouped, sorted, writeTables } from './read-catalogue.mjs';

const masks = new Map(); // route → { arguments, mask }
const packages = {};
const classes = {};
const spellings = {};
const upperCamel = text => text.split('_').map(part => part.charAt(0).toUpperCase() + part.slice(1)).join('');

for (const [, bit, { endpoints }] of catalogue('endpoints')) {
  for (const endpoint of endpoints) {
    const controller = `${endpoint.module}/${endpoint.controller}`;
    const route = `${controller}/${endpoint.action}`;
    const required = endpoint.params.filter(parameter => parameter.required).length;
    const entry = masks.get(route) ?? { required, mask: 0 };
    if (entry.required !== required) throw new Error(`${route} needs ${entry.required} or ${required} arguments: masks cannot say that`);
    entry.mask |= bit;
    masks.set(route, entry);
    if (endpoint.source !== 'core') {
      packages[endpoint.source] ??= {};
      packages[endpoint.source][controller] |= bit;
    }
    const className = endpoint.controller_class.replace(/Controller$/, '');
    if (className !== upperCamel(endpoint.controller)) {
      classes[controller] ??= [className, 0];
      classes[controller][1] |= bit;
    }
    const granted = endpoint.path_acl?.split('/').at(-1);
    if (granted !== undefined && granted !== endpoint.action) {
      spellings[route] ??= [granted, 0];
      if (spellings[route][0] !== granted) throw new Error(`${route} is granted under two spellings`);
      spellings[route][1] |= bit;
    }
  }
}

// A package that brings all controllers of a module, in the same releases, is listed by the module alone.
for (const [name, controllers] of Object.entries(packages)) {
  const modules = grouped(Object.keys(controllers), key => key.split('/')[0]);
  packages[name] = sorted(Object.fromEntries(Object.entries(modules).flatMap(([module, keys]) => {
    const known = new Set([...masks.keys()].filter(route => route.startsWith(`${module}/`)).map(route => route.split('/').slice(0, 2).join('/')));
    const union = keys.reduce((mask, key) => mask | controllers[key], 0);
    return known.size === keys.length ? [[module, union]] : keys.map(key => [key, controllers[key]]);
  })));
}

const routes = {};
for (const [route, { required, mask }] of [...masks].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const [module, controller, action] = route.split('/');
  const codes = ((routes[module] ??= {})[controller] ??= {});
  const code = mask + 32 * required;
  codes[code] = codes[code] === undefined ? action : `${codes[code]} ${action}`;
}
writeTables('endpoints.json', { packages: sorted(packages), classes: sorted(classes), spellings: sorted(spellings), routes });

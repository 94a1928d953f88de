// Writes src/adapters/catalogue/privileges.json: which addresses each OPNsense privilege opens, per release.
//   privileges: id → [newest name, { release bits: "pattern pattern …" }, { release bits: older name }?]
// usage: CATALOG_DIR=… node scripts/catalogue/privileges.mjs
import { catalogue, grouped, sorted, writeTables } from './read-catalogue.mjs';

const names = {}; // id → name → bits
const patterns = {}; // id → pattern → bits
for (const [, bit, { privileges }] of catalogue('acl')) {
  for (const [id, privilege] of Object.entries(privileges)) {
    (names[id] ??= {})[privilege.name] |= bit;
    patterns[id] ??= {};
    for (const pattern of privilege.patterns) patterns[id][pattern.trim()] |= bit;
  }
}
const byMask = table => Object.fromEntries(Object.entries(grouped(Object.keys(table), key => table[key])).map(([mask, keys]) => [mask, keys.join(' ')]));
const privileges = Object.fromEntries(Object.keys(names).map(id => {
  const [newest, ...older] = Object.entries(names[id]).sort(([, a], [, b]) => b - a);
  const entry = [newest[0], byMask(patterns[id])];
  return [id, older.length === 0 ? entry : [...entry, Object.fromEntries(older.map(([name, mask]) => [mask, name]))]];
}));
writeTables('privileges.json', { privileges: sorted(privileges) });

import { type Group, type Models } from '../model';

/** The aliases of the configuration, built-in ones included. */
export function aliases(models: Models): readonly Group[] {
  return models.saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, item]) => item);
}

/** The alias of that name, the first of several. */
export function aliasNamed(name: string, models: Models): Group | undefined {
  return models.once('aliases by name', () => new Map(aliases(models).map((alias): [string, Group] => [alias.text('name'), alias]).reverse())).get(name);
}

/** True for the name of an alias. */
export function isAlias(name: string, models: Models): boolean {
  return name !== '' && aliasNamed(name, models) !== undefined;
}

/** True for the name of an alias that stands for ports. */
export function isPortAlias(name: string, models: Models): boolean {
  return aliasNamed(name, models)?.text('type') === 'port';
}

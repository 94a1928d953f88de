import { type Group, type Models } from '../model';

/** The aliases of the configuration, built-in ones included. */
export function aliases(models: Models): readonly Group[] {
  return models.saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, item]) => item);
}

/** True for the name of an alias. */
export function isAlias(name: string, models: Models): boolean {
  return name !== '' && aliases(models).some(alias => alias.text('name') === name);
}

/** True for the name of an alias that stands for ports. */
export function isPortAlias(name: string, models: Models): boolean {
  return aliases(models).some(alias => alias.text('name') === name && alias.text('type') === 'port');
}

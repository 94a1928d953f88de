export { isObject, type JsonObject, standardConfigFile } from './config-file';
export { profileOf } from './profiles';
export { readEnvironment } from './read-environment';
export { CONFIG_SCHEMA } from './profile-schema';
export { SecretCommand } from './secret-command';
export { type Environment, type FirewallSettings, type Profile, type Settings, VARIABLES } from './settings';

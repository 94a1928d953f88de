export { type ConfigFile, isObject, readConfigFile, standardConfigFile } from './config-file';
export { Findings } from './findings';
export { isUsable, keyFileEntries, readCredentials } from './key-pair';
export { readOrigin } from './origin';
export { readEnvironment } from './read-environment';
export { CONFIG_SCHEMA, FIREWALL_NAME } from './profile-schema';
export { SecretCommand } from './secret-command';
export { type Environment, type FirewallSettings, type Profile, type Settings, VARIABLES } from './settings';
export { readTrust } from './trust';

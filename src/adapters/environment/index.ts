export { readEnvironment } from './read-environment';
export { type ConnectionSettings, type Environment, type Settings, type Variable, VARIABLES } from './settings';

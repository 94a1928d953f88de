export { readEnvironment } from './read-environment';
export { type Environment, type Settings, VARIABLES } from './settings';

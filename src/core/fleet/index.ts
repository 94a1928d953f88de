export * from './fan-out';
export { uriOf } from './fleet-resources';
export * from './fleet-server';

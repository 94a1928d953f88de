export * from './fan-out';
export * from './fleet-server';

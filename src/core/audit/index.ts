export * from './check';
export * from './fact';
export * from './standards';

export * from './check';
export * from './collected-checks';
export * from './fact';
export * from './standards';

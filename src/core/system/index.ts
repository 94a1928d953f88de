export * from './firmware';
export * from './gateway';

export * from './firmware';
export * from './gateway';
export * from './service';
export * from './high-availability';

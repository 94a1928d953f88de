export * from './changed-values';
export * from './firmware';
export * from './gateway';
export * from './service';
export * from './high-availability';
export * from './history-entry';
export * from './item-name';

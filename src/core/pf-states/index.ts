export { PfState, type PfStateRow, toPfState } from './pf-state';
export { queryStates } from './state-endpoint';
export { findStates, MOST_STATES } from './state-search';

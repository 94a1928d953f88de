export { firewallLog, interfaceNames, ruleIds, searchLog } from './log-endpoints';
export { LogEntry } from './log-entry';
export { isFiltered, searchFirewallLog } from './log-search';

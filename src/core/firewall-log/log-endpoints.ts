import { reads, searches } from '../endpoints';
import { shape } from '../shape';
import { logAnswer, type LogRow } from './log-entry';
import { logLine, type LogLine, type RuleIdsAnswer, ruleIdsAnswer } from './log-line';

/** The packet filter's log, newest line first. */
export const firewallLog = reads<readonly LogRow[]>('diagnostics/firewall/log', { shape: logAnswer, slow: true });
/** What devices are called. */
export const interfaceNames = reads<Readonly<Record<string, string>>>('diagnostics/interface/get_interface_names', { camelUntil: '25.1', shape: shape.table(shape.text) });
/** The log files as they are, searched by the firewall; its path argument is `filter`, the packet filter's. */
export const searchLog = searches<LogLine>('diagnostics/log/core', { shape: logLine, slow: true, within: ['filter'] });
/** The rules that pf has loaded: id and description of each. */
export const ruleIds = reads<RuleIdsAnswer>('diagnostics/firewall/list_rule_ids', { shape: ruleIdsAnswer });

import { type InjectionToken } from './token';

/** Severity of a log message, as MCP (and syslog) name them. */
export type LogLevel = 'debug' | 'info' | 'notice' | 'warning' | 'error';

/** Where messages for the operator go; everything passes the redactor. */
export interface Log {
  write(level: LogLevel, message: string): void;
}
/** Injects the log. */
export const Log: InjectionToken<Log> = Symbol.for('opnsense-mcp/Log');

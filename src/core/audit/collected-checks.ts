import { type InjectionToken } from '../../ports';
import { type Check } from './check';

/** The checks of all plugins that are loaded. A tool that asks for them may read what they declare to read, beside what it declares itself. */
export interface AuditChecks {
  /** By plugin, in the order in which each declares them. */
  all(): readonly Check[];
}
/** Injects the checks of all plugins. */
export const AuditChecks: InjectionToken<AuditChecks> = Symbol.for('opnsense-mcp/AuditChecks');

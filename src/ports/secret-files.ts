import { type InjectionToken } from './token';

/** Files for what a person needs and no model should read, such as a private key, in a folder that the operator named. */
export interface SecretFiles {
  /** False when the operator named no folder. */
  isWanted(): boolean;
  /** Where a file of that name would be written: one that is taken gets a number. */
  place(name: string): string;
  /** Writes a new file that nobody else can read, and gives its full path; in a dry run it only gives the path. */
  write(name: string, text: string): Promise<string>;
}
/** Injects the files for secrets; plugins from outside are not given them. */
export const SecretFiles: InjectionToken<SecretFiles> = Symbol.for('opnsense-mcp/SecretFiles');

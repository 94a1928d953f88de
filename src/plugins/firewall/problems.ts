import { OpnError } from '../../ports';

/** Collects what is wrong with the arguments of one call, so that one answer names everything. */
export class Problems {
  private readonly found: string[] = [];

  /** Notes a problem of an argument. */
  add(argument: string, problem: string): void {
    this.found.push(`${argument}: ${problem}`);
  }

  /** Throws OPN_INVALID_INPUT when something was found. */
  refuse(tool: string): void {
    if (this.found.length > 0) throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${this.found.slice(0, 20).join('; ')}`, 'Correct the arguments and call again; nothing was sent to the firewall.');
  }
}

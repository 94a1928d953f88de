import { type Environment, type Variable } from './settings';

/** One reading of the settings: variables, and what is wrong with them. Never holds a value in a message unless it is harmless. */
export class Findings {
  readonly problems: string[] = [];
  readonly warnings: string[] = [];

  /** `phrased` says in a message where a variable's value really comes from. */
  constructor(
    private readonly environment: Environment,
    private readonly phrased = (text: string): string => text,
  ) {}

  /** The variable without surrounding blanks; undefined when it is absent or blank. */
  value(name: Variable): string | undefined {
    const text = this.environment[name]?.trim();
    return text === undefined || text === '' ? undefined : text;
  }

  problem(name: Variable, what: string, fix: string): undefined {
    this.problems.push(this.phrased(`${name} ${what}. ${fix}`));
    return undefined;
  }

  /** Something odd that does not keep the server from starting. */
  warn(text: string): void {
    this.warnings.push(this.phrased(text));
  }

  /** Takes over what another reading found. */
  join({ problems, warnings }: Pick<Findings, 'problems' | 'warnings'>): void {
    this.problems.push(...problems);
    this.warnings.push(...warnings);
  }

  /** A switch: true, 1, yes, on or false, 0, no, off, in any case; `otherwise` when it is absent. */
  flag(name: Variable, otherwise: boolean): boolean {
    const text = this.value(name);
    if (text === undefined) return otherwise;
    const known = asFlag(text);
    if (known === undefined) this.problem(name, 'is neither true nor false', `Set ${name}=true or ${name}=false.`);
    return known ?? otherwise;
  }
}

/** What a switch says; undefined when it says neither. */
export function asFlag(text: string): boolean | undefined {
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  return /^(?:false|0|no|off)$/i.test(text) ? false : undefined;
}

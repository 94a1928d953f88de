import { type AskBefore, changes, type Effect, type Refusal, type WritePolicy } from '../../ports';

/** What the operator allowed: changes nowhere, everywhere or in some domains; secrets or not. */
export interface OperatorConsent {
  readonly writes: boolean | readonly string[];
  readonly secrets: boolean;
  /** Which changes a person approves first; those that may cut the way to the firewall when absent. */
  readonly askBefore?: AskBefore;
}

/** The write policy that the operator's environment states. */
export class OperatorPolicy implements WritePolicy {
  constructor(private readonly consent: OperatorConsent) {}

  refuses(tool: { readonly name: string; readonly domain: string; readonly effect: Effect }): Refusal | undefined {
    const { writes } = this.consent;
    if ((!changes(tool.effect) && tool.effect !== 'settle') || writes === true) return undefined;
    if (tool.effect === 'settle' && writes !== false) return undefined;
    if (writes !== false && writes.includes(tool.domain)) return undefined;
    const allowed = writes === false ? tool.domain : [...writes, tool.domain].join(',');
    return {
      reason: `${tool.name} changes the firewall, and this server is ${writes === false ? 'read-only' : `allowed to change only: ${writes.join(', ')}`}.`,
      hint: `The operator can allow it by starting the server with OPNSENSE_ALLOW_WRITES=${allowed} (or =true for every domain). Nothing was sent.`,
    };
  }

  refusesSecrets(): Refusal | undefined {
    if (this.consent.secrets) return undefined;
    return {
      reason: 'The operator has not allowed secrets to be shown.',
      hint: 'Ask again without include_sensitive, or let the operator start the server with OPNSENSE_ALLOW_SENSITIVE=true.',
    };
  }

  asksBefore(): AskBefore {
    return this.consent.askBefore ?? 'lockout';
  }

  describe(): string {
    const { writes } = this.consent;
    return typeof writes === 'boolean' ? (writes ? 'on' : 'off') : writes.join(',');
  }
}

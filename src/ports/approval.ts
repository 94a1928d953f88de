import { type InjectionToken } from './token';

/** Which changes a person approves first: what may cut the way to the firewall, also whatever overwrites or removes, or every change. */
export type AskBefore = 'lockout' | 'destroy' | 'change';

/** Makes tokens that stand for the approval of one exact change, where no person can be asked directly. */
export interface ApprovalSeal {
  /** A token for what a text says, good for ten minutes. */
  seal(text: string): string;
  /** True for a token that was made for that text, and is not too old. */
  fits(token: string, text: string): boolean;
}
/** Injects what makes tokens of approval. */
export const ApprovalSeal: InjectionToken<ApprovalSeal> = Symbol.for('opnsense-mcp/ApprovalSeal');

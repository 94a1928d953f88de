import { type Fact } from './fact';
import { type Reference } from './standards';

/** The areas of an audit, in the order in which they are reported. */
export const AREAS = ['firmware', 'firewall', 'nat', 'dns', 'system', 'services', 'certificates', 'vpn', 'haproxy', 'gateways', 'backups'] as const;

/** One area of an audit. */
export type Area = (typeof AREAS)[number];

/** How bad a finding is, mildest first. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;

/** How bad a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/** Positive when `a` is worse than `b`. */
export function compareSeverities(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** A tool call that would fix what was found; never made by the audit. */
export interface Fix {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Something on the firewall that fails a check. */
export interface Observation {
  /** What it is about, as people know it: a rule's description, a host name. */
  readonly subject: string;
  /** What identifies it in later audits: a uuid or a name, never a position or a measured value. */
  readonly key: string;
  /** What is wrong with it, in a sentence. */
  readonly says: string;
  /** The values that prove it. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Where it is worse, or less bad, than the check says. */
  readonly severity?: Severity;
  readonly fix?: Fix;
}

/** There is nothing on this firewall that the check could be about. */
export class NotApplicable {
  /** `reason` says in a sentence why not. */
  constructor(readonly reason: string) {}
}

/** The facts were read, but do not tell. */
export class Undecided {
  /** `reason` says in a sentence what is missing. */
  constructor(readonly reason: string) {}
}

/** What a check makes of the facts: everything that fails it, that it is about nothing here, or that nobody can tell. An empty list is a pass. */
export type Verdict = readonly Observation[] | NotApplicable | Undecided;

/** What a check says of itself. */
export interface CheckFacts {
  /** `area.what`, also the name of its file; never changes once published. */
  readonly id: string;
  readonly area: Area;
  /** What fails it, in a few words: the heading of its findings. */
  readonly title: string;
  /** The question that it answers, which an auditor would ask. */
  readonly question: string;
  readonly severity: Severity;
  /** What to do about its findings. */
  readonly recommendation: string;
  readonly references: readonly Reference[];
  /** The id of the plugin it comes from, where that is not this server; the server says so itself. */
  readonly plugin?: string;
}

/** Facts by the names that a check gives them. */
export type Needs = Readonly<Record<string, Fact<unknown>>>;

/** The values of those facts. */
export type Values<N extends Needs> = { readonly [Name in keyof N]: N[Name] extends Fact<infer Value> ? Value : never };

/** One question about the firewall's security. */
export interface Check<N extends Needs = Needs> extends CheckFacts {
  readonly needs: N;
  /** Judges the values of the needed facts, by their names; pure. */
  judge(values: Values<N>): Verdict;
}

/** Declares a check; `judge` gets the values of what it needs. */
export function check<N extends Needs>(definition: Check<N>): Check<N> {
  return definition;
}

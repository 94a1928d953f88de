import { type ApprovalSeal, type AskBefore, type Call, changes, OpnError } from '../ports';
import { withApprovalOption, withoutApproval } from './change-options';
import { type DescribedTool, type ToolDescription } from './registered-tool';

/** A call that a person may have to approve. */
export interface Approvable {
  readonly tool: string;
  /** What people call the tool. */
  readonly title: string;
  readonly args: unknown;
  /** The token that came with the call. */
  readonly token: string | undefined;
  readonly call: Call;
  /** True when it is undone by itself unless it is confirmed, should it cut the way to the firewall. */
  readonly isUndoneByItself: boolean;
  /** What the call would do, as it may be shown; asked for at most once. */
  plan(): Promise<Readonly<Record<string, unknown>>>;
}

/** True for a tool that a person has to agree to each time, where the operator wants that before such changes. */
export function asksEachTime({ effect, mayLockOut = false }: ToolDescription, before: AskBefore): boolean {
  if (mayLockOut) return before !== 'lockout';
  return changes(effect) && (before === 'change' || (before === 'destroy' && effect === 'destroy'));
}

/** The tool with an argument for the approval, as it is listed where a person has to agree each time. */
export function withApproval<T extends DescribedTool>(tool: T): T {
  return { ...tool, inputSchema: withApprovalOption(tool.inputSchema) };
}

const MOST_SHOWN = 3000;

/** Lets a person decide: asks directly where the host can, or else refuses with a token that is good for exactly that change. */
export class Approvals {
  constructor(private readonly seal: ApprovalSeal | undefined) {}

  /** Resolves once a person has agreed to the change: to true when they saw that it would cut the way to the firewall. Rejects with OPN_DECLINED, or with OPN_APPROVAL and a token. */
  async before(request: Approvable): Promise<boolean> {
    const plan = await request.plan();
    const cuts = saysCut(plan);
    const what = `${request.title} (${request.tool}) would do this: ${shortened(plan)}`;
    const refusal = (): OpnError => new OpnError('OPN_APPROVAL', `The operator wants a person to approve this change first. ${what}`, this.howToApprove(request, plan, cuts));
    // Who agreed to the risk was shown the change as well.
    if (!(await this.isApproved(request, true)) && (cuts || !(await this.isApproved(request, false)))) await this.decide(request, what, refusal);
    return cuts;
  }

  /** Does the work; where it would cut the way to the firewall, a person decides whether it is done all the same, unless they have already. */
  async despiteLockout<T>(request: Approvable, hasAgreed: boolean, work: (acceptLockout: boolean) => Promise<T>): Promise<T> {
    if (hasAgreed || (await this.isApproved(request, true))) return work(true);
    try {
      return await work(false);
    } catch (problem) {
      if (!(problem instanceof OpnError) || problem.code !== 'OPN_LOCKOUT') throw problem;
      const plan = await request.plan();
      const what = `${request.title} (${request.tool}): ${problem.message}${request.isUndoneByItself ? ' It would be undone by itself unless it is confirmed.' : ' Nothing undoes it by itself.'} It would do this: ${shortened(plan)}`;
      await this.decide(request, what, () => new OpnError('OPN_LOCKOUT', problem.message, `${problem.hint ?? ''} ${this.howToApprove(request, plan, true)}`.trim(), { cause: problem }));
      return work(true);
    }
  }

  private async decide(request: Approvable, what: string, refusal: () => OpnError): Promise<void> {
    if (request.call.ask === undefined) throw refusal();
    const { action } = await request.call.ask({ message: `${what}\n\nDo it?`, fields: {} });
    if (action !== 'accept') throw new OpnError('OPN_DECLINED', `The user was asked, and did not agree: ${request.title} was not done.`, 'Do not call again unless the user says so.');
  }

  private async isApproved(request: Approvable, isRisk: boolean): Promise<boolean> {
    // Who can be asked is asked: a token could only come from a refusal to somebody else.
    return request.call.ask === undefined && request.token !== undefined && this.seal?.fits(request.token, sealed(request, await request.plan(), isRisk)) === true;
  }

  private howToApprove(request: Approvable, plan: Readonly<Record<string, unknown>>, isRisk: boolean): string {
    if (this.seal === undefined) return 'Nothing of it is left.';
    const misfit = request.token === undefined ? '' : 'The approval that was given is not of this change as it stands now, or too old. ';
    return `${misfit}Show the user what it would do and what it risks; if they agree, call again with the same arguments and "approval":"${this.seal.seal(sealed(request, plan, isRisk))}" (good for ten minutes, and for nothing else).`;
  }
}

/** True for a rehearsal that says so. */
function saysCut({ dry_run: rehearsed }: Readonly<Record<string, unknown>>): boolean {
  return (rehearsed as { readonly management_path?: unknown } | undefined)?.management_path === 'cut';
}

/** What a token is good for: the tool, its arguments, what these would do to the firewall as it is, and whether that may cut the way to it. */
function sealed({ tool, args }: Approvable, plan: Readonly<Record<string, unknown>>, isRisk: boolean): string {
  return canonical([tool, withoutApproval(args), plan, isRisk]);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value).filter(([, each]) => each !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

function shortened(plan: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(plan);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)} … (cut)`;
}

/** A job in steps, as a person would describe it to an assistant. */
export interface Workflow {
  /** What is wanted, in a sentence or two. */
  readonly goal: string;
  /** In order; each names the tools to use. */
  readonly steps: readonly string[];
  /** True for a job that changes the firewall: how to do that safely is added. */
  readonly changes: boolean;
}

const SAFELY = `For every change:
- Say what you are about to change and why, and wait for my answer.
- Call the tool with "dry_run": true first, and show me what it would send and what it says of the way to the firewall.
- Where a change is refused because it may cut that way, explain the risk; give the approval that it asks for only when I tell you to.
- What comes back with a revision is undone by itself: check that all works, then ${asCall('opn_confirm_changes', { revision: '<change.revision>' })} within the time it names. If something is wrong, opn_rollback_changes takes it back at once.
- Change nothing beyond these steps, and list at the end what you changed, with the uuids.`;

/** The job as one text. */
export function workflow({ goal, steps, changes }: Workflow): string {
  const numbered = steps.map((step, index) => `${String(index + 1)}. ${step}`);
  return [goal, numbered.join('\n'), ...(changes ? [SAFELY] : ['Only look: change nothing.'])].join('\n\n');
}

/** A call of a tool as a workflow writes it; `<words>` stand for what an earlier step found. */
export function asCall(tool: string, args: Readonly<Record<string, unknown>> = {}): string {
  return Object.keys(args).length === 0 ? tool : `${tool} ${JSON.stringify(args)}`;
}

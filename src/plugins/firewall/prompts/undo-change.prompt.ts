import { asCall, Describe, known, Optional, Prompt, type PromptPart, type PromptText, Suggest, Uuid, workflow } from '../../../core';

/** Which change. */
export class UndoChangeArguments {
  @Describe('Id of the change; without it, the newest one.') @Suggest(known.changes) @Optional() @Uuid() id?: string;
}

/** `undo_change` */
@Prompt({
  name: 'undo_change',
  title: 'Take back a change',
  description: 'Takes back a change that was made through this server, after showing what that would make different.',
  arguments: UndoChangeArguments,
})
export class UndoChangePrompt implements PromptText<UndoChangeArguments> {
  text({ id }: UndoChangeArguments): readonly PromptPart[] {
    const which = id ?? '<id of the newest change that is not undone>';
    const job = workflow({
      goal: id === undefined ? 'Take back the newest change that was made through this server.' : `Take back the change ${id}, which was made through this server.`,
      steps: [
        `opn_pending_changes: where a change waits for its confirmation, tell me which, and whether it is the one to take back: then opn_rollback_changes is enough. Nothing else can be taken back while one waits.`,
        id === undefined ? `${asCall('opn_change_history', { limit: 10 })}: which is it? ${asCall('opn_change_history', { id: which })} shows every value that it made different.` : `What it made different stands above, or ${asCall('opn_change_history', { id })} tells. Say in a few sentences what it was for.`,
        `${asCall('opn_undo_change', { id: which, dry_run: true })}: what would be sent, and whether this server would still get in afterwards. Later changes of the same things make it refuse; say then which, and what could be done by hand.`,
        `After my word: ${asCall('opn_undo_change', { id: which })}, and look at what it says was verified and what was left.`,
      ],
      changes: true,
    });
    return id === undefined ? [job] : [{ embeds: `opnsense://changes/${id}` }, job];
  }
}

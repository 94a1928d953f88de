import { IsArray, IsBoolean, IsIn, IsObject, IsString, Matches } from 'class-validator';
import { inject } from 'tsyringe';
import { configBackups, configDownload, Describe, Optional, present, type SettleTool, shownRehearsal, Tool, withChange } from '../../../core';
import { ChangeControl, OpnError, WritePolicy } from '../../../ports';
import { ENTRY_ID } from '../config-entry';

const STATUSES = ['restored', 'partly-restored'] as const;
const TOOL = 'opn_restore_config';

/** Which configuration to put back. */
export class RestoreConfigInput {
  @Describe('Entry of opn_list_config_history') @Matches(ENTRY_ID) id!: string;
  @Describe('Preview') @IsBoolean() dry_run = false;
}

/** How it went; a dry run has only what it would do. */
export class RestoreConfigOutput {
  @Optional() @IsIn(STATUSES) status?: (typeof STATUSES)[number];
  /** What was read back, and how it compares. */
  @Optional() @IsString() verified?: string;
  /** What is saved, but could not be loaded. */
  @Optional() @IsArray() @IsString({ each: true }) left?: string[];
  /** What waits for its confirmation. */
  @Optional() @IsObject() change?: object;
  @Optional() @IsObject() dry_run?: object;
}

/** Puts back a whole configuration. */
@Tool({
  name: TOOL,
  title: 'Restore a configuration',
  description: 'Put back the whole configuration as an entry of the history has it, load what differs and compare; undone again unless it is confirmed. Everything saved since is lost: try dry_run and opn_diff_config first.',
  effect: 'settle',
  mayLockOut: true,
  optIn: true,
  input: RestoreConfigInput,
  output: RestoreConfigOutput,
  uses: [configBackups, configDownload],
})
export class RestoreConfigTool implements SettleTool<RestoreConfigInput, RestoreConfigOutput> {
  constructor(
    @inject(ChangeControl) private readonly control: ChangeControl,
    @inject(WritePolicy) private readonly policy: WritePolicy,
  ) {}

  async run({ id, dry_run }: RestoreConfigInput): Promise<RestoreConfigOutput> {
    // Whoever may end changes of one domain may not for that change all others.
    const refusal = this.policy.refuses({ name: TOOL, domain: 'system', effect: 'destroy' });
    if (refusal !== undefined) throw new OpnError('OPN_WRITES_OFF', refusal.reason, refusal.hint);
    if (dry_run) return shownRehearsal(await this.control.rehearseRestore(id));
    const { verified, left, open, id: change } = await this.control.restore(id);
    const result = present<RestoreConfigOutput>({ status: left.length === 0 ? 'restored' : 'partly-restored', verified, left: [...left] });
    return withChange({ result, open, id: change });
  }
}

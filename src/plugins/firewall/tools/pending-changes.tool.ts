import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Optional, present, type ReadTool, Tool } from '../../../core';
import { ChangeControl } from '../../../ports';

/** No choices. */
export class PendingChangesInput {}

/** The change that waits for its confirmation. */
export class PendingChanges {
  @IsBoolean() pending!: boolean;
  @Optional() @IsString() revision?: string;
  @Optional() @IsInt() seconds_left?: number;
  /** The tools that wrote in it. */
  @Optional() @IsArray() @IsString({ each: true }) tools?: string[];
  /** What was saved, in order. */
  @Optional() @IsArray() @IsString({ each: true }) saved?: string[];
  /** Who would undo it. */
  @Optional() @IsArray() @IsString({ each: true }) protection?: string[];
  /** Why the way to the firewall may be cut by what was applied; absent when it is open. */
  @Optional() @IsString() management_path?: string;
}

/** `opn_pending_changes` */
@Tool({
  name: 'opn_pending_changes',
  title: 'Pending changes',
  description: 'See whether a change waits for its confirmation, how long there is time, and who undoes it otherwise.',
  effect: 'read',
  input: PendingChangesInput,
  output: PendingChanges,
  uses: [],
})
export class PendingChangesTool implements ReadTool<PendingChangesInput, PendingChanges> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async run(): Promise<PendingChanges> {
    const open = await this.control.pending();
    if (open === undefined) return { pending: false };
    const { revision, secondsLeft, tools, saved, protection, managementPath } = open;
    const doubt = managementPath === undefined || managementPath.path === 'open' ? undefined : `${managementPath.path}: ${managementPath.reason}`;
    return present<PendingChanges>({ pending: true, revision, seconds_left: secondsLeft, tools: [...tools], saved: [...saved], protection: [...protection], management_path: doubt });
  }
}

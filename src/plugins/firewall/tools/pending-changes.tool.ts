import { IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configBackups, configDownload, Describe, ListOf, Optional, present, type ReadTool, Tool } from '../../../core';
import { ChangeControl, ConfigurationHistory, type ItemDifference } from '../../../ports';
import { PENDING_CHANGE_VIEW } from '../views/pending-change.view';

/** How much to tell. */
export class PendingChangesInput {
  @Describe('Also each value before and now') @IsBoolean() differences = false;
}

/** One value that the change made different. */
export class PendingValue {
  @IsString() path!: string;
  @Optional() @IsString() from?: string;
  @Optional() @IsString() to?: string;
}

/** One item that it made different. */
export class PendingDifference {
  @IsString() section!: string;
  @IsIn(['added', 'removed', 'changed']) change!: ItemDifference['change'];
  @Optional() @IsString() name?: string;
  @Optional() @IsString() uuid?: string;
  @ListOf(() => PendingValue) values!: PendingValue[];
}

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
  /** Only when asked for; others' changes since are among them. */
  @Optional() @ListOf(() => PendingDifference) differences?: PendingDifference[];
}

/** `opn_pending_changes` */
@Tool({
  name: 'opn_pending_changes',
  title: 'Pending changes',
  description: 'See whether a change waits for its confirmation, how long there is time, and who undoes it otherwise.',
  effect: 'read',
  input: PendingChangesInput,
  output: PendingChanges,
  view: PENDING_CHANGE_VIEW,
  uses: [configBackups, configDownload],
})
export class PendingChangesTool implements ReadTool<PendingChangesInput, PendingChanges> {
  constructor(
    @inject(ChangeControl) private readonly control: ChangeControl,
    @inject(ConfigurationHistory) private readonly history: ConfigurationHistory,
  ) {}

  async run({ differences }: PendingChangesInput): Promise<PendingChanges> {
    const open = await this.control.pending();
    if (open === undefined) return { pending: false };
    const { revision, secondsLeft, tools, saved, protection, managementPath } = open;
    const doubt = managementPath === undefined || managementPath.path === 'open' ? undefined : `${managementPath.path}: ${managementPath.reason}`;
    const different = differences ? await this.since(revision) : undefined;
    return present<PendingChanges>({ pending: true, revision, seconds_left: secondsLeft, tools: [...tools], saved: [...saved], protection: [...protection], management_path: doubt, differences: different });
  }

  /** Undefined where the history does not hold the configuration from before any more. */
  private async since(revision: string): Promise<PendingDifference[] | undefined> {
    const entries = await this.history.entries();
    const before = entries.find(({ id }) => id === `config-${revision}.xml`);
    const [now] = entries;
    if (before === undefined || now === undefined) return undefined;
    return (await this.history.differences(before.id, now.id)).map(({ section, change, name, uuid, values }) =>
      present<PendingDifference>({ section, change, name, uuid, values: values.map(({ path, from, to }) => present<PendingValue>({ path, from, to })) }));
  }
}

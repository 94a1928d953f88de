import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { configBackups, configDownload, ListOf, Optional, present } from '../../core';
import { ChangedItem, changedItem } from '../../core/system';
import { type ChangeControl, type ConfigurationHistory } from '../../ports';

/** What tells the differences of the change that waits. */
export const COMPARES = [configBackups, configDownload] as const;

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
  @Optional() @ListOf(() => ChangedItem) differences?: ChangedItem[];
}

/** The change that waits for its confirmation; with the history, also what it made different. */
export async function pendingChange(control: ChangeControl, history?: ConfigurationHistory): Promise<PendingChanges> {
  const open = await control.pending();
  if (open === undefined) return { pending: false };
  const { revision, secondsLeft, tools, saved, protection, managementPath } = open;
  const doubt = managementPath === undefined || managementPath.path === 'open' ? undefined : `${managementPath.path}: ${managementPath.reason}`;
  const differences = history === undefined ? undefined : await since(revision, history);
  return present<PendingChanges>({ pending: true, revision, seconds_left: secondsLeft, tools: [...tools], saved: [...saved], protection: [...protection], management_path: doubt, differences });
}

/** Undefined where the history does not hold the configuration from before any more. */
async function since(revision: string, history: ConfigurationHistory): Promise<ChangedItem[] | undefined> {
  const entries = await history.entries();
  const before = entries.find(({ id }) => id === `config-${revision}.xml`);
  const [now] = entries;
  if (before === undefined || now === undefined) return undefined;
  return (await history.differences(before, now)).map(changedItem);
}

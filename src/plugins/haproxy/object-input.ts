import { IsBoolean, IsIn } from 'class-validator';
import { Describe, Optional } from '../../core';
import { type Change, type FirewallApi } from '../../ports';
import { applyHaproxy, type ServiceOutput } from './config-check';
import { RESOURCE_TYPES, type ResourceType } from './resource-type';

/** Which kind of object. */
export class ObjectInput {
  @Describe('Kind of object') @IsIn(RESOURCE_TYPES) resource_type!: ResourceType;
}

/** Which kind of object, and whether HAProxy is to load the change. */
export class ObjectChangeInput extends ObjectInput {
  @Describe('Load it now, if it passes the check') @IsBoolean() apply = false;
}

/** What every change of an object tells. */
export class ObjectChangeOutput {
  /** True when HAProxy has loaded it. */
  @IsBoolean() applied!: boolean;
  @Optional() @IsIn(['running', 'stopped', 'off', 'unknown']) service?: ServiceOutput['service'];
}

/** Loads what was saved if that is wanted. */
export async function settle(firewall: FirewallApi, change: Change, apply: boolean): Promise<ObjectChangeOutput> {
  if (!apply) return { applied: false };
  const { service } = await applyHaproxy(firewall, change);
  return { applied: service === 'running', service };
}

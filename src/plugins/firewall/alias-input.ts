import { IsBoolean, IsIn, IsNumber, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Describe, Optional } from '../../core';
import { ALIAS_TYPES, type AliasType, contentProblem, entriesOf } from './alias-content';
import { Problems } from './problems';

/** What the name of an alias looks like. */
export const ALIAS_NAME = /^[a-zA-Z_][a-zA-Z0-9_]{0,30}$/;
/** Says so in words. */
export const ALIAS_NAME_RULE = 'name must start with a letter and hold at most 31 letters, digits and underscores';

/** What an alias can be told beside its name. */
export class AliasInput {
  @Describe('host unless said') @Optional() @IsIn(ALIAS_TYPES) alias_type?: AliasType;
  @Describe('One entry a line') @Optional() @IsString() @MaxLength(200_000) content?: string;
  @Describe('Label') @Optional() @IsString() description?: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
  @Describe('geoip, asn: both unless said') @Optional() @IsIn(['IPv4', 'IPv6']) ip_version?: 'IPv4' | 'IPv6';
  @Describe('urltable: days between downloads') @Optional() @IsNumber() @Min(0) @Max(365) update_days?: number;
}

/** Which alias, for tools that change one. */
export class NamedAliasInput extends AliasInput {
  @Describe('Letters, digits and underscores') @Matches(ALIAS_NAME, { message: ALIAS_NAME_RULE }) name!: string;
}

/** The values to send for what an alias is told; throws OPN_INVALID_INPUT that names what does not fit its type. */
export function aliasValues(tool: string, input: Partial<NamedAliasInput>, former: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  const problems = new Problems();
  const values: Record<string, string> = {};
  const type = input.alias_type ?? (String(former['type'] ?? '') || 'host');
  if (input.name !== undefined) values['name'] = input.name;
  if (input.alias_type !== undefined) values['type'] = input.alias_type;
  if (input.content !== undefined || input.alias_type !== undefined) {
    const entries = entriesOf(input.content ?? String(former['content'] ?? ''), type);
    const problem = contentProblem(entries, type);
    if (problem !== undefined) problems.add('content', problem);
    if (input.content !== undefined) values['content'] = entries.join('\n');
  }
  if (input.description !== undefined) values['description'] = input.description;
  if (input.enabled !== undefined) values['enabled'] = input.enabled ? '1' : '0';
  if (input.ip_version !== undefined) values['proto'] = input.ip_version;
  if (input.update_days !== undefined) values['updatefreq'] = String(input.update_days);
  problems.refuse(tool);
  return values;
}

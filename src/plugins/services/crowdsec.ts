import { IsString } from 'class-validator';
import { Optional, shape } from '../../core';

const { text, scalar, optional, object, table } = shape;

/** Something that CrowdSec noticed, as 25.7 and later list it. */
export interface AlertRow {
  readonly id: number;
  /** Such as `Ip:198.51.100.66`. */
  readonly value: string;
  readonly reason: string;
  readonly country: string;
  readonly as: string;
  /** Such as `ban:1`. */
  readonly decisions: string;
  readonly created: string;
}

/** What each row has. */
export const alertRow = object({ id: scalar, value: text, reason: text, country: text, as: text, decisions: text, created: text });

/** A decision that holds, as 25.7 and later list it. */
export interface DecisionRow {
  readonly id: number;
  readonly source: string;
  readonly scope_value: string;
  readonly reason: string;
  readonly action: string;
  readonly country: string;
  readonly as: string;
  readonly expiration: string;
}

/** What each row has. */
export const decisionRow = object({ id: scalar, source: text, scope_value: text, reason: text, action: text, country: text, as: text, expiration: text });

/** An alert as CrowdSec's command line lists it. */
export interface ListedAlert {
  readonly id: number;
  readonly created_at?: string;
  readonly scenario?: string | null;
  readonly source?: { readonly scope?: string; readonly value?: string; readonly cn?: string; readonly as_name?: string } | null;
  readonly decisions?: readonly ListedDecision[] | null;
}

interface ListedDecision {
  readonly id: number;
  /** Such as `3h21m0s`; with a minus once it has run out. */
  readonly duration?: string;
  readonly origin?: string;
  readonly scenario?: string;
  readonly scope?: string;
  readonly type?: string;
  readonly value?: string;
}

const listedDecision = object({ id: scalar, duration: optional(text), origin: optional(text), scenario: optional(text), scope: optional(text), type: optional(text), value: optional(text) });
const source = object({ scope: optional(text), value: optional(text), cn: optional(text), as_name: optional(text) });

/** What each of them has. */
const alertsShape = table(object({ id: scalar, created_at: optional(text), scenario: optional(text), source: optional(source), decisions: optional(table(listedDecision)) }));
/** A list of alerts; when its command line fails, the firewall answers an object that says so. */
export const listedAlerts: typeof alertsShape = value => (Array.isArray(value) ? alertsShape(value) : 'it is no list');

/** Something that CrowdSec noticed. */
export class CrowdsecAlert {
  @IsString() id!: string;
  /** Who it was, such as `Ip:198.51.100.66`. */
  @IsString() source!: string;
  /** The scenario that it fits. */
  @IsString() reason!: string;
  @Optional() @IsString() country?: string;
  @Optional() @IsString() as?: string;
  /** What was decided, and how often: `ban:1`; absent when nothing was. */
  @Optional() @IsString() decisions?: string;
  @Optional() @IsString() time?: string;
}

/** What CrowdSec decided about somebody. */
export class CrowdsecDecision {
  @IsString() id!: string;
  @IsString() target!: string;
  /** Such as `ban`. */
  @IsString() action!: string;
  @IsString() reason!: string;
  @Optional() @IsString() origin?: string;
  @Optional() @IsString() country?: string;
  @Optional() @IsString() as?: string;
  /** How long it still holds, such as `3h21m0s`. */
  @Optional() @IsString() expires_in?: string;
}

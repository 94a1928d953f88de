import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** A certificate as `acmeclient/certificates/search` lists it; up to 25.1 without the id of what was issued. */
export interface AcmeRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly name: string;
  /** With commas between them. */
  readonly altNames: string;
  readonly description: string;
  readonly certRefId?: string;
  /** Seconds since 1970; empty when there was none. */
  readonly lastUpdate: string;
  readonly statusCode: string;
  readonly statusLastUpdate: string;
}

const { text, optional } = shape;

/** What each row has. */
export const acmeRow = shape.object({ uuid: shape.name, enabled: text, name: text, altNames: text, description: text, certRefId: optional(text), lastUpdate: text, statusCode: text, statusLastUpdate: text });

/** Of everything that the ACME client keeps: what was issued for each certificate. */
export interface AcmeSettings {
  readonly acmeclient: { readonly certificates?: { readonly certificate?: Readonly<Record<string, { readonly certRefId?: string | null }>> } };
}

/** What the settings have. */
export const acmeSettings = shape.object({
  acmeclient: shape.object({ certificates: optional(shape.object({ certificate: optional(shape.table(shape.object({ certRefId: optional(text) }))) })) }),
});

/** A certificate in the trust store. */
export interface TrustRow {
  readonly refid?: string;
  /** Seconds since 1970. */
  readonly valid_to?: string;
}

/** What became of the last attempt, by OPNsense's code. */
const STATUS: Readonly<Record<string, string>> = { '100': 'not issued yet', '200': 'ok', '250': 'revoked', '300': 'configuration error', '400': 'validation failed', '500': 'internal error' };
const DAY_MS = 86_400_000;

/** A certificate that the ACME client looks after. */
export class AcmeCertificate {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsBoolean() enabled!: boolean;
  /** `ok`, or what went wrong the last time. */
  @IsString() status!: string;
  @Optional() @IsArray() @IsString({ each: true }) alt_names?: string[];
  @Optional() @IsString() description?: string;
  /** When it was issued last, ISO 8601. */
  @Optional() @IsString() issued?: string;
  /** When the status was set, ISO 8601. */
  @Optional() @IsString() status_since?: string;
  /** ISO 8601; absent when nothing was issued, or the trust store could not be read. */
  @Optional() @IsString() expires?: string;
  /** Negative once it has expired. */
  @Optional() @IsInt() days_left?: number;
}

/** One row as a certificate; `expiry` is when what was issued expires, in seconds since 1970. */
export function toAcmeCertificate(row: AcmeRow, expiry: string | undefined, now: number): AcmeCertificate {
  const end = Number(expiry ?? '') * 1000;
  return present<AcmeCertificate>({
    uuid: row.uuid, name: row.name, enabled: row.enabled === '1', status: STATUS[row.statusCode] ?? `unknown (${row.statusCode})`, alt_names: row.altNames.split(',').filter(each => each !== ''), description: row.description,
    issued: timeOf(row.lastUpdate), status_since: timeOf(row.statusLastUpdate), expires: timeOf(expiry ?? ''), days_left: end > 0 ? Math.floor((end - now) / DAY_MS) : undefined,
  });
}

function timeOf(seconds: string): string | undefined {
  return /^\d{1,12}$/.test(seconds) ? new Date(Number(seconds) * 1000).toISOString().replace('.000', '') : undefined;
}

import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Describe, inWords, Optional, Text } from '../../core';
import { compareReleases, type FirewallApi, OpnError, type Release } from '../../ports';
import { AddressText, DomainOrNone, familyOf, Ttl } from './fields';
import { RECORD_TYPES, recordType, type RecordType } from './host-override';

/** What a host override can be given beside its name. */
export class RecordInput {
  @Describe('Address to answer') @Optional() @AddressText() server?: string;
  @Describe('By server unless said') @Optional() @IsIn([...RECORD_TYPES]) type?: RecordType;
  @Describe('MX: host') @Optional() @DomainOrNone() mx?: string;
  @Describe('MX') @Optional() @IsInt() @Min(0) @Max(65_535) mx_priority?: number;
  @Describe('TXT') @Optional() @Text() text?: string;
  @Describe('Seconds') @Optional() @Ttl() ttl?: number;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

const SINCE: readonly (readonly [field: string, since: Release, what: string])[] = [['txtdata', '25.7', 'A TXT record'], ['ttl', '25.1', 'A ttl of its own']];

/** A record in OPNsense's words, right as a whole with what it was; throws OPN_INVALID_INPUT, as Unbound would not start with a wrong one. */
export function recordValues(tool: string, input: RecordInput, former: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const { server, mx, mx_priority: priority, text, ttl, enabled } = input;
  const values = inWords({ server, mx, mxprio: priority, txtdata: text, ttl, enabled });
  const now = (name: string): string => values[name] ?? String(former[name] ?? '');
  const type = input.type ?? typeOf(server, former);
  const refuse = (why: string): never => {
    throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${why}`, 'Correct the arguments and call again; nothing was sent to the firewall.');
  };
  if (server !== undefined && familyOf(server) === undefined) refuse(`'${server}' is no IP address.`);
  const wanted = { A: 4, AAAA: 6, MX: undefined, TXT: undefined }[type];
  if (wanted !== undefined && familyOf(now('server')) !== wanted) refuse(`a record of type ${type} needs an IPv${String(wanted)} address as server.`);
  if (wanted === undefined && server !== undefined) refuse(`a record of type ${type} has no server.`);
  if (type === 'MX' && now('mx') === '') refuse('a record of type MX needs mx, the name of the mail server.');
  if (type === 'TXT' && now('txtdata') === '') refuse('a record of type TXT needs text.');
  if (type === 'MX' && now('mxprio') === '') values['mxprio'] = '10';
  return { ...values, rr: type };
}

/** Throws OPN_NEEDS_RELEASE for what an older firewall would leave out without a word. */
export async function refuseUnknown(firewall: FirewallApi, values: Readonly<Record<string, string>>): Promise<void> {
  const needed = SINCE.filter(([field]) => values[field] !== undefined);
  const version = needed.length === 0 ? undefined : await firewall.version();
  const missing = needed.find(([, since]) => version?.release !== undefined && compareReleases(version.release, since) < 0);
  if (missing === undefined) return;
  throw new OpnError('OPN_NEEDS_RELEASE', `${missing[2]} needs OPNsense ≥ ${missing[1]}; this firewall runs ${version?.text ?? 'an older one'}.`, 'Leave it out, or upgrade the firewall.');
}

function typeOf(server: string | undefined, former: Readonly<Record<string, unknown>>): RecordType {
  const before = former['rr'] === undefined ? 'A' : recordType(String(former['rr']));
  if (before === 'MX' || before === 'TXT' || server === undefined) return before;
  return familyOf(server) === 6 ? 'AAAA' : 'A';
}

import { IsArray, IsBoolean, IsIn, IsString } from 'class-validator';
import { Optional, part, present, silentBackEnd } from '../../core';
import { type Change, type FirewallApi, OpnError } from '../../ports';
import { configTest, haproxyService, reconfigureHaproxy, writtenFile } from './haproxy.endpoints';

/** What HAProxy says of the saved configuration. */
export class ConfigCheck {
  /** False when HAProxy would not start with it. */
  @IsBoolean() passes!: boolean;
  @Optional() @IsArray() @IsString({ each: true }) errors?: string[];
  @Optional() @IsArray() @IsString({ each: true }) warnings?: string[];
  /** What OPNsense left out of the file because a part is missing; HAProxy does not see these. */
  @Optional() @IsArray() @IsString({ each: true }) left_out?: string[];
}

/** How HAProxy stands: `off` is not switched on (Services > HAProxy > Settings), `stopped` is switched on but does not run. */
export const SERVICE_STATES = ['running', 'stopped', 'off', 'unknown'] as const;

/** What every tool tells that loads HAProxy's configuration. */
export class ServiceOutput {
  @IsIn(SERVICE_STATES) service!: (typeof SERVICE_STATES)[number];
}

/** Asks how HAProxy stands. */
export async function serviceState(firewall: FirewallApi): Promise<(typeof SERVICE_STATES)[number]> {
  const { status } = await firewall.read(haproxyService);
  if (status === 'running' || status === 'stopped') return status;
  return status === 'disabled' ? 'off' : 'unknown';
}

/** Lets HAProxy check what is saved. */
export async function checkConfig(firewall: FirewallApi): Promise<ConfigCheck> {
  const { result } = await firewall.read(configTest);
  if (result === '') throw silentBackEnd('HAProxy says nothing of its configuration');
  const { value: file } = await part('file', firewall.read(writtenFile));
  const lines = result.split('\n').map(line => line.trim()).filter(line => line !== '');
  const said = (word: string): string[] => lines.filter(line => line.includes(`[${word}]`)).map(line => line.replace(/^.*\[[A-Z]+\]\s*(\(\d+\))?\s*:\s*(config\s*:\s*)?/, ''));
  const dead = lines.filter(line => /will not start|^Execute error|^Action not allowed/i.test(line));
  const errors = [...said('ALERT').filter(line => !/^(Error\(s\) found|Fatal errors found)/.test(line)), ...dead];
  const leftOut = (file?.response ?? '').split('\n').map(line => line.trim()).filter(line => /^# (ERROR:|RULE INVALID:|CONDITION INVALID:)/.test(line)).map(line => line.slice(2));
  return present<ConfigCheck>({ passes: errors.length === 0 && !result.includes('ALERT'), errors, warnings: said('WARNING'), left_out: [...new Set(leftOut)] });
}

/** Loads what is saved once it passes the check; what does not is refused unless `force`d, and nothing of the change is kept. */
export async function applyHaproxy(firewall: FirewallApi, change: Change, force = false): Promise<ServiceOutput> {
  const [before, { passes, errors = [] }] = [await serviceState(firewall), await checkConfig(firewall)];
  if (!passes && !force && before !== 'off') {
    throw new OpnError('OPN_REFUSED', `HAProxy does not take this configuration: ${errors.slice(0, 5).join(' ')}`, 'Correct it and try again; opn_haproxy_configtest shows everything. HAProxy runs on with what it had.');
  }
  await change.apply(reconfigureHaproxy);
  const service = await serviceState(firewall);
  if (before === 'running' && service === 'stopped') throw new OpnError('OPN_REFUSED', 'HAProxy did not start with this configuration.', 'Its log says why (Services > HAProxy > Log File).');
  return { service };
}

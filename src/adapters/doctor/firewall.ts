import { reads } from '../../core';
import { type Clock, compareReleases, type Finding, type FirewallApi, type FirewallConfig, type FirewallVersion, OpnError, type Release } from '../../ports';
import { readHistory } from '../savepoints/configuration-history';
import { failed, fromError, ok, skipped, warning } from './findings';

// Open to every user, so that a refusal is one of the key.
const menu = reads<unknown>('core/menu/tree');
const systemTime = reads<{ readonly datetime?: string }>('diagnostics/system/system_time', { camelUntil: '25.1' });

const SECOND_MS = 1000;
/** From here on, times in logs mislead, and one-time passwords fail. */
const MOST_DRIFT_S = 60;
const DASHBOARD = 'Lobby: Dashboard';

/** HTTP and the key: whether OPNsense's API answers there, and knows the key. */
export async function examineKey(firewall: Pick<FirewallApi, 'read'>, options: { readonly signal?: AbortSignal }): Promise<readonly Finding[]> {
  try {
    await firewall.read(menu, {}, options);
    return [ok('http', "OPNsense's API answers."), ok('key', 'The firewall accepts the key and secret.')];
  } catch (problem) {
    if (!(problem instanceof OpnError)) throw problem;
    if (problem.code === 'OPN_UNAUTHORIZED') return [ok('http', 'The web server answers.'), fromError('key', problem)];
    return [fromError('http', problem), skipped('key', 'Not looked at, as the link before it failed.')];
  }
}

/** Which release runs, and whether this server knows it. */
export function ofRelease(version: FirewallVersion | undefined): Finding {
  if (version === undefined) return warning('release', 'The firewall does not tell its version; this server goes by what it offers.', `Give the API user the privilege '${DASHBOARD}'.`);
  if (version.release === undefined) return warning('release', `OPNsense ${version.text} is none of the releases that this server knows; it goes by what the firewall offers.`, 'Look for a newer version of this server.');
  return ok('release', `OPNsense ${version.text}.`);
}

/** Whether the firewall's clock agrees with this machine's. */
export async function examineClock(firewall: Pick<FirewallApi, 'read'>, clock: Pick<Clock, 'now'>, options: { readonly signal?: AbortSignal }): Promise<Finding> {
  const before = clock.now();
  const told = await firewall.read(systemTime, {}, options).catch((problem: unknown) => unreadClock(problem));
  if ('link' in told) return told;
  const time = timeOf(told.datetime ?? '');
  if (time === undefined) return skipped('clock', 'The firewall tells its time in a zone that this server does not know.');
  const drift = Math.round((time - (before + clock.now()) / 2) / SECOND_MS);
  if (Math.abs(drift) <= MOST_DRIFT_S) return ok('clock', `The firewall's clock and this machine's agree within ${String(MOST_DRIFT_S)} s.`);
  return warning('clock', `The firewall's clock is ${String(Math.abs(drift))} s ${drift > 0 ? 'ahead of' : 'behind'} this machine's.`, 'Check the time servers under Services > Network Time on the firewall, and the clock of this machine.');
}

function unreadClock(problem: unknown): Finding {
  if (problem instanceof OpnError && problem.code === 'OPN_FORBIDDEN') return skipped('clock', `Not looked at: that needs the privilege '${DASHBOARD}'.`);
  return fromError('clock', problem, 'warning');
}

// As date(1) writes it: `Thu Jan  1 00:00:00 UTC 2026`, the zone as its short name.
function timeOf(text: string): number | undefined {
  const [, day, month, at, zone = '', year] = /^\w{3}\s+(?:(\d{1,2})\s+)?(\w{3})\s+(?:\d{1,2}\s+)?(\d{2}:\d{2}:\d{2})\s+(\S+)\s+(\d{4})$/.exec(text) ?? [];
  const date = day ?? /^\w{3}\s+\w{3}\s+(\d{1,2})/.exec(text)?.[1];
  const time = Date.parse(`${date ?? ''} ${month ?? ''} ${year ?? ''} ${at ?? ''} ${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

/** What the web GUI's settings mean for this server. */
export async function examineWebGui(config: FirewallConfig): Promise<Finding> {
  const link = 'web GUI';
  try {
    const webgui = await config.section('system.webgui');
    const text = (name: string): string => (typeof webgui === 'object' && !Array.isArray(webgui) && typeof webgui[name] === 'string' ? webgui[name] : '');
    if (text('noantilockout') !== '') return warning(link, 'The anti-lockout rule is switched off: rules alone decide whether this server gets in.', 'Keep a rule that lets this machine in, or switch it on under Firewall > Settings > Advanced.');
    if (text('interfaces') !== '') return ok(link, `It listens only on ${text('interfaces')}; if these go down, so does the way of this server.`);
    return ok(link, 'It listens on every interface, and the anti-lockout rule keeps the way in open.');
  } catch (problem) {
    return notReadable(link, problem);
  }
}

/** How far changes can be taken back through the firewall's own history. */
export async function examineHistory(firewall: Pick<FirewallApi, 'read'>, writes: boolean): Promise<Finding> {
  const link = 'history';
  try {
    const history = await readHistory(firewall);
    if (history.length > 0) return ok(link, `${String(history.length)} saved configurations; changes are taken back exactly from them.`);
    return (writes ? warning : ok)(link, 'The configuration history is empty.', 'Save anything once in the web GUI; that makes the first entry (System > Configuration > History).');
  } catch (problem) {
    return writes ? fromError(link, problem, 'warning') : notReadable(link, problem);
  }
}

/** What takes a change back when nobody confirms it. */
export function ofRollback(writes: boolean, release: Release | undefined, hasWatchdog: boolean, confirmSeconds: number): Finding {
  const link = 'rollback';
  if (!writes) return skipped(link, 'Changes are off (OPNSENSE_ALLOW_WRITES), so there is nothing to take back.');
  if (!hasWatchdog) return warning(link, 'No process of its own watches over changes: if this server dies, its next start takes them back.', 'Run this server on a machine where it can start processes.');
  const native = release !== undefined && compareReleases(release, '26.1') <= 0 && confirmSeconds <= 60 ? "; the firewall's own timer takes back filter rules, too" : '';
  return ok(link, `This server and a watchdog process take back what is not confirmed within ${String(confirmSeconds)} s${native}.`);
}

function notReadable(link: string, problem: unknown): Finding {
  const { says } = fromError(link, problem);
  return skipped(link, `Not looked at: ${says}`);
}

/** What is left when the firewall cannot be asked. */
export const unreached = (links: readonly string[]): Finding[] => links.map(link => skipped(link, 'Not looked at, as the firewall cannot be asked.'));

/** The problems of the configuration, each with its fix. */
export const ofConfiguration = (warnings: readonly string[]): Finding =>
  warnings.length === 0 ? ok('configuration', 'Complete.') : warning('configuration', warnings.join(' '), 'Correct the configuration of this server; opnsense-mcp --help lists its variables.');

/** A configuration with which nothing starts. */
export const unusable = (problem: OpnError): Finding => failed('configuration', problem.message, problem.hint ?? 'Correct the configuration of this server; opnsense-mcp --help lists its variables.');

import { type Release } from '../../ports';
import { actionsOpenedBy, type Privilege, widthOf } from '../catalogue';
import { blockedReason, changesSomething } from '../opnsense-api';

/** Actions that hand out secrets where one would not look for them. */
const SECRETS: readonly (readonly [action: RegExp, what: string])[] = [
  [/^core\/backup\/download$/, 'hands out the whole configuration with every secret in it'],
  [/^trust\/cert\/(get|generate_file)$/, 'hands out private keys of certificates'],
  [/^ipsec\/pre_shared_keys\/(get|search)_item$/, 'hands out pre-shared keys of IPsec'],
  [/^wireguard\/server\/get_server$/, 'hands out private keys of WireGuard'],
  [/^auth\/user\/add_api_key$/, 'makes API keys for any user'],
];

/** What a privilege grants beyond what its name says: never-called actions that do harm, secrets, whole old pages, changes where none are wanted. */
export function cautionsOf(privilege: Privilege, release: Release, { changing }: { readonly changing: boolean }): string[] {
  const actions = actionsOpenedBy(privilege, release);
  const pages = privilege.patterns.filter(pattern => pattern.includes('.php') && !pattern.startsWith('index.php')).map(pattern => pattern.replace(/\*+$/, ''));
  return [
    ...harmful(actions),
    ...SECRETS.filter(([action]) => actions.some(each => action.test(each))).map(([, what]) => what),
    ...(pages.length === 0 ? [] : [`opens the whole page ${listed(pages)}`]),
    ...(changing || !actions.some(changesSomething) ? [] : [ALLOWS_CHANGES]),
  ];
}

/** The caution about a privilege that only reading needs. */
export const ALLOWS_CHANGES = 'allows changes, too';

/** Harm counts as so many harmless actions. */
const HARM = 50;

/** How much a privilege grants in a release, to choose the least of several; at least 1. */
export function powerOf(privilege: Privilege, release: Release): number {
  const harms = cautionsOf(privilege, release, { changing: true }).length;
  return 1 + widthOf(privilege, release) + HARM * harms;
}

/** By why this server never calls them. */
function harmful(actions: readonly string[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const action of actions) {
    const reason = changesSomething(action) || !isReading(action) ? blockedReason(action, false) : undefined;
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), action]);
  }
  return [...byReason].map(([reason, each]) => `also opens ${listed(mostTelling(each))}, which this server never calls: ${reason}`);
}

const isReading = (action: string): boolean => /\/(get|search|list|status|is|has)[^/]*$/.test(action);

// What stops the machine comes first; the names say more than their number.
const TELLING = /(poweroff|reboot|halt|factory|upgrade|update|reset|stop|flush|delete)/;
const mostTelling = (actions: readonly string[]): string[] => [...actions].sort((a, b) => Number(TELLING.test(b)) - Number(TELLING.test(a)));

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${String(names.length - 3)} more` : shown;
}

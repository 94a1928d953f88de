import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { toText } from '../model/php';

interface Entry {
  readonly Id: string;
  readonly Order: string;
  readonly VisibleName: string;
  readonly CssClass: string;
  readonly Url: string;
  readonly Visibility: string;
  readonly Selected: boolean;
  readonly isVisible: boolean;
  readonly Children: readonly Entry[];
}

// A few pages of each part of the menu: enough to show what a key's user may open.
const PAGES: readonly (readonly [section: string, name: string, url: string])[] = [
  ['Lobby', 'Dashboard', '/ui/core/dashboard'],
  ['System', 'Firmware', '/ui/core/firmware'],
  ['System', 'Routes', '/ui/routes'],
  ['System', 'Backups', '/ui/core/backup/history/this'],
  ['Interfaces', 'Overview', '/ui/interfaces/overview'],
  ['Interfaces', 'ARP Table', '/ui/diagnostics/interface/arp'],
  ['Interfaces', 'NDP Table', '/ui/diagnostics/interface/ndp'],
  ['Firewall', 'Aliases', '/ui/firewall/alias'],
  ['Firewall', 'Categories', '/ui/firewall/category'],
  ['Firewall', 'Rules', '/ui/firewall/filter'],
  ['Services', 'Unbound DNS', '/ui/unbound/general'],
  ['VPN', 'WireGuard', '/ui/wireguard/general'],
];

/** core/menu: open to every key, so the cheapest answer to "is this key valid". */
export const menuActions: ActionTable = {
  'core/menu/tree': (call, machine) => ({ json: tree(call, machine) }),
  'core/menu/search': (call, machine) => {
    const phrase = toText(call.query['q'] ?? call.body['q']).toLowerCase();
    const leaves = tree(call, machine).flatMap(section => section.Children.map(({ Children: _none, ...page }) => ({ ...page, breadcrumb: `${section.VisibleName}: ${page.VisibleName}`, depth: 2 })));
    return { json: leaves.filter(page => page.VisibleName.toLowerCase().includes(phrase)) };
  },
};

function tree(call: ApiCall, machine: Machine): Entry[] {
  const open = PAGES.filter(([, , url]) => machine.mayOpen(call.caller.user, url));
  return [...new Set(open.map(([section]) => section))].map((section, order) =>
    entry(section, '', order, open.filter(([of]) => of === section).map(([, name, url], index) => entry(name, url, index, []))),
  );
}

function entry(name: string, url: string, order: number, children: readonly Entry[]): Entry {
  return { Id: name.replaceAll(' ', ''), Order: String(order), VisibleName: name, CssClass: '', Url: url, Visibility: 'all', Selected: false, isVisible: true, Children: children };
}

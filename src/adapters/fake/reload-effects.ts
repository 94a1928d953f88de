import { compareReleases, type Release } from '../../ports';

const RULES = ['filter'];
const RULES_AND_TABLES = ['filter', 'aliases'];

/** Actions that make pf load its rules, besides those of the firewall pages, and the releases that do so. */
const RELOADING: Readonly<Record<string, (release: Release) => readonly string[]>> = {
  'firewall/alias/reconfigure': () => RULES_AND_TABLES,
  'firewall/group/reconfigure': () => RULES,
  'captiveportal/service/reconfigure': release => (release === '25.1' ? RULES_AND_TABLES : since('25.7', RULES)(release)),
  'dnsmasq/service/reconfigure': since('25.1', RULES),
  'ipsec/service/reconfigure': since('25.7', RULES),
  'interfaces/assignment/reconfigure': () => RULES,
  'quagga/service/reconfigure': release => (release === '24.7' ? RULES_AND_TABLES : []),
  'tor/service/reconfigure': () => RULES_AND_TABLES,
};

/** The parts of the firewall that load the saved configuration when that action was called (POST). */
export function loadedBy(route: string, release: Release): readonly string[] {
  const [module = '', controller = '', action = ''] = route.split('/');
  if (module === 'firewall' && action === 'apply') return compareReleases(release, '26.1') < 0 ? RULES_AND_TABLES : RULES;
  if (action !== 'reconfigure' && action !== 'apply') return [];
  const own = module === 'firewall' ? [] : [controller === 'service' ? module : `${module}/${controller}`];
  return [...own, ...(RELOADING[route]?.(release) ?? [])];
}

function since(first: Release, parts: readonly string[]): (release: Release) => readonly string[] {
  return release => (compareReleases(release, first) < 0 ? [] : parts);
}

import { RELEASES, type Release } from '../../ports';
import { allRoutes, fold, packageOf } from '../catalogue';
import { type ConfigDocument, type ConfigNode } from './config-document';
import { MODEL_VERSIONS } from './model-versions';

/** Parts of the configuration whose name is not that of the API's module. */
const MODULES: Readonly<Record<string, string>> = { dhcpd: 'dhcpv4', dhcpdv6: 'dhcpv6' };
const VENDORS = ['OPNsense', 'Pischem', 'Deciso'];

/** The release whose models fit a configuration best; the newest of several, as every release takes what older ones wrote. */
export function guessRelease(document: ConfigDocument): Release {
  const found = Object.entries(MODEL_VERSIONS).flatMap(([path, versions]) => {
    const version = document.find(path)?.attributes['version'];
    return version === undefined ? [] : [{ version, versions }];
  });
  const fits = RELEASES.map((_, index) => found.filter(({ version, versions }) => versions[index] === version).length);
  return RELEASES[fits.lastIndexOf(Math.max(...fits))] ?? '26.7';
}

/** Plugin packages that a configuration names or has settings of. */
export function guessPackages(document: ConfigDocument, release: Release): string[] {
  const named = document.text('system/firmware/plugins').split(',').filter(name => name !== '');
  const parts = [document.root, ...VENDORS.map(vendor => document.find(vendor))].flatMap((node): readonly ConfigNode[] => node?.children ?? []);
  const modules = new Set(parts.map(({ name }) => MODULES[name] ?? fold(name)));
  const brought = allRoutes().filter(route => modules.has(fold(route.split('/')[0] ?? ''))).map(route => packageOf(route, release));
  return [...new Set([...named, ...brought.filter(name => name !== undefined)])].sort();
}

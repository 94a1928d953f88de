import { readFileSync } from 'node:fs';
import { OpnError, type Release } from '../../ports';
import { ConfigDocument } from './config-document';
import { guessPackages, guessRelease } from './guess';

/** Reads an OPNsense configuration from a file; throws OPN_CONFIG, quoting nothing of it, when it cannot be read or is none. */
export function readConfiguration(file: string): ConfigDocument {
  let xml: string;
  try {
    xml = readFileSync(file, 'utf8');
  } catch (problem) {
    throw new OpnError('OPN_CONFIG', `${file} cannot be read (${(problem as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
  try {
    return ConfigDocument.parse(xml);
  } catch {
    throw new OpnError('OPN_CONFIG', `${file} is not an OPNsense configuration: it has to be unencrypted XML with the root <opnsense>.`, 'Download it under System > Configuration > Backups, without encryption.');
  }
}

/** What a fake firewall of a configuration file is made of: its release and packages are guessed from it, the release unless it is given. Throws OPN_CONFIG. */
export function firewallOf(file: string, release?: Release): { readonly release: Release; readonly document: ConfigDocument; readonly packages: readonly string[] } {
  const document = readConfiguration(file);
  const known = release ?? guessRelease(document);
  return { release: known, document, packages: guessPackages(document, known) };
}

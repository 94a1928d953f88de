import { readFileSync } from 'node:fs';
import { OpnError } from '../../ports';
import { ConfigDocument } from './config-document';

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

import { readFileSync } from 'node:fs';
import { OpnError } from '../../ports';
import { type JsonObject, isObject } from '../environment';
import { writePrivateFile } from '../private-files/private-file';

/** Adds a profile to the configuration file, or replaces the one of its name (mode 0600); everything else of it stays. The first firewall becomes the default. */
export async function writeProfile(file: string, name: string, profile: JsonObject, isDefault: boolean): Promise<void> {
  const content = readConfig(file);
  const firewalls = isObject(content['firewalls']) ? content['firewalls'] : {};
  const fallback = isDefault || Object.keys(firewalls).length === 0 ? { default_firewall: name } : {};
  await writePrivateFile(file, `${JSON.stringify({ ...content, ...fallback, firewalls: { ...firewalls, [name]: profile } }, undefined, 2)}\n`).catch((problem: unknown) => {
    throw new OpnError('OPN_CONFIG', `The profile cannot be stored in ${file}: ${(problem as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, 'Let this user write there, or name another file with OPNSENSE_CONFIG.');
  });
}

/** The names of the firewalls that are in the file already. */
export function storedNames(file: string): readonly string[] {
  const { firewalls } = readConfig(file);
  return isObject(firewalls) ? Object.keys(firewalls) : [];
}

function readConfig(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new OpnError('OPN_CONFIG', `${file} cannot be read: ${(problem as NodeJS.ErrnoException).code ?? 'unknown reason'}.`);
  }
  const content = parsed(text);
  if (isObject(content)) return content;
  throw new OpnError('OPN_CONFIG', `${file} is not a JSON object, so it was not touched.`, 'Correct it first.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

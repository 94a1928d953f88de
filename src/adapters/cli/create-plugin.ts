import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpnError } from '../../ports';

/** What npm leaves out of packages, by the name under which the templates hold it. */
const HIDDEN: Readonly<Record<string, string>> = { gitignore: '.gitignore', github: '.github' };

/** Writes a complete plugin package `opnsense-mcp-plugin-NAME` below `into` and gives its folder; throws OPN_CONFIG when the name will not do or the folder is there. */
export function createPlugin(name: string, setup: { readonly templates: string; readonly into: string; readonly server: string }): string {
  const short = name.replace(/^opnsense-mcp-plugin-/, '');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(short) || short.length > 40) {
    throw new OpnError('OPN_CONFIG', `A plugin cannot be called '${name.slice(0, 80)}'.`, 'Lower-case letters, digits and dashes: create-plugin my-widgets.');
  }
  const folder = join(setup.into, `opnsense-mcp-plugin-${short}`);
  if (existsSync(folder)) throw new OpnError('OPN_CONFIG', `${folder} exists already.`, 'Choose another name, or move it away.');
  const words = short.split('-').map(word => `${word[0]?.toUpperCase()}${word.slice(1)}`);
  copy(setup.templates, folder, {
    __NAME__: short, __MODULE__: short.replaceAll('-', ''), __TOOL__: short.replaceAll('-', '_'), __CLASS__: words.join(''), __TITLE__: words.join(' '), __SERVER__: setup.server,
  });
  return folder;
}

function copy(from: string, to: string, values: Readonly<Record<string, string>>): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from)) {
    const [source, target] = [join(from, entry), join(to, HIDDEN[entry] ?? filled(entry, values))];
    if (statSync(source).isDirectory()) copy(source, target, values);
    else writeFileSync(target, filled(readFileSync(source, 'utf8'), values));
  }
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((result, [key, value]) => result.replaceAll(key, value), text);
}

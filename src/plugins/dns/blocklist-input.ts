import { nearest } from '../../core';
import { OpnError } from '../../ports';
import { type Provider } from './blocklist';

const DOMAIN = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+$/i;
const NAME = /^[a-z0-9_.-]+$/i;

/** Splits a text at commas and line ends; blank entries and repetitions are left out. */
export function listed(text: string): string[] {
  return [...new Set(text.split(/[\n\r,]/).map(entry => entry.trim()).filter(entry => entry !== ''))];
}

/** Names for the list of what always passes: expressions, of which OPNsense leaves out wrong ones without a word. */
export function passes(tool: string, text: string): string[] {
  const entries = [...new Set(listed(text).map(entry => (NAME.test(entry) ? entry.replace(/\.+$/, '').toLowerCase() : entry)))];
  refuse(tool, 'allowlists', entries.filter(entry => !isExpression(entry)), 'are no regular expressions (a comma always separates entries)');
  return entries;
}

/** Domains to be blocked, of which OPNsense leaves out wrong ones without a word. */
export function domains(tool: string, field: string, text: string): string[] {
  const entries = [...new Set(listed(text).map(entry => entry.replace(/\.+$/, '').toLowerCase()))];
  refuse(tool, field, entries.filter(entry => !DOMAIN.test(entry)), 'are no domains');
  return entries;
}

/** Domains to be blocked with everything below, with or without `*.`. */
export function wildcardDomains(tool: string, text: string): string[] {
  return domains(tool, 'wildcards', listed(text).map(entry => entry.replace(/^\*\./, '')).join(','));
}

/** Addresses of further lists. */
export function listUrls(tool: string, text: string): string[] {
  const entries = listed(text);
  refuse(tool, 'custom_urls', entries.filter(entry => !/^https?:\/\/[^\s"'<>]+$/i.test(entry)), 'are no http or https addresses');
  return entries;
}

/** Codes of published lists that the firewall offers. */
export function providerCodes(tool: string, text: string, offered: readonly Provider[]): string[] {
  const codes = offered.map(({ code }) => code);
  const unknown = listed(text).filter(code => !codes.includes(code));
  const close = unknown[0] === undefined ? undefined : nearest(unknown[0], codes);
  refuse(tool, 'providers', unknown, `are not offered by this firewall${close === undefined ? '' : ` (did you mean ${close}?)`}; opn_get_dnsbl with available=true names them all`);
  return listed(text);
}

function refuse(tool: string, field: string, wrong: readonly string[], why: string): void {
  if (wrong.length === 0) return;
  const shown = wrong.slice(0, 5).map(entry => `'${entry.slice(0, 80)}'`).join(', ');
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${field}: ${shown}${wrong.length > 5 ? ', …' : ''} ${why}.`, 'Correct the entries and call again; nothing was sent to the firewall.');
}

function isExpression(text: string): boolean {
  try {
    return !/\s/.test(text) && new RegExp(text).source !== '';
  } catch {
    return false;
  }
}

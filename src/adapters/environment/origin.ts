import { isIP } from 'node:net';
import { type Findings } from './findings';

const EXAMPLE = 'Set OPNSENSE_URL=https://firewall.example.com or https://192.0.2.1:8443.';

/** Scheme, host and port of the firewall; a trailing slash and `/api` are accepted and dropped. */
export function readOrigin(findings: Findings): string | undefined {
  const text = findings.value('OPNSENSE_URL');
  const httpAllowed = findings.flag('OPNSENSE_ALLOW_HTTP', false);
  const problem = (what: string, fix: string): undefined => findings.problem('OPNSENSE_URL', what, fix);
  if (text === undefined) return problem('is missing', EXAMPLE);
  // No address of a firewall has an @, but a user name and a password with a slash hide from a URL parser.
  if (text.includes('@')) {
    return problem('carries a user name or password', 'Take them out; the key and secret belong in OPNSENSE_API_KEY and OPNSENSE_API_SECRET.');
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const meant = parsed(`https://${text}`);
    // Quoted only when it looks like a host: it might be a key in the wrong variable.
    return problem('has no scheme', meant !== undefined && /\.|:|^localhost$/.test(meant.hostname) ? `Set OPNSENSE_URL=${meant.origin}.` : EXAMPLE);
  }
  const url = parsed(text);
  if (url === undefined) return problem('is not an address', EXAMPLE);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return problem(`has the scheme ${url.protocol}//`, 'The API of OPNsense is spoken over https.');
  const secure = `https://${url.host}`;
  if (url.search !== '' || url.hash !== '') return problem('carries a query or fragment', `Set OPNSENSE_URL=${url.protocol}//${url.host}.`);
  if (!/^\/*(?:api\/*)?$/i.test(url.pathname)) {
    return problem('names a page', `Name only the firewall: OPNSENSE_URL=${url.protocol}//${url.host} (the API is always at /api there).`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return problem('is an http address: the key and secret would cross the network readable', `Set OPNSENSE_URL=${secure} (add the port of the web GUI if it is not 443).`);
  }
  if (url.protocol === 'http:' && !httpAllowed) {
    return problem('is an http address', `Set OPNSENSE_URL=${secure}, or OPNSENSE_ALLOW_HTTP=true if something on this machine listens there without TLS.`);
  }
  return url.origin;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
}

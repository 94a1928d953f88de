import { type EndpointFacts, type EndpointRequest, OpnError } from '../../ports';

// In characters; a list of uuids is one argument.
const LONGEST_SEGMENT = 2000;

// The firewall's router takes path arguments as they stand, without decoding, so only what needs no encoding can be meant.
const SEGMENT = /^[A-Za-z0-9._~!$&'()*+,;=:@-]+$/;
const ENDPOINT = /^[a-z0-9]+\/[a-z0-9_]+\/[a-z0-9_]+$/;

/** Throws OPN_PLUGIN when an endpoint is not declared as module/controller/action. */
export function checkEndpoint({ path }: EndpointFacts): void {
  if (!ENDPOINT.test(path)) {
    throw new OpnError('OPN_PLUGIN', 'An endpoint is not declared as module/controller/action in snake_case.');
  }
}

/** The endpoint's path with its action in camelCase. */
export function inCamelCase(path: string): string {
  const action = path.lastIndexOf('/');
  return path.slice(0, action) + path.slice(action).replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/** `path` with the request's path arguments; throws OPN_INVALID_INPUT for one that could mean another path. */
export function withArguments(path: string, request: EndpointRequest): string {
  for (const segment of request.path ?? []) {
    if (typeof segment !== 'string' || segment.length > LONGEST_SEGMENT || !SEGMENT.test(segment) || /^\.+$/.test(segment)) {
      throw new OpnError(
        'OPN_INVALID_INPUT',
        `An argument of ${path} cannot be part of an address. Nothing was sent.`,
        'Identifiers are uuids or plain names: letters, digits and -._~:@,;=+!*()$&\' without spaces, slashes, percent signs or accents.',
      );
    }
  }
  return [path, ...(request.path ?? [])].join('/');
}

/** The query string with its question mark, or nothing; throws OPN_INVALID_INPUT for text that is not Unicode. */
export function queryOf(request: EndpointRequest): string {
  const pairs = Object.entries(request.query ?? {});
  if (pairs.length === 0) return '';
  try {
    return `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
  } catch {
    throw new OpnError('OPN_INVALID_INPUT', 'A parameter is not valid Unicode text. Nothing was sent.');
  }
}

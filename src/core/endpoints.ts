import { type EndpointFacts, type EndpointRequest, type ReadEndpoint, type SearchAnswer, type WriteEndpoint } from '../ports';

type Details = Partial<Omit<EndpointFacts, 'path'>>;

const facts = (path: string, method: 'GET' | 'POST', details: Details): EndpointFacts => {
  if (!/^[a-z0-9]+\/[a-z0-9_]+\/[a-z0-9_]+$/.test(path)) throw new Error(`'${path}' is not module/controller/action in snake_case`);
  return { path, method, answer: 'json', ...details };
};

/** Declares an endpoint that changes nothing; by POST only when the endpoint reads its parameters from the body. */
export function reads<T>(path: string, details: Details = {}): ReadEndpoint<T> {
  return { kind: 'read', ...facts(path, 'GET', details) };
}

/** Declares a search: a list that the firewall filters, pages and counts. */
export function searches<Row>(path: string, details: Details = {}): ReadEndpoint<SearchAnswer<Row>> {
  return reads(path, { method: 'POST', answer: 'search', ...details });
}

/** Declares an endpoint that changes the saved configuration, or makes it run. */
export function writes<T>(path: string, details: Details = {}): WriteEndpoint<T> {
  return { kind: 'write', ...facts(path, 'POST', details) };
}

/** The saved configuration as XML; its path argument is `this`, the firewall itself. */
export const configDownload = reads<string>('core/backup/download', { answer: 'text' });

/** The configuration history, newest first; its path argument is `this`, the firewall itself. */
export const configBackups = reads<BackupsAnswer>('core/backup/backups');

/** What `core/backup/backups` answers. */
export interface BackupsAnswer {
  readonly items?: readonly { readonly id?: string; readonly description?: string; readonly username?: string }[];
}

/** Asks a search for all of its rows at once. */
export const EVERY_ROW: EndpointRequest = { body: { current: 1, rowCount: -1, searchPhrase: '' } };

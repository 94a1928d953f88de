import { type FakeFirewall, type TestServer } from '../src/adapters/testkit';

type SavedDocument = FakeFirewall['document'];

/** Gives the user exactly these privileges, in the saved configurations that a change may go back to as well. */
export function grant({ firewall: { document, history } }: TestServer, user: string, privileges: readonly string[]): void {
  for (const each of [document, ...history.list().map(revision => revision.document)]) say(each, user, 'priv', privileges.join(','));
}

/** Lets nobody in as that user any more. */
export function disable({ document }: FakeFirewall, user: string): void {
  say(document, user, 'disabled', '1');
}

function say(document: SavedDocument, user: string, field: string, text: string): void {
  const said = { name: field, attributes: {}, text, children: [] };
  document.replace('system/user', node => (node.children.some(each => each.name === 'name' && each.text === user) ? { ...node, children: [...node.children.filter(({ name }) => name !== field), said] } : node));
}

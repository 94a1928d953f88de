import { type TestServer } from '../src/adapters/testkit';

/** Gives the user exactly these privileges, in the saved configurations that a change may go back to as well. */
export function grant({ firewall: { document, history } }: TestServer, user: string, privileges: readonly string[]): void {
  const priv = { name: 'priv', attributes: {}, text: privileges.join(','), children: [] };
  for (const each of [document, ...history.list().map(revision => revision.document)]) {
    each.replace('system/user', node => (node.children.some(({ name, text }) => name === 'name' && text === user) ? { ...node, children: [...node.children.filter(({ name }) => name !== 'priv'), priv] } : node));
  }
}

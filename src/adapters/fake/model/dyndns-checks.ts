import { type Group, type Problem } from './model';

/** What the dynamic DNS client's model checks of its accounts. */
export const DYNDNS_CHECKS: Readonly<Record<string, (item: Group) => Problem[]>> = { 'accounts.account': checkServer };

/** A server of one's own has a URL or a name, depending on how it is talked to. */
function checkServer(account: Group): Problem[] {
  const { models } = account.model;
  const service = account.text('service');
  const server = account.field('server');
  if (!server.changed && !account.field('protocol').changed) return [];
  const refuse = (message: string): Problem[] => [{ reference: server.reference, message }];
  const needsUrl = (service === 'powerdns' && models.since('25.7')) || (service === 'custom' && ['get', 'post', 'put'].includes(account.text('protocol')));
  if (needsUrl) return /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+\S*$/i.test(server.value) ? [] : refuse('A URL is needed.');
  const isName = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.?$/i.test(server.value);
  return service === 'custom' && !isName ? refuse('A name is needed.') : [];
}

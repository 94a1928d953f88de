import { childText } from '../config-document';
import { type Field, type Group, type Model, type Problem } from './model';
import { isEmpty } from './php';

const problem = (field: Field, message: string): Problem => ({ reference: field.reference, message });

/** What the resolver's model checks of the items of its lists. */
export const UNBOUND_ITEM_CHECKS: Readonly<Record<string, (item: Group) => Problem[]>> = { 'dnsbl.blocklist': checkBlocklist, 'hosts.host': checkHost };

/** What the resolver's model checks of itself: nobody else may serve DNS on its port. */
export function checkUnbound({ root, models }: Model): Problem[] {
  const enabled = fieldAt(root, 'enabled');
  const port = fieldAt(root, 'port');
  if (enabled === undefined || port === undefined || enabled.empty || (!enabled.changed && !port.changed)) return [];
  const dnsmasq = models.machine.document.find('dnsmasq');
  const isOn = dnsmasq !== undefined && (models.since('25.1') ? !isEmpty(childText(dnsmasq, 'enable')) : dnsmasq.children.some(node => node.name === 'enable'));
  const taken = dnsmasq === undefined || !isOn ? '' : childText(dnsmasq, 'port') || '53';
  return taken === port.value ? [problem(port, 'Dnsmasq uses this port.')] : [];
}

function fieldAt(root: Group, name: string): Field | undefined {
  const general = root.entries().find(([each]) => each === 'general')?.[1];
  return general === undefined || !('sibling' in general) ? undefined : general.sibling(name);
}

function checkBlocklist(policy: Group): Problem[] {
  const nets = policy.field('source_nets');
  const parts = nets.value.split(',');
  const sizes = new Set(parts.map(net => net.split('/')[1]));
  const families = new Set(parts.map(net => (net.indexOf(':') > 0 ? 'inet6' : 'inet')));
  return [
    ...(sizes.size > 1 ? [problem(nets, 'All networks need the same size.')] : []),
    ...(families.size > 1 ? [problem(nets, 'All networks need the same IP protocol.')] : []),
  ];
}

function checkHost(host: Group): Problem[] {
  const name = host.field('hostname');
  return host.model.models.since('26.1') && name.value.endsWith('.') ? [problem(name, 'A host name is needed.')] : [];
}

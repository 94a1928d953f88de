import { type Field, Group, type Problem } from './model';
import { isAddress, isSubnet } from './network';

/** What the model of port forwards checks beyond its fields, by list. */
export const PORT_FORWARD_CHECKS: Readonly<Record<string, (rule: Group) => Problem[]>> = { rule: checkPortForward };

const PORT_PROTOCOLS = ['tcp', 'udp', 'tcp/udp'];

function checkPortForward(rule: Group): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: Field, message: string): unknown => problems.push({ reference: field.reference, message });
  const [target, localPort] = [rule.field('target'), rule.field('local-port')];
  for (const port of [within(rule, 'source', 'port'), within(rule, 'destination', 'port'), localPort]) {
    if (!port.empty && !PORT_PROTOCOLS.includes(rule.text('protocol'))) refuse(port, 'Only TCP and UDP have ports.');
  }
  for (const address of [within(rule, 'source', 'network'), within(rule, 'destination', 'network'), target]) {
    const isNet = isSubnet(address.value) || isAddress(address.value);
    const family = address.value.includes(':') ? 'inet6' : 'inet';
    if (isNet && ['inet', 'inet6'].includes(rule.text('ipprotocol')) && rule.text('ipprotocol') !== family) refuse(address, 'The address does not belong to the IP protocol.');
  }
  if (!rule.field('nordr').empty) {
    for (const field of [target, localPort]) if (!field.empty) refuse(field, 'A rule that does not redirect has no target.');
  }
  return problems;
}

function within(rule: Group, end: string, name: string): Field {
  const container = rule.child(end);
  if (!(container instanceof Group)) throw new Error(`${rule.reference} has no ${end}`);
  return container.field(name);
}

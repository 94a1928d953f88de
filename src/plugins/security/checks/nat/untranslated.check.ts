import { check, NotApplicable, type Observation, references } from '../../../../core/audit';
import { isIpv6, isPublic, type Packet } from '../../../../core/packet-filter';
import { type Interface } from '../../facts/interfaces.fact';
import { ruleset, type Ruleset } from '../../facts/ruleset.fact';
import { nothingToJudge, STRANGERS } from '../exposure';

/** Private addresses that the provider gets to see, and that no answer finds the way back to. */
export const untranslated = check({
  id: 'nat.untranslated',
  area: 'nat',
  title: 'A private network leaves under its own addresses',
  question: 'Do private networks leave for the internet under an address of the firewall?',
  severity: 'low',
  recommendation: 'Set outbound NAT to automatic or hybrid, or add a rule for the network (Firewall > NAT > Outbound).',
  references: references({ 'pci-dss': ['1.4.5'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['4.1.1'], cis: ['12.2'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const [stranger = ''] = STRANGERS.inet;
    const leaving = rules.filter.routes.to(stranger)?.interface;
    const out = rules.outside.find(({ name }) => name === leaving?.name);
    const inner = rules.inside.flatMap(each => privateAddress(each, rules).map(source => ({ ...each, source })));
    if (out === undefined || inner.length === 0) return new NotApplicable('No private network of IPv4 leads to the internet by this firewall.');
    return inner.flatMap(({ name, label, source }): Observation[] => {
      const packet: Packet = { source, destination: stranger, protocol: 'tcp', sourcePort: 49_731, destinationPort: 443, interface: out.name, direction: 'out', toFirewall: false };
      const found = rules.filter.nat.sources(packet);
      if (found.some(({ matches, translates }) => matches === 'maybe' || translates)) return [];
      return [{ key: name, subject: label, says: `What rules let out of it through ${out.label} keeps its private address.`, evidence: { interface: name, address: source, through: out.name, kept_by: found[0]?.description ?? 'no rule translates it' } }];
    });
  },
});

/** An address of the network of an interface that the internet does not route, if it has one. */
function privateAddress({ name }: Interface, { filter }: Ruleset): string[] {
  const own = filter.interfaces.named(name)?.addresses.map(each => each.split('/', 1)[0] ?? '').find(each => !isIpv6(each) && !isPublic(each) && !each.startsWith('127.'));
  return own === undefined ? [] : [own];
}

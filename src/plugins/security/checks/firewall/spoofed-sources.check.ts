import { check, references } from '../../../../core/audit';
import { isWithin } from '../../../../core/packet-filter';
import { ruleset } from '../../facts/ruleset.fact';
import { nothingToJudge } from '../exposure';

/** Packets from the internet whose source cannot be there. */
export const spoofedSources = check({
  id: 'firewall.spoofed-sources',
  area: 'firewall',
  title: 'Impossible sources are let in from the internet',
  question: 'Are private and unassigned source addresses blocked on every interface to the internet?',
  severity: 'medium',
  recommendation: 'Block private networks and bogon networks on the interface (Interfaces > its page).',
  references: references({ 'pci-dss': ['1.4.3'], bsi: ['NET.3.2.A3'], 'nist-800-41': ['4.1.1'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    return rules.outside.flatMap(({ name, label }) => {
      const found = rules.filter.interfaces.named(name);
      if (found === undefined) return [];
      // Behind another router the private addresses are those of its network.
      const isBehindRouter = found.addresses.length > 0 && found.addresses.every(address => isPrivate(address.split('/', 1)[0] ?? ''));
      const open = [...(found.blocksPrivate || isBehindRouter ? [] : ['private networks']), ...(found.blocksBogons ? [] : ['bogon networks'])];
      if (open.length === 0) return [];
      return [{ key: name, subject: label, says: `Packets that claim to come from ${open.join(' and ')} are not dropped ahead of all rules.`, evidence: { interface: name, blocks_private: found.blocksPrivate, blocks_bogons: found.blocksBogons } }];
    });
  },
});

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

const isPrivate = (address: string): boolean => PRIVATE.some(network => isWithin(address, network) === true);

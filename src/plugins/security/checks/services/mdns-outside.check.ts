import { check, NotApplicable, references } from '../../../../core/audit';
import { interfaces } from '../../facts/interfaces.fact';
import { mdnsRepeater } from '../../facts/network-services.fact';

const FEWEST = 2;

/** Names of devices that are told to the internet, and answers that are taken from there. */
export const mdnsOutside = check({
  id: 'services.mdns-outside',
  area: 'services',
  title: 'The mDNS repeater reaches outside',
  question: 'Does the mDNS repeater repeat between inner networks only?',
  severity: 'medium',
  recommendation: 'Take the interface that leads to the internet out of the repeater (Services > mDNS Repeater).',
  references: references({ 'pci-dss': ['1.4.1', '2.2.4'], bsi: ['NET.3.2.A2', 'SYS.1.1.A6'], cis: ['4.8', '13.4'] }),
  needs: { repeater: mdnsRepeater, interfaces },
  judge: ({ repeater, interfaces: all }) => {
    if (!repeater.enabled) return new NotApplicable('The mDNS repeater is off.');
    const outside = all.filter(({ name, outside: leads }) => leads && repeater.interfaces.includes(name));
    const inside = repeater.interfaces.filter(each => !outside.some(({ name }) => name === each));
    const fix = { tool: 'opn_configure_mdns_repeater', arguments: inside.length < FEWEST ? { enabled: false } : { interfaces: inside.join(',') } };
    return outside.map(({ name, label }) => ({ key: name, subject: label, says: 'Devices inside are announced there, and answers from there are believed.', evidence: { interface: name, repeated: repeater.interfaces }, fix }));
  },
});

import { check, NotApplicable, references } from '../../../../core/audit';
import { configuredGateways } from '../../facts/configured-gateways.fact';
import { gatewayHealth } from '../../facts/gateway-health.fact';

/** Uplinks of which nobody would notice an outage. */
export const gatewayUnmonitored = check({
  id: 'gateways.unmonitored',
  area: 'gateways',
  title: 'An uplink is not monitored',
  question: 'Is every gateway to the internet monitored, so that an outage is noticed?',
  severity: 'low',
  recommendation: 'Switch the monitoring of the gateway on, with a monitor address beyond the provider\'s router (System > Gateways > Configuration).',
  references: references({ 'pci-dss': ['10.7.2'], bsi: ['NET.3.2.A23'] }),
  needs: { gateways: gatewayHealth, configured: configuredGateways },
  judge: ({ gateways, configured }) => {
    // One that an interface learnt, by DHCP for example, leads outside.
    const isUplink = (name: string): boolean => configured.find(each => each.name === name)?.upstream ?? true;
    const uplinks = gateways.filter(({ name }) => isUplink(name));
    if (uplinks.length === 0) return new NotApplicable('No gateway leads to the internet.');
    return uplinks.filter(({ monitored }) => !monitored).map(({ name, status, address }) => ({ key: name, subject: name, says: 'Nothing measures whether it works.', evidence: { status, address } }));
  },
});

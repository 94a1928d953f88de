import { check, NotApplicable, references } from '../../../../core/audit';
import { gatewayHealth } from '../../facts/gateway-health.fact';

/** Gateways that do not work. */
export const gatewayDown = check({
  id: 'gateways.down',
  area: 'gateways',
  title: 'A gateway is down',
  question: 'Are all gateways reachable?',
  severity: 'high',
  recommendation: 'Look at the line, the modem and the monitor address (System > Gateways > Configuration); take a gateway that is not used any more out of the configuration.',
  references: references({ 'pci-dss': ['10.7.2'], bsi: ['NET.3.2.A23'] }),
  needs: { gateways: gatewayHealth },
  judge: ({ gateways }) => {
    if (gateways.length === 0) return new NotApplicable('The firewall names no gateway.');
    return gateways
      .filter(({ status }) => status === 'down' || status === 'force_down')
      .map(({ name, status, address, loss_percent }) => ({
        key: name, subject: name, says: status === 'down' ? 'Its monitor address does not answer.' : 'It was taken down by hand.', evidence: { status, address, loss_percent },
      }));
  },
});

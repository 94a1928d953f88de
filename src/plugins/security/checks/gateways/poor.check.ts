import { check, NotApplicable, references } from '../../../../core/audit';
import { gatewayHealth } from '../../facts/gateway-health.fact';

const STATES: readonly string[] = ['loss', 'delay', 'delay+loss'];

/** Gateways that work badly. */
export const gatewayPoor = check({
  id: 'gateways.poor',
  area: 'gateways',
  title: 'A gateway loses packets or is slow',
  question: 'Do all gateways stay below their limits for loss and delay?',
  severity: 'low',
  recommendation: 'Have the line looked at; where the values are normal for it, set the limits of the gateway to match (System > Gateways > Configuration).',
  references: references({ bsi: ['NET.3.2.A23'] }),
  needs: { gateways: gatewayHealth },
  judge: ({ gateways }) => {
    if (!gateways.some(({ monitored }) => monitored)) return new NotApplicable('No gateway is monitored.');
    return gateways
      .filter(({ status }) => STATES.includes(status))
      .map(({ name, status, loss_percent, delay_ms }) => ({ key: name, subject: name, says: `It is over its limit for ${status.replace('+', ' and ')}.`, evidence: { status, loss_percent, delay_ms } }));
  },
});

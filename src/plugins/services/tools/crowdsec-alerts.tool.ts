import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { CrowdsecAlert } from '../crowdsec';
import { readAlerts } from '../crowdsec-lists';
import { crowdsecAlerts, oldCrowdsecAlerts } from '../services.endpoints';

/** Which alerts. */
export class CrowdsecAlertsInput extends ListInput {
  override limit = 25;
}

/** A page of alerts. */
export class CrowdsecAlertsOutput extends ListOutput {
  @ListOf(() => CrowdsecAlert) alerts!: CrowdsecAlert[];
}

/** `opn_crowdsec_alerts` */
@Tool({
  name: 'opn_crowdsec_alerts',
  title: 'Alerts of CrowdSec',
  description: 'See whom CrowdSec noticed, why, and what it decided.',
  effect: 'read',
  input: CrowdsecAlertsInput,
  output: CrowdsecAlertsOutput,
  uses: [crowdsecAlerts, oldCrowdsecAlerts],
})
export class CrowdsecAlertsTool implements ReadTool<CrowdsecAlertsInput, CrowdsecAlertsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: CrowdsecAlertsInput): Promise<CrowdsecAlertsOutput> {
    const { items, total } = await readAlerts(this.firewall, input);
    return { total, alerts: [...items] };
  }
}

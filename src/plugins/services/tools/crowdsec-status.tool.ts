import { IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListOf, Optional, part, present, Tool, type ReadTool, Unavailable, unavailable } from '../../../core';
import { FirewallApi } from '../../../ports';
import { CrowdsecAlert, CrowdsecDecision } from '../crowdsec';
import { readAlerts, readDecisions } from '../crowdsec-lists';
import { crowdsecAlerts, crowdsecDecisions, crowdsecStatus, oldCrowdsecAlerts, oldCrowdsecDecisions } from '../services.endpoints';
import { SERVICE_STATES, type ServiceState, stateOf } from '../service-state';

/** Nothing to say. */
export class CrowdsecStatusInput {}

/** How CrowdSec stands, and what it decided. */
export class CrowdsecStatusOutput {
  @IsIn(SERVICE_STATES) service!: ServiceState;
  /** What lets the packet filter block the addresses; told apart up to 25.1 only. */
  @Optional() @IsIn(SERVICE_STATES) bouncer?: ServiceState;
  /** Decisions that hold now, those of the community's blocklist not counted; absent when unknown. */
  @Optional() @IsInt() decisions_total?: number;
  @Optional() @IsInt() alerts_total?: number;
  /** The first ones. */
  @Optional() @ListOf(() => CrowdsecDecision) decisions?: CrowdsecDecision[];
  /** The newest ones. */
  @Optional() @ListOf(() => CrowdsecAlert) alerts?: CrowdsecAlert[];
  @Optional() @IsString() more?: string;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

const SHOWN = 10;
const FIRST = { search: '', limit: SHOWN, page: 1 };

/** `opn_crowdsec_status` */
@Tool({
  name: 'opn_crowdsec_status',
  title: 'CrowdSec',
  description: 'See whether CrowdSec runs and whom it blocks; opn_crowdsec_alerts pages through what it noticed.',
  effect: 'read',
  input: CrowdsecStatusInput,
  output: CrowdsecStatusOutput,
  uses: [crowdsecStatus, crowdsecDecisions, crowdsecAlerts, oldCrowdsecDecisions, oldCrowdsecAlerts],
})
export class CrowdsecStatusTool implements ReadTool<CrowdsecStatusInput, CrowdsecStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(): Promise<CrowdsecStatusOutput> {
    // The status first: what it says about a missing plugin holds for all.
    const status = await this.firewall.read(crowdsecStatus);
    const [decisions, alerts] = await Promise.all([part('decisions', readDecisions(this.firewall, FIRST)), part('alerts', readAlerts(this.firewall, FIRST))]);
    const left = (decisions.value?.total ?? 0) > SHOWN || (alerts.value?.total ?? 0) > SHOWN;
    return {
      service: stateOf(status['status'] ?? status['crowdsec-status']),
      ...present<Partial<CrowdsecStatusOutput>>({
        bouncer: 'crowdsec-firewall-status' in status ? stateOf(status['crowdsec-firewall-status']) : undefined,
        decisions_total: decisions.value?.total, alerts_total: alerts.value?.total, decisions: decisions.value === undefined ? undefined : [...decisions.value.items], alerts: alerts.value === undefined ? undefined : [...alerts.value.items],
        more: left ? `Only ${String(SHOWN)} of each are shown; opn_crowdsec_alerts has the rest of the alerts.` : undefined, unavailable: unavailable(decisions, alerts),
      }),
    };
  }
}

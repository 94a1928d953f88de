import { inject } from 'tsyringe';
import { ListOf, Nested, Optional, part, present, silentBackEnd, Tool, unavailable, Unavailable, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { Alert, toAlerts } from '../alert';
import { type FirmwareStatusAnswer, Product, toProduct, toUpdate, Update } from '../../../core/system';
import { firmwareStatus, systemAlerts } from '../system.endpoints';

/** Nothing to say. */
export class SystemStatusInput {}

/** How the firewall is. */
export class SystemStatusOutput {
  @Optional() @Nested(() => Product) product?: Product;
  @Optional() @Nested(() => Update) update?: Update;
  /** Empty when the firewall reports no problem; absent when it could not be read. */
  @Optional() @ListOf(() => Alert) alerts?: Alert[];
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

/** Version, pending updates and reported problems, as far as the key may read them. */
@Tool({
  name: 'opn_system_status',
  title: 'System status',
  description:
    'Start here: which OPNsense version runs, whether updates or a reboot are pending (by the last check), and what problems the firewall reports.',
  effect: 'read',
  fansOut: true,
  input: SystemStatusInput,
  output: SystemStatusOutput,
  uses: [firmwareStatus, systemAlerts],
})
export class SystemStatusTool implements ReadTool<SystemStatusInput, SystemStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(): Promise<SystemStatusOutput> {
    const [firmware, alerts] = await Promise.all([
      part('product and updates', this.firewall.read(firmwareStatus)),
      part('alerts', this.firewall.read(systemAlerts)),
    ]);
    const problems = await part('alerts', believed(alerts.value && toAlerts(alerts.value), firmware.value));
    const told = firmware.value && toProduct(firmware.value);
    const version = told === undefined ? await part('version', this.productFromVersion()) : {};
    const product = told ?? version.value;
    return {
      ...present<SystemStatusOutput>({ product, update: firmware.value && toUpdate(firmware.value), unavailable: unavailable(firmware, alerts, problems, version) }),
      ...(problems.value === undefined ? {} : { alerts: problems.value }),
    };
  }

  private async productFromVersion(): Promise<Product | undefined> {
    const version = await this.firewall.version();
    return version && { version: version.text };
  }
}

/** Since 25.1 a back end that does not answer looks like a firewall without problems; only the firmware status tells of it. */
async function believed(alerts: Alert[] | undefined, firmware: FirmwareStatusAnswer | undefined): Promise<Alert[] | undefined> {
  if (alerts?.length === 0 && firmware !== undefined && toProduct(firmware) === undefined) throw silentBackEnd('The firewall reports no problem, but no product either');
  return alerts;
}

import { IsBoolean } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyHaproxy, ServiceOutput } from '../config-check';
import { configTest, haproxyService, reconfigureHaproxy, writtenFile } from '../haproxy.endpoints';

/** Whether to go on after a failed check. */
export class ReconfigureHaproxyInput {
  @Describe('Go on although the check fails') @IsBoolean() force = false;
}

/** `opn_reconfigure_haproxy` */
@Tool({
  name: 'opn_reconfigure_haproxy',
  title: 'Load the configuration of HAProxy',
  description: 'Let HAProxy load what was saved. It is checked first; what does not pass is not loaded.',
  effect: 'destroy',
  input: ReconfigureHaproxyInput,
  output: ServiceOutput,
  uses: [haproxyService, configTest, writtenFile, reconfigureHaproxy],
  idempotent: true,
})
export class ReconfigureHaproxyTool implements WriteTool<ReconfigureHaproxyInput, ServiceOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ force }: ReconfigureHaproxyInput, change: Change): Promise<ServiceOutput> {
    return applyHaproxy(this.firewall, change, force);
  }
}

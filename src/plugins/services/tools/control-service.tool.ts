import { IsBoolean, IsIn, IsNotEmpty, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { carriesConnection, controlledService } from '../service-control';
import { restartService, searchServices, startService, stopService } from '../services.endpoints';

const ACTIONS = ['start', 'stop', 'restart'] as const;

/** Which service, and what to do with it. */
export class ControlServiceInput {
  @Describe('As opn_list_services names it') @IsNotEmpty() @IsString() name!: string;
  @Describe('Which of several of that name') @Optional() @IsNotEmpty() @IsString() instance?: string;
  @Describe('What to do') @IsIn(ACTIONS) action!: (typeof ACTIONS)[number];
}

/** How the service stands afterwards. */
export class ControlServiceOutput {
  @IsString() service!: string;
  @IsIn(ACTIONS) action!: (typeof ACTIONS)[number];
  @IsBoolean() running!: boolean;
  @IsBoolean() was_running!: boolean;
}

const TOOL = 'opn_control_service';
const ENDPOINTS = { start: startService, stop: stopService, restart: restartService };

/** `opn_control_service` */
@Tool({
  name: TOOL,
  title: 'Control a service',
  description: 'Start, stop or restart one service of the firewall. Its configuration stays: what is switched on there starts again at the next boot.',
  effect: 'destroy',
  mayLockOut: true,
  optIn: true,
  input: ControlServiceInput,
  output: ControlServiceOutput,
  uses: [searchServices, startService, stopService, restartService],
})
export class ControlServiceTool implements WriteTool<ControlServiceInput, ControlServiceOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ name, instance, action }: ControlServiceInput, change: Change): Promise<ControlServiceOutput> {
    const before = await controlledService(this.firewall, TOOL, name, instance);
    if (action !== 'start' && carriesConnection(name)) change.endanger(`to ${action} ${before.id} may end the connection of this server to the firewall.`);
    await change.apply(ENDPOINTS[action], { path: before.path });
    const after = await controlledService(this.firewall, TOOL, name, instance);
    if (action === 'stop' && after.running) throw new OpnError('OPN_REFUSED', `${before.id} still runs.`, 'Its log (System > Log Files) says why.');
    if (action === 'restart' && before.running && !after.running) throw new OpnError('OPN_REFUSED', `${before.id} did not come up again.`, 'Its log (System > Log Files) says why.');
    return { service: before.id, action, running: after.running, was_running: before.running };
  }
}

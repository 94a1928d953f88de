import { IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { serviceState, SERVICE_STATES } from '../config-check';
import { counters, haproxyService, information } from '../haproxy.endpoints';
import { Health, toHealth } from '../health';

/** Nothing to say. */
export class HaproxyStatusInput {}

/** How HAProxy stands, and what it serves. */
export class HaproxyStatusOutput extends Health {
  @IsIn(SERVICE_STATES) service!: (typeof SERVICE_STATES)[number];
  @Optional() @IsString() version?: string;
  @Optional() @IsInt() uptime_seconds?: number;
  /** What to know when there are no numbers. */
  @Optional() @IsString() note?: string;
}

/** `opn_haproxy_status` */
@Tool({
  name: 'opn_haproxy_status',
  title: 'Health of HAProxy',
  description: 'See whether HAProxy runs, and which of its backends and servers are up or down and why.',
  effect: 'read',
  input: HaproxyStatusInput,
  output: HaproxyStatusOutput,
  uses: [haproxyService, counters, information],
})
export class HaproxyStatusTool implements ReadTool<HaproxyStatusInput, HaproxyStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(): Promise<HaproxyStatusOutput> {
    const service = await serviceState(this.firewall);
    const notes = { running: undefined, stopped: 'HAProxy is switched on but does not run.', off: 'HAProxy is installed but not switched on (Services > HAProxy > Settings).', unknown: 'HAProxy was switched on but never loaded; opn_reconfigure_haproxy does that.' };
    if (service !== 'running') return present<HaproxyStatusOutput>({ service, note: notes[service] });
    const [counted, told] = await Promise.all([this.firewall.read(counters), this.firewall.read(information)]);
    return present<HaproxyStatusOutput>({ service, ...aboutItself(told), ...toHealth(counted), note: counted === '' ? 'HAProxy does not answer on its socket.' : undefined });
  }
}

function aboutItself(told: string): Pick<HaproxyStatusOutput, 'version' | 'uptime_seconds'> {
  const text = (name: string): string | undefined => new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]*)"`).exec(told)?.[1];
  const seconds = Number(text('Uptime_sec'));
  return present<Pick<HaproxyStatusOutput, 'version' | 'uptime_seconds'>>({ version: text('Version'), uptime_seconds: Number.isInteger(seconds) ? seconds : undefined });
}

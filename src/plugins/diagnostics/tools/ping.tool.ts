import { IsInt, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type ReadTool } from '../../../core';
import { Call, Clock, FirewallApi, OpnError } from '../../../ports';
import { removePing, searchPings, setPing, startPing } from '../diagnostics.endpoints';
import { ipVersionOf, ProbeInput } from '../host';
import { DESPITE_CANCEL, type Job, startJob, withJob } from '../job';
import { AFTER_LAST_MS, type PingJobRow, PingResult, toPingResult } from '../ping';

/** What to ping. */
export class PingInput extends ProbeInput {
  @Describe('One a second') @IsInt() @Min(1) @Max(10) count = 3;
}

const INTERVAL_MS = 1000;
/** How many seconds longer than its packets need a job may take: names are looked up first. */
const PATIENCE = 15;

/** Pings through a job of the firewall, which is removed whatever happens. */
@Tool({
  name: 'opn_ping',
  title: 'Ping',
  description: 'See whether the firewall itself reaches a host, and how fast.',
  effect: 'probe',
  input: PingInput,
  output: PingResult,
  uses: [setPing, startPing, searchPings, removePing],
})
export class PingTool implements ReadTool<PingInput, PingResult> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Call) private readonly call: Call,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  async run(input: PingInput): Promise<PingResult> {
    const version = ipVersionOf(input);
    const settings = { hostname: input.host, fam: version === '6' ? 'ip6' : 'ip', source_address: input.source_address };
    const { uuid } = await this.firewall.read(setPing, { body: { ping: { settings } } }, DESPITE_CANCEL);
    const job: Job = { id: uuid, remove: removePing, what: 'ping', page: 'Interfaces > Diagnostics > Ping' };
    const { result: row, note } = await withJob(this.firewall, job, () => this.measure(job, input.count));
    return { ...toPingResult(input.host, version, row), ...(note === undefined ? {} : { note }) };
  }

  private async measure(job: Job, count: number): Promise<PingJobRow> {
    this.call.signal.throwIfAborted();
    await startJob(this.firewall, startPing, job);
    // Halfway between two packets the one before has had time to be answered.
    await this.clock.sleep(AFTER_LAST_MS, this.call.signal);
    for (let second = 1; ; second += 1) {
      const row = await this.find(job.id);
      const [sent, received] = [row.send ?? 0, row.received ?? 0];
      this.call.progress(Math.min(sent, count), count, `${String(received)} of ${String(sent)} packets answered`);
      const isAnswered = sent >= count && (received > 0 || sent > count);
      if (row.status === 'stopped' || isAnswered || second >= count + PATIENCE) return row;
      await this.clock.sleep(INTERVAL_MS, this.call.signal);
    }
  }

  private async find(id: string): Promise<PingJobRow> {
    const { rows } = await this.firewall.read(searchPings, { body: { current: 1, rowCount: 10, searchPhrase: id } });
    const row = rows.find(each => each.id === id);
    if (row === undefined) throw new OpnError('OPN_BAD_ANSWER', 'The firewall does not list the ping it has just started.', 'Its back end did not answer, or somebody removed the job meanwhile. Try again.');
    return row;
  }
}

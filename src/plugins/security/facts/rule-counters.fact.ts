import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { fieldsOf, isOn } from '../../../core/packet-filter';
import { OpnError } from '../../../ports';
import { ruleStatistics, systemTime } from '../security.endpoints';

/** How often rules were met. */
export interface RuleCounters {
  /** False where counting starts anew whenever rules are loaded, and nothing was read. */
  readonly kept: boolean;
  /** Since the firewall started, which is as long as counters can be kept. */
  readonly seconds: number;
  /** Packets by the rule's uuid, or by its label; rules that are not loaded have none. */
  readonly packets: ReadonlyMap<string, number>;
}

/** What pf counted, where it keeps its counters. */
export const ruleCounters: Fact<RuleCounters> = {
  name: 'the counters of rules',
  uses: [configDownload, ruleStatistics, systemTime],
  read: async ({ firewall, config }) => {
    if (!isOn(fieldsOf(await config.section('system')), 'keepcounters')) return { kept: false, seconds: 0, packets: new Map() };
    const [{ stats }, { uptime }] = await Promise.all([firewall.read(ruleStatistics), firewall.read(systemTime)]);
    const seconds = secondsOf(uptime);
    if (stats === undefined || seconds === undefined) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${(stats === undefined ? ruleStatistics : systemTime).path} tells nothing.`, 'See System > Log Files > Backend on the firewall.');
    return { kept: true, seconds, packets: new Map(Object.entries(stats).map(([id, { packets = 0 }]) => [id, packets])) };
  },
};

/** `12 days, 03:22:10`; the days in the language of the firewall. */
function secondsOf(uptime: string): number | undefined {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+) [^,]+, )?(\d+):(\d+):(\d+)$/.exec(uptime) ?? [];
  return hours === undefined ? undefined : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

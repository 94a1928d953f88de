import { type Machine } from '../machine';
import { type Job } from '../running-state';
import { addressOf } from './names';
import { type Reach, reachOf } from './reach';

/** How far a ping job is. */
export interface PingReport {
  readonly running: boolean;
  readonly sent: number;
  readonly received: number;
  /** Milliseconds there and back of the answers so far. */
  readonly delays: readonly number[];
  /** The last thing ping complained of. */
  readonly error?: string;
}

const MOST_PACKETS = 86_400;
const NOTHING = { sent: 0, received: 0, delays: [] } as const;

/** What a ping job has sent and received by now; its packets leave one interval apart. */
export function pingReport({ settings, started, stopped }: Job, machine: Machine): PingReport {
  if (started === undefined) return { ...NOTHING, running: false };
  const { hostname = '', fam = 'ip', source_address: source = '' } = settings;
  const target = addressOf(machine, hostname, fam === 'ip6' ? 6 : 4);
  if (target === undefined) return { ...NOTHING, running: false, error: `cannot resolve ${hostname}: ${fam === 'ip6' ? 'Name does not resolve' : 'Unknown host'}` };
  const reach = reachOf(machine, target, source);
  if (reach.refusal?.startsWith('bind:') === true) return { ...NOTHING, running: false, error: reach.refusal };
  const known = machine.running.measured.pingDelays;
  if (known !== undefined) return { running: stopped === undefined, sent: known.length, received: known.length, delays: known };
  const interval = (Number(settings['interval']) || 1) * 1000;
  const elapsed = (stopped ?? machine.now()) - started;
  const sent = Math.min(MOST_PACKETS, 1 + Math.floor(elapsed / interval));
  const delays = answers(reach, sent).filter(([packet, delay]) => packet * interval + delay <= elapsed).map(([, delay]) => delay);
  const running = stopped === undefined && elapsed < MOST_PACKETS * interval;
  return { running, sent, received: delays.length, delays, ...(reach.refusal === undefined ? {} : { error: reach.refusal }) };
}

/** The packets that are ever answered, and after how many milliseconds. */
function answers({ delay, loses }: Reach, sent: number): (readonly [packet: number, delay: number])[] {
  if (delay === undefined) return [];
  const packets = Array.from({ length: sent }, (_, packet) => packet).filter(packet => loses === 0 || packet % loses !== loses - 1);
  return packets.map(packet => [packet, delay * (1 + (packet % 4) * 0.03)]);
}

import { type Machine } from '../machine';

/** Something that CrowdSec noticed, and what it decided about it. */
export interface CrowdsecAlert {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly scenario: string;
  readonly address: string;
  readonly events: number;
  readonly uuid: string;
  /** `left` is what the command line says is left of it, where a test knows better. */
  readonly decision?: { readonly id: number; readonly hours: number; readonly left?: string };
}

/** What CrowdSec keeps in its database. */
export interface CrowdsecMemory {
  readonly alerts: readonly CrowdsecAlert[];
  /** When its parts registered and when they were last heard of, in milliseconds since 1970. */
  readonly registered: number;
  readonly seen: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

const FOUND: readonly (readonly [minutesAgo: number, scenario: string, address: string, events: number])[] = [
  [41, 'crowdsecurity/ssh-bf', '198.51.100.66', 6],
  [97, 'firewallservices/pf-scan-multi_ports', '198.51.100.61', 16],
  [183, 'crowdsecurity/http-probing', '203.0.113.77', 11],
  [1612, 'crowdsecurity/opnsense-gui-bf', '198.51.100.9', 5],
];

/** What CrowdSec has noticed, newest first, and who works for it; made up from the time it is first looked at. */
export function crowdsecMemory(machine: Machine): CrowdsecMemory {
  return (machine.running.crowdsec ??= {
    alerts: FOUND.map(([minutesAgo, scenario, address, events], index) => ({
      id: 14 - index, time: machine.now() - minutesAgo * MINUTE, scenario, address, events, uuid: `5d0c7c1e-0000-4000-8000-00000000000${String(index)}`, decision: { id: 104 - index, hours: 4 },
    })),
    registered: machine.now() - 21 * DAY,
    seen: machine.now() - 12_000,
  });
}

/** Takes back a decision; false when there is none with that id that still holds. */
export function deleteDecision(machine: Machine, id: string): boolean {
  const memory = crowdsecMemory(machine);
  const taken = memory.alerts.find(alert => String(alert.decision?.id) === id && secondsLeft(machine, alert) > 0);
  if (taken === undefined) return false;
  machine.running.crowdsec = { ...memory, alerts: memory.alerts.map(alert => (alert === taken ? { ...alert, decision: { id: taken.decision?.id ?? 0, hours: 0 } } : alert)) };
  return true;
}

/** How long the decision of an alert still holds, in seconds; negative once it does not. */
export function secondsLeft(machine: Machine, { time, decision }: CrowdsecAlert): number {
  return decision === undefined ? -1 : Math.round((time + decision.hours * 60 * MINUTE - machine.now()) / 1000);
}

/** How long the decision of an alert still holds, as Go writes it: `3h21m0s`. */
export function timeLeft(machine: Machine, alert: CrowdsecAlert): string {
  const seconds = secondsLeft(machine, alert);
  const rest = Math.abs(seconds);
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor((rest % 3600) / 60);
  const text = `${hours > 0 ? `${String(hours)}h` : ''}${hours > 0 || minutes > 0 ? `${String(minutes)}m` : ''}${String(rest % 60)}s`;
  return alert.decision?.left ?? `${seconds < 0 ? '-' : ''}${text}`;
}

import { type Machine } from '../machine';

const SINCE_BOOT_MS = 12 * 86_400_000 + 12_130_000;

/** When the firewall booted (milliseconds since 1970): some days before somebody first looks, unless it was rebooted since. */
export function bootedAt(machine: Machine): number {
  machine.running.booted ??= machine.now() - SINCE_BOOT_MS;
  return machine.running.booted;
}

/** Seconds since the firewall booted. */
export function uptime(machine: Machine): number {
  return Math.max(0, Math.floor((machine.now() - bootedAt(machine)) / 1000));
}

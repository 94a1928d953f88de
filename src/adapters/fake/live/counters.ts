import { type Machine } from '../machine';
import { type Row } from '../model/search';
import { type Device } from '../network-devices';
import { Random } from '../random';
import { type Traffic } from './measured';
import { uptime } from './uptime';

/** Bytes of an average packet that comes in. */
export const BYTES_RECEIVED = 611;
/** Bytes of an average packet that goes out. */
export const BYTES_SENT = 377;
const SECONDS_AT_FIRST_LOOK = 1_048_930;

/** What a device has received and sent by now: it grows evenly with the fake's clock. */
export function traffic(device: Device, machine: Machine): Traffic {
  const measured = machine.running.measured.traffic?.[device.name];
  if (measured !== undefined) return measured;
  if (!device.up && device.kind !== 'loopback') return { received: 0, sent: 0 };
  const random = new Random(`traffic ${device.name}`);
  const share = uptime(machine) / SECONDS_AT_FIRST_LOOK;
  return { received: Math.floor((20_000 + random.below(1_200_000)) * share), sent: Math.floor((20_000 + random.below(900_000)) * share) };
}

/** The counters that the kernel keeps for a device, under the kernel's names. */
export function kernelCounters(device: Device, machine: Machine): Row {
  const { received, sent } = traffic(device, machine);
  return {
    device: device.name, driver: device.name.replace(/[\d.]+$/, ''), flags: device.up ? '8843' : '8802', 'promiscuous listeners': '0', 'send queue length': '0', 'send queue max length': '50', 'send queue drops': '0',
    type: 'Ethernet', 'address length': '6', 'header length': '18', 'link state': device.up ? '2' : '1', vhid: '0', datalen: '152', mtu: String(device.mtu), metric: '0', 'line rate': '10000000000 bit/s',
    'packets received': String(received), 'input errors': '0', 'packets transmitted': String(sent), 'output errors': '0', collisions: '0',
    'bytes received': String(received * BYTES_RECEIVED), 'bytes transmitted': String(sent * BYTES_SENT), 'multicasts received': '12', 'multicasts transmitted': '4', 'input queue drops': '0',
    'packets for unknown protocol': '0', 'HW offload capabilities': '0x0', 'uptime at attach or stat reset': '1', ...machine.running.measured.counters,
  };
}

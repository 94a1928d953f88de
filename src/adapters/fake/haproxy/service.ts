import { type Machine } from '../machine';
import { haproxyStatus, start, stop } from './running';
import { isHaproxyOn } from './settings';

/** What HAProxy is called in the list of all services. */
export const HAPROXY = 'haproxy';

/** HAProxy in the list of all services, while it is switched on. */
export function haproxyServiceRows(machine: Machine): { readonly name: string; readonly description: string; readonly running: boolean }[] {
  if (!machine.hasPackage('os-haproxy') || !isHaproxyOn(machine.document)) return [];
  return [{ name: HAPROXY, description: 'HAProxy load balancer', running: haproxyStatus(machine) === 'running' }];
}

/** Starts or stops HAProxy. */
export function switchHaproxy(machine: Machine, on: boolean): void {
  if (on) start(machine);
  else stop(machine);
}

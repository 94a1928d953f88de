import { type ConfigDocument } from '../config-document';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';

/** A service with actions of its own, `module/service/…`. */
export interface OwnService {
  readonly module: string;
  /** What `running` knows it by. */
  readonly daemon: string;
  /** Whether a configuration switches it on; may throw what the controller throws. */
  isEnabled(document: ConfigDocument): boolean;
  /** Whether its status is asked from what the saved configuration lists, so that it is `disabled` once that is off. */
  readonly isListed?: boolean;
}

/** Whether the daemon runs: as it was switched last, else as the configuration that it loaded says. */
export function isRunning({ module, daemon, isEnabled }: OwnService, machine: Machine): boolean {
  return machine.running.runs(daemon, isEnabled(machine.running.applied(module)));
}

/** The actions of a service: status, start, stop, restart and reconfigure. */
export function ownServiceActions(service: OwnService): ActionTable {
  const { module, daemon } = service;
  const switched = (on: boolean) => ({ method }: ApiCall, machine: Machine): JsonAnswer => {
    if (method !== 'POST') return { json: { response: [] } };
    // Nothing starts what the configuration switches off.
    machine.running.switch(daemon, on && service.isEnabled(machine.document));
    return { json: { response: 'OK' } };
  };
  return {
    [`${module}/service/status`]: (_call, machine) => ({ json: { status: statusOf(service, machine), widget: { caption_stop: 'Stop', caption_start: 'Start', caption_restart: 'Restart' } } }),
    [`${module}/service/start`]: switched(true),
    [`${module}/service/stop`]: switched(false),
    [`${module}/service/restart`]: switched(true),
    [`${module}/service/reconfigure`]: ({ method }, machine) => {
      if (method !== 'POST') return { json: { status: 'failed' } };
      machine.running.switch(daemon, service.isEnabled(machine.document));
      return { json: { status: 'ok' } };
    },
  };
}

function statusOf(service: OwnService, machine: Machine): string {
  const isKnown = service.isListed !== true || service.isEnabled(machine.document);
  if (isKnown && isRunning(service, machine)) return 'running';
  return service.isEnabled(machine.document) ? 'stopped' : 'disabled';
}

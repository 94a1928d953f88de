import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { at, fieldsOf, isOn, listOf, textOf } from '../../../core/packet-filter';

/** A log server. */
export interface LogDestination {
  readonly uuid: string;
  readonly host: string;
  readonly port: string;
  /** `udp4`, `tls6` … */
  readonly transport: string;
  readonly description: string;
}

/** What is logged, and where to. */
export interface Logging {
  /** False when the log daemon is off. */
  readonly enabled: boolean;
  /** False when nothing is kept on the firewall. */
  readonly local: boolean;
  /** Days that local logs are kept. */
  readonly days: number;
  /** Those that are enabled. */
  readonly destinations: readonly LogDestination[];
  /** Whether packets that no rule lets in are logged. */
  readonly logsDefaultBlock: boolean;
}

/** The settings of logging. */
export const logging: Fact<Logging> = {
  name: 'the logging settings',
  uses: [configDownload],
  read: async ({ config }) => {
    const [model, old] = await Promise.all([config.section('OPNsense.Syslog'), config.section('syslog')]);
    const general = fieldsOf(at(model, 'general'));
    return {
      enabled: textOf(general, 'enabled') !== '0',
      local: textOf(general, 'loglocal') !== '0',
      days: Number(textOf(general, 'maxpreserve') || DEFAULT_DAYS),
      destinations: listOf(at(model, 'destinations', 'destination'))
        .filter(fields => isOn(fields, 'enabled'))
        .map(fields => ({ uuid: textOf(fields, '@uuid'), host: textOf(fields, 'hostname'), port: textOf(fields, 'port'), transport: textOf(fields, 'transport'), description: textOf(fields, 'description') })),
      // The firewall asks only whether the element is there.
      logsDefaultBlock: !('nologdefaultblock' in fieldsOf(old)),
    };
  },
};

const DEFAULT_DAYS = 31;
